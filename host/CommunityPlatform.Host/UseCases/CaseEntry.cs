using System.Reflection;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Events;
using CommunityPlatform.Sdk.UseCases;

namespace CommunityPlatform.Host.UseCases;

/// <summary>A use case found in an assembly: its permission, and how to run its handler.</summary>
internal abstract class CaseEntry
{
    public required Type Case { get; init; }
    public required Permission Needs { get; init; }
    public required bool IsQuery { get; init; }

    /// <summary>All use cases among the types. A use case without exactly one handler is a fault of the assembly.</summary>
    public static IReadOnlyDictionary<Type, CaseEntry> In(IReadOnlyCollection<Type> types, IServiceCollection services)
    {
        var handlers = (from type in types
                        where type is { IsAbstract: false, IsClass: true }
                        from face in type.GetInterfaces()
                        where face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IHandler<,>)
                        select (Handler: type, Face: face, Case: face.GetGenericArguments()[0], Result: face.GetGenericArguments()[1])).ToList();
        var entries = new Dictionary<Type, CaseEntry>();
        foreach (var (handler, face, ask, result) in handlers)
        {
            if (entries.ContainsKey(ask)) throw new InvalidOperationException($"{ask.Name} has two handlers. Keep one.");
            services.AddScoped(face, handler);
            entries[ask] = (CaseEntry)typeof(CaseEntry).GetMethod(nameof(Make), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(ask, result).Invoke(null, null)!;
        }
        var orphan = types.FirstOrDefault(type => type is { IsAbstract: false, IsInterface: false } && IsCase(type) && !entries.ContainsKey(type));
        return orphan is null ? entries : throw new InvalidOperationException($"{orphan.Name} is a use case without a handler. Write a class that implements IHandler<{orphan.Name}, …>.");
    }

    private static bool IsCase(Type type) => type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IUseCase<>));

    private static CaseEntry<TResult> Make<TCase, TResult>() where TCase : IUseCase<TResult> =>
        new Typed<TCase, TResult> { Case = typeof(TCase), Needs = TCase.Needs, IsQuery = typeof(IQuery<TResult>).IsAssignableFrom(typeof(TCase)) };

    private sealed class Typed<TCase, TResult> : CaseEntry<TResult> where TCase : IUseCase<TResult>
    {
        public override Task<Outcome<TResult>> Handle(IServiceProvider scope, IUseCase<TResult> ask, CancellationToken stop) =>
            scope.GetRequiredService<IHandler<TCase, TResult>>().Handle((TCase)ask, stop);
    }
}

internal abstract class CaseEntry<TResult> : CaseEntry
{
    public abstract Task<Outcome<TResult>> Handle(IServiceProvider scope, IUseCase<TResult> ask, CancellationToken stop);
}

/// <summary>A reaction found in an assembly.</summary>
internal abstract class ReactionEntry
{
    public required string Event { get; init; }
    public required string Name { get; init; }

    public abstract Task React(IServiceProvider scope, string payload, CancellationToken stop);

    public static IReadOnlyList<ReactionEntry> In(IReadOnlyCollection<Type> types, IServiceCollection services)
    {
        var entries = new List<ReactionEntry>();
        foreach (var type in types.Where(type => type is { IsAbstract: false, IsClass: true }))
            foreach (var face in type.GetInterfaces().Where(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IReaction<>)))
            {
                var fact = face.GetGenericArguments()[0];
                var name = fact.GetCustomAttribute<EventNameAttribute>()?.Name
                    ?? throw new InvalidOperationException($"{type.Name} reacts to {fact.Name}, which has no [EventName].");
                services.AddScoped(type);
                entries.Add((ReactionEntry)typeof(ReactionEntry).GetMethod(nameof(Make), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type, fact).Invoke(null, [name])!);
            }
        return entries;
    }

    private static ReactionEntry Make<TReaction, TFact>(string name) where TReaction : IReaction<TFact> where TFact : notnull =>
        new Typed<TReaction, TFact> { Event = name, Name = typeof(TReaction).Name };

    private sealed class Typed<TReaction, TFact> : ReactionEntry where TReaction : IReaction<TFact> where TFact : notnull
    {
        public override Task React(IServiceProvider scope, string payload, CancellationToken stop) =>
            scope.GetRequiredService<TReaction>().React(EventJson.Read<TFact>(payload), stop);
    }
}

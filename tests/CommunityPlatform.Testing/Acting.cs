using System.Reflection;
using System.Runtime.CompilerServices;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.UseCases;

namespace CommunityPlatform.Testing;

/// <summary>What came of an act, without anything of the module's own in it.</summary>
internal sealed record Answer(bool Ok, object? Value, string? Refusal);

/// <summary>Runs a module's use cases on the real road. Use cases are named, because a test cannot refer to what leaves again.</summary>
internal static class Acting
{
    /// <summary>Runs as somebody with these permissions; null is somebody who may everything.</summary>
    public static Task<Answer> Act(this TestHost host, string module, string useCase, object? arguments = null, string community = "jia", string[]? may = null) =>
        Start(host, Ask(host, module, useCase, arguments), community, may);

    /// <summary>A use case made now and run later, perhaps after its module has left.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static object Ask(this TestHost host, string module, string useCase, object? arguments)
    {
        var loaded = host.Board.Loaded.Last(loaded => loaded.Id == module);
        var type = loaded.Cases.Keys.Single(type => type.Name == useCase);
        var constructor = type.GetConstructors().OrderByDescending(one => one.GetParameters().Length).First(one => one.GetParameters() is not [var only] || only.ParameterType != type);
        var given = arguments?.GetType().GetProperties().ToDictionary(property => property.Name, property => property.GetValue(arguments)) ?? [];
        return constructor.Invoke([.. constructor.GetParameters().Select(parameter =>
            !given.TryGetValue(parameter.Name!, out var value) ? parameter.DefaultValue
            : parameter.ParameterType.IsEnum ? Enum.Parse(parameter.ParameterType, (string)value!) : value)]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Task<Answer> Start(this TestHost host, object ask, string community = "jia", string[]? may = null)
    {
        var result = ask.GetType().GetInterfaces().First(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IUseCase<>)).GetGenericArguments()[0];
        return (Task<Answer>)typeof(Acting).GetMethod(nameof(Typed), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(result).Invoke(null, [host, ask, community, may])!;
    }

    private static async Task<Answer> Typed<TResult>(TestHost host, object ask, string community, string[]? may)
    {
        var place = host.Get<CommunityDirectory>().Find(community)!;
        var person = new CurrentPerson("account-1", "Tester", PersonKind.Staff);
        var outcome = await host.Get<UseCaseRunner>().Run((IUseCase<TResult>)ask, place, person, needs => ValueTask.FromResult(may is null || may.Contains(needs) || needs == "public"), CancellationToken.None);
        return new(outcome.Ok, outcome.Ok ? outcome.Value : null, outcome.Refusal?.GetType().Name);
    }
}

using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using CommunityPlatform.Host.Components;
using Microsoft.AspNetCore.Components;

namespace CommunityPlatform.Host.Modules;

/// <summary>The scopes of modules that live inside one host scope (a request or a circuit): made when first asked for, dropped when the module leaves.</summary>
internal sealed class ModuleScopes : IAsyncDisposable, IDisposable
{
    private readonly ModuleBoard _board;
    private readonly Faults _faults;
    private readonly Dictionary<LoadedModule, AsyncServiceScope> _scopes = [];

    public ModuleScopes(ModuleBoard board, Faults faults)
    {
        (_board, _faults) = (board, faults);
        board.Leaving += Drop;
    }

    public IServiceProvider For(LoadedModule module)
    {
        lock (_scopes)
        {
            if (!_scopes.TryGetValue(module, out var scope)) _scopes[module] = scope = module.Services.CreateAsyncScope();
            return scope.ServiceProvider;
        }
    }

    private async Task Drop(LoadedModule module)
    {
        AsyncServiceScope scope;
        lock (_scopes)
        {
            if (!_scopes.Remove(module, out scope)) return;
        }
        await End(module, scope);
    }

    public void Dispose()
    {
        _board.Leaving -= Drop;
        // Nobody waits here; what a module's services do while they end is reported either way.
        foreach (var (module, scope) in Taken()) _ = End(module, scope);
    }

    public async ValueTask DisposeAsync()
    {
        _board.Leaving -= Drop;
        foreach (var (module, scope) in Taken()) await End(module, scope);
    }

    /// <summary>A service of one module that throws while it is disposed must not keep the others' from it.</summary>
    private async Task End(LoadedModule module, AsyncServiceScope scope)
    {
        try
        {
            await scope.DisposeAsync();
        }
        catch (Exception thrown)
        {
            _faults.Report(module, null, "dispose", thrown);
        }
    }

    private List<KeyValuePair<LoadedModule, AsyncServiceScope>> Taken()
    {
        lock (_scopes)
        {
            var all = _scopes.ToList();
            _scopes.Clear();
            return all;
        }
    }
}

/// <summary>
/// Makes and injects every component: a module's from its own container first, the host's contracts from the host. Relies on
/// the framework's switch that leaves property injection to the activator; <see cref="SelfTest"/> proves at start that it holds.
/// </summary>
internal sealed class ModuleComponentActivator(IServiceProvider host, ModuleScopes scopes, ModuleBoard board, Faults faults, CurrentVisit visit) : IComponentActivator
{
    public const string Switch = "Microsoft.AspNetCore.Components.Unsupported.DisablePropertyInjection";

    private static readonly ConditionalWeakTable<Type, Plan> Plans = [];

    private sealed record Plan(ObjectFactory Make, IReadOnlyList<(PropertyInfo Property, object? Key)> Properties);

    public IComponent CreateInstance(Type type)
    {
        var plan = Plans.GetValue(type, PlanOf);
        if (HostAssemblies.ContextOf(type) is not { } context) return Build(type, plan, null);
        var module = board.Loaded.FirstOrDefault(loaded => loaded.Context == context);
        try
        {
            return module is null ? new FaultedComponent() : Build(type, plan, module);
        }
        catch (Exception fault)
        {
            faults.Report(module!, visit.Community?.Slug, $"making {type.Name}", (fault as TargetInvocationException)?.InnerException ?? fault);
            return new FaultedComponent();
        }
    }

    private IComponent Build(Type type, Plan plan, LoadedModule? module)
    {
        var own = module is null ? host : scopes.For(module);
        var component = (IComponent)plan.Make(own, []);
        foreach (var (property, key) in plan.Properties)
        {
            var wanted = property.PropertyType;
            var from = module is not null && IsOwn(wanted, module) ? own : host;
            var value = key is null ? from.GetService(wanted) : ((IKeyedServiceProvider)from).GetKeyedService(wanted, key);
            try
            {
                property.SetValue(component, value ?? throw new InvalidOperationException($"{type.Name} asks for {wanted.Name}, which neither the module nor the platform offers."));
            }
            catch (TargetInvocationException thrown) when (thrown.InnerException is { } inner)
            {
                ExceptionDispatchInfo.Throw(inner);
            }
        }
        return component;
    }

    private static bool IsOwn(Type type, LoadedModule module) =>
        module.OwnServices.Contains(type) || HostAssemblies.ContextOf(type) is not null
        || (type.IsConstructedGenericType && module.OwnServices.Contains(type.GetGenericTypeDefinition()));

    private static Plan PlanOf(Type type)
    {
        var properties = new List<(PropertyInfo, object?)>();
        for (var level = type; level is not null && level != typeof(object); level = level.BaseType)
            foreach (var property in level.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                if (property.GetCustomAttribute<InjectAttribute>() is { } inject) properties.Add((property, inject.Key));
        return new(ActivatorUtilities.CreateFactory(type, Type.EmptyTypes), properties);
    }

    /// <summary>Fails the start when the framework no longer leaves injection to us.</summary>
    public static void SelfTest()
    {
        if (!AppContext.TryGetSwitch(Switch, out var on) || !on)
            throw new InvalidOperationException($"The switch {Switch} is not set; module components would be injected from the wrong container.");
        var known = typeof(ComponentBase).Assembly.GetTypes().Any(type => type.Name == "ComponentFactory");
        if (!known) throw new InvalidOperationException("The framework's component factory has changed; check that it still honours " + Switch + ".");
    }
}

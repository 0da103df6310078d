using System.Collections.Immutable;
using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Components;
using CommunityPlatform.Host.Hardening;
using CommunityPlatform.Sdk;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Primitives;

namespace CommunityPlatform.Host.Modules;

/// <summary>Takes what one module maps.</summary>
internal sealed class ModuleRoutes(IServiceProvider services) : IEndpointRouteBuilder
{
    public IServiceProvider ServiceProvider { get; } = new Known(services);

    public ICollection<EndpointDataSource> DataSources { get; } = [];

    public IApplicationBuilder CreateApplicationBuilder() => new ApplicationBuilder(services);

    public IReadOnlyList<RouteEndpoint> All() => [.. DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()];

    /// <summary>What comes from the host for a request, beside the module's own services.</summary>
    public static bool IsHosts(Type type) =>
        type == typeof(Sdk.UseCases.IUseCases) || type == typeof(Sdk.People.CurrentCommunity) || type == typeof(Sdk.People.CurrentPerson);

    /// <summary>Says while endpoints are mapped which parameters are services; the road is one, though the module's container has it not.</summary>
    private sealed class Known(IServiceProvider own) : IServiceProvider, IServiceProviderIsService
    {
        public object? GetService(Type type) => type == typeof(IServiceProviderIsService) ? this : own.GetService(type);

        public bool IsService(Type type) => IsHosts(type) || own.GetRequiredService<IServiceProviderIsService>().IsService(type);
    }
}

/// <summary>
/// The endpoints of all loaded modules under <c>/api/{id}</c>. Each is a door: the community's own version answers, if the
/// module is on there and the person may; otherwise it is not there.
/// </summary>
internal sealed class ModuleEndpoints : EndpointDataSource
{
    private readonly ModuleBoard _board;
    private readonly Lock _lock = new();
    private ImmutableDictionary<string, Endpoint> _endpoints = ImmutableDictionary<string, Endpoint>.Empty;
    private CancellationTokenSource _changed = new();

    public ModuleEndpoints(ModuleBoard board)
    {
        _board = board;
        board.Changed += Follow;
        Follow();
    }

    public override IReadOnlyList<Endpoint> Endpoints => [.. _endpoints.Values];

    public override IChangeToken GetChangeToken()
    {
        lock (_lock) return new CancellationChangeToken(_changed.Token);
    }

    /// <summary>
    /// Most switches leave the addresses as they are: a community's door is looked up for each request. Only a new address or one
    /// that has gone makes the router build its table again, which takes longer than all the rest of a switch.
    /// </summary>
    private void Follow()
    {
        CancellationTokenSource old;
        lock (_lock)
        {
            var mapped = Mapped();
            if (mapped.Count == _endpoints.Count && mapped.Keys.All(_endpoints.ContainsKey)) return;
            _endpoints = mapped.ToImmutableDictionary(entry => entry.Key, entry => _endpoints.GetValueOrDefault(entry.Key) ?? Made(entry.Key, entry.Value), StringComparer.Ordinal);
            (old, _changed) = (_changed, new());
        }
        old.Cancel();
        old.Dispose();
    }

    private Dictionary<string, Address> Mapped()
    {
        var addresses = new Dictionary<string, Address>(StringComparer.Ordinal);
        foreach (var module in _board.Loaded)
            foreach (var endpoint in module.Endpoints)
            {
                string[] methods = [.. endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []];
                addresses.TryAdd($"{module.Id} {endpoint.Order} {endpoint.RoutePattern.RawText} {string.Join(',', methods)}", new(module.Id, endpoint.RoutePattern.RawText!, endpoint.Order, methods));
            }
        return addresses;
    }

    private RouteEndpoint Made(string name, Address address) => new(
        context => Answer(context, address), RoutePatternFactory.Parse($"/api/{address.Module}/{address.Pattern.TrimStart('/')}"), address.Order,
        address.Methods.Length == 0 ? EndpointMetadataCollection.Empty : new EndpointMetadataCollection(new HttpMethodMetadata(address.Methods)), name);

    /// <summary>Words and numbers only: nothing here keeps a module in memory.</summary>
    private sealed record Address(string Module, string Pattern, int Order, string[] Methods);

    private async Task Answer(HttpContext context, Address address)
    {
        var id = address.Module;
        var visit = context.RequestServices.GetRequiredService<CurrentVisit>();
        var inside = default(LoadedModule.Visit);
        var module = visit.Community is { } community ? _board.Enter(community.Slug, id, out inside) : null;
        using var leave = inside;
        if (module is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var endpoint = module.Endpoints.FirstOrDefault(candidate => candidate.RoutePattern.RawText == address.Pattern
            && (candidate.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).SequenceEqual(address.Methods));
        var needs = endpoint?.Metadata.GetMetadata<NeedsAttribute>()?.Permission;
        if (endpoint is null || needs is null || !await context.RequestServices.GetRequiredService<Grants>().May(visit, needs))
        {
            context.Response.StatusCode = endpoint is null ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden;
            return;
        }
        // A module whose partner sends from elsewhere says so itself: DisableAntiforgery().
        if (!SameHouse.Sent(context.Request) && endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is not { RequiresValidation: false })
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        var host = context.RequestServices;
        try
        {
            context.RequestServices = new EndpointServices(host, host.GetRequiredService<ModuleScopes>().For(module), await visit.Person());
            await endpoint.RequestDelegate!(context);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            host.GetRequiredService<Faults>().Report(module, visit.Community!.Slug, "endpoint", fault);
            if (context.Response.HasStarted) throw;
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
        finally
        {
            context.RequestServices = host;
        }
    }

    /// <summary>What an endpoint may ask for: its own services, the road, and who asks where.</summary>
    private sealed class EndpointServices(IServiceProvider host, IServiceProvider own, Sdk.People.CurrentPerson person) : IServiceProvider, IServiceProviderIsService
    {
        public object? GetService(Type type) =>
            type == typeof(IServiceProviderIsService) ? this
            : type == typeof(Sdk.People.CurrentPerson) ? person
            : ModuleRoutes.IsHosts(type) ? host.GetService(type) : own.GetService(type);

        public bool IsService(Type type) => ModuleRoutes.IsHosts(type) || own.GetRequiredService<IServiceProviderIsService>().IsService(type);
    }
}

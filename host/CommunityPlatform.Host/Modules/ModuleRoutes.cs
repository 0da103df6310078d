using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Components;
using CommunityPlatform.Sdk;
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
    private (IReadOnlyList<LoadedModule> Of, IReadOnlyList<Endpoint> Endpoints)? _built;

    public ModuleEndpoints(ModuleBoard board)
    {
        _board = board;
        // Forgets at once: a list kept until the next request would hold a module that has left.
        board.Changed += () =>
        {
            lock (_lock) _built = null;
        };
    }

    public override IReadOnlyList<Endpoint> Endpoints
    {
        get
        {
            lock (_lock)
            {
                var loaded = _board.Loaded;
                if (_built is { } built && ReferenceEquals(built.Of, loaded)) return built.Endpoints;
                var endpoints = Build(loaded);
                _built = (loaded, endpoints);
                return endpoints;
            }
        }
    }

    public override IChangeToken GetChangeToken() => _board.Token();

    private List<Endpoint> Build(IReadOnlyList<LoadedModule> loaded)
    {
        var endpoints = new Dictionary<string, Endpoint>(StringComparer.Ordinal);
        foreach (var module in loaded)
            foreach (var endpoint in module.Endpoints)
            {
                var pattern = RoutePatternFactory.Parse($"/api/{module.Id}/{endpoint.RoutePattern.RawText!.TrimStart('/')}");
                var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>();
                var key = $"{pattern.RawText} {string.Join(',', methods?.HttpMethods ?? [])}";
                if (endpoints.ContainsKey(key)) continue;
                var (id, inner) = (module.Id, endpoint.RoutePattern.RawText);
                // Nothing of the module itself is captured here but strings: the version is looked up for each request.
                endpoints[key] = new RouteEndpoint(
                    context => Answer(context, id, inner!, methods),
                    pattern, endpoint.Order,
                    methods is null ? EndpointMetadataCollection.Empty : new EndpointMetadataCollection(new HttpMethodMetadata([.. methods.HttpMethods])),
                    key);
            }
        return [.. endpoints.Values];
    }

    private async Task Answer(HttpContext context, string id, string pattern, HttpMethodMetadata? methods)
    {
        var visit = context.RequestServices.GetRequiredService<CurrentVisit>();
        var inside = default(LoadedModule.Visit);
        var module = visit.Community is { } community ? _board.Enter(community.Slug, id, out inside) : null;
        using var leave = inside;
        if (module is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var endpoint = module.Endpoints.FirstOrDefault(candidate => candidate.RoutePattern.RawText == pattern
            && (methods is null || candidate.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.SequenceEqual(methods.HttpMethods) == true));
        var needs = endpoint?.Metadata.GetMetadata<NeedsAttribute>()?.Permission;
        if (endpoint is null || needs is null || !await context.RequestServices.GetRequiredService<Grants>().May(visit, needs))
        {
            context.Response.StatusCode = endpoint is null ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden;
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

using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CommunityPlatform.Sdk;

/// <summary>
/// 模块与插件 · The one class by which a module or plugin presents itself. An assembly has exactly one, public or internal,
/// with a parameterless constructor.
/// </summary>
/// <remarks>
/// Guarantees: an instance lives as long as its package is loaded; <see cref="AddServices"/> is called once, before
/// <see cref="MapEndpoints"/>. Use cases, handlers, reactions, pages and scene fillers are found by their types and need no
/// registration. An exception from any member refuses the package and leaves nothing behind.
/// </remarks>
public interface IModule
{
    /// <summary>The id, equal to <c>id</c> in module.json: lower-case letters, digits and hyphens.</summary>
    string Id { get; }

    /// <summary>Registers the module's own services: data context, contribution points, background work.</summary>
    /// <param name="services">The module's own container; it never sees the host's or another module's services.</param>
    /// <param name="context">Who the module is and where its files lie.</param>
    void AddServices(IServiceCollection services, ModuleContext context);

    /// <summary>
    /// Maps HTTP endpoints. The host prefixes them with <c>/api/{id}</c> inside the community, checks the door and the
    /// permission, and refuses every endpoint that names no permission with <see cref="EndpointNeeds.Needs{T}"/>.
    /// </summary>
    /// <param name="routes">A builder that belongs to this module alone.</param>
    void MapEndpoints(IEndpointRouteBuilder routes) { }
}

/// <summary>Who the module is and where its files lie.</summary>
/// <param name="Id">The module's id.</param>
/// <param name="Version">The package's version as in module.json.</param>
/// <param name="Folder">The read-only folder of this version's files.</param>
public sealed record ModuleContext(string Id, string Version, string Folder);

/// <summary>Work that goes on as long as the module is loaded, for instance a timer. Registered as a singleton.</summary>
/// <remarks>A failure is logged as the module's own fault and ends this work only; the host and other modules go on.</remarks>
public interface IBackgroundWork
{
    /// <summary>Runs until <paramref name="stop"/> is signalled, which happens on unload; it has five seconds to end.</summary>
    /// <param name="stop">Signalled when the module is about to leave.</param>
    Task Run(CancellationToken stop);
}

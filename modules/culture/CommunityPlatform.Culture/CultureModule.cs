using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Overview;
using CommunityPlatform.Culture.Pictures;
using CommunityPlatform.Culture.Privacy;
using CommunityPlatform.Culture.SignUps;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Contributions;
using CommunityPlatform.Sdk.Data;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CommunityPlatform.Culture;

/// <summary>文化 · Culture events and galas.</summary>
internal sealed class CultureModule : IModule
{
    /// <inheritdoc/>
    public string Id => "culture";

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, ModuleContext context)
    {
        services.AddModuleDbContext<CultureDbContext>();
        services.AddScoped<IKioskTileLine, SignUpTileLine>();
        services.AddScoped<IFigureSource, CultureFigures>();
        services.AddScoped<IPersonalDataSource, CulturePersonalData>();
        services.AddSingleton(new DashboardCard("next-events", typeof(NextEventsCard), CulturePermissions.Browse, 40));
        services.AddSingleton(new DisplayPanel("programme", typeof(ProgrammePanel)));
    }

    /// <inheritdoc/>
    public void MapEndpoints(IEndpointRouteBuilder routes) => PictureEndpoints.Map(routes);
}

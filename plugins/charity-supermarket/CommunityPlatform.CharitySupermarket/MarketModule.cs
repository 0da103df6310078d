using CommunityPlatform.CharitySupermarket.Data;
using CommunityPlatform.CharitySupermarket.Kiosk;
using CommunityPlatform.CharitySupermarket.Overview;
using CommunityPlatform.CharitySupermarket.Privacy;
using CommunityPlatform.Sdk.Contributions;
using CommunityPlatform.Sdk.Data;
using Microsoft.Extensions.DependencyInjection;

namespace CommunityPlatform.CharitySupermarket;

/// <summary>爱心超市 · Donations in, stock, vouchers, redemption at the counter.</summary>
internal sealed class MarketModule : IModule
{
    /// <inheritdoc/>
    public string Id => "charity-supermarket";

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services, ModuleContext context)
    {
        services.AddModuleDbContext<MarketDbContext>();
        services.AddScoped<IKioskTileLine, ShelfTileLine>();
        services.AddScoped<IFigureSource, MarketFigures>();
        services.AddScoped<IPersonalDataSource, MarketPersonalData>();
        services.AddSingleton(new DashboardCard("to-do", typeof(ToDoCard), MarketPermissions.View, 60));
        services.AddSingleton(new DisplayPanel("needed-goods", typeof(NeededGoodsPanel)));
    }
}

using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Contributions;
using CommunityPlatform.Sdk.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Keeper;

/// <summary>Keeps something of persons, as it should: declared, upon consent, shown, erased and cleared.</summary>
internal sealed class KeeperModule : IModule
{
    public string Id => "keeper";

    public void AddServices(IServiceCollection services, ModuleContext context)
    {
        services.AddModuleDbContext<KeeperDbContext>();
        if (AppContext.GetData("keeper") as string != "no source") services.AddScoped<IPersonalDataSource, Visits>();
    }
}

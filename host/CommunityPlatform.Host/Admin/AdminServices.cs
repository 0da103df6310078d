using Microsoft.AspNetCore.Components.Server.Circuits;

namespace CommunityPlatform.Host.Admin;

/// <summary>Registers what the administration's pages and the operator's API share.</summary>
internal static class AdminServices
{
    public static IServiceCollection AddAdministration(this IServiceCollection services)
    {
        services.AddSingleton<ActsUnderWay>().AddSingleton<ModuleNews>();
        services.AddSingleton<ModuleShelf>().AddSingleton<PackageShelf>().AddSingleton<OperatorActs>().AddSingleton<OperatorBook>().AddSingleton<SystemFacts>();
        services.AddSingleton<OfferShelf>().AddSingleton<OfferActs>();
        services.AddSingleton<CircuitCount>().AddSingleton<CircuitHandler>(host => host.GetRequiredService<CircuitCount>());
        services.AddScoped<AdminDoor>();
        return services;
    }
}

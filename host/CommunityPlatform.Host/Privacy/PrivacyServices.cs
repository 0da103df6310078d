using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.Privacy.OwnData;
using CommunityPlatform.Host.Privacy.Retention;

namespace CommunityPlatform.Host.Privacy;

/// <summary>Registers what looks after residents' rights.</summary>
internal static class PrivacyServices
{
    public static IServiceCollection AddPrivacy(this IServiceCollection services)
    {
        services.AddSingleton<DeclaredHere>().AddSingleton<PersonalRound>().AddSingleton<IConsentsFactory, ConsentsFactory>();
        services.AddSingleton<ErasureDesk>().AddHostedService(host => host.GetRequiredService<ErasureDesk>());
        services.AddSingleton<RetentionDesk>().AddHostedService<RetentionNight>();
        return services;
    }

    /// <summary>What the host's own use cases need of it.</summary>
    public static void Lend(IServiceProvider host, IServiceCollection cases)
    {
        cases.AddSingleton(host.GetRequiredService<DeclaredHere>()).AddSingleton(host.GetRequiredService<PersonalRound>());
        cases.AddSingleton(host.GetRequiredService<ErasureDesk>()).AddSingleton(host.GetRequiredService<RetentionDesk>());
        cases.AddSingleton(host.GetRequiredService<Accounts.AccountBook>());
        cases.AddScoped<RegisterOwnData>().AddScoped<OwnDataBook>().AddScoped<Sheets.SheetDrafts>();
    }
}

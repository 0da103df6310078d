namespace CommunityPlatform.Host.Kiosk;

/// <summary>Registers what the kiosk (自助机) needs.</summary>
internal static class KioskServices
{
    public static IServiceCollection AddKiosk(this IServiceCollection services) => services
        .AddSingleton(host => KioskTiming.From(host.GetRequiredService<IConfiguration>()))
        .AddSingleton<KioskCalls>()
        .AddSingleton<SharedCalls>().AddSingleton<News.INewsReader>(host => host.GetRequiredService<SharedCalls>()).AddHostedService(host => host.GetRequiredService<SharedCalls>())
        .AddSingleton<TileLines>();
}

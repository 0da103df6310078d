namespace CommunityPlatform.Host.Packaging;

/// <summary>Registers what brings package files in, tells their fate under another SDK, and takes modules away for good.</summary>
internal static class PackagingServices
{
    public static IServiceCollection AddPackageFiles(this IServiceCollection services)
    {
        services.AddSingleton<PublisherBook>().AddSingleton<PackageFileDesk>();
        services.AddSingleton<PackageLetterBox>().AddHostedService(host => host.GetRequiredService<PackageLetterBox>());
        services.AddSingleton<Rehearsal>().AddSingleton<ModuleData>().AddSingleton<ExportShelf>().AddSingleton<UninstallDesk>().AddHostedService<UninstallWatch>();
        return services;
    }
}

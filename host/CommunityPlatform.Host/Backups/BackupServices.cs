namespace CommunityPlatform.Host.Backups;

/// <summary>Registers what backups need.</summary>
internal static class BackupServices
{
    public static IServiceCollection AddBackups(this IServiceCollection services) => services
        .AddSingleton<HouseLock>().AddSingleton<CommunityRestore>().AddSingleton<Snapshots>().AddSingleton<BackupMaker>()
        .AddSingleton<BackupCheck>().AddSingleton<BackupBook>().AddSingleton<BackupDesk>()
        .AddHostedService<BackupSchedule>();
}

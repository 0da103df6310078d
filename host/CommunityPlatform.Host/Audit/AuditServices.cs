namespace CommunityPlatform.Host.Audit;

/// <summary>Registers what the audit chain needs.</summary>
internal static class AuditServices
{
    public static IServiceCollection AddAuditChain(this IServiceCollection services) =>
        services.AddSingleton<PublishedHeads>().AddSingleton<HeadPublisher>().AddHostedService(host => host.GetRequiredService<HeadPublisher>());
}

using CommunityPlatform.Host.Admin;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.UseCases;

namespace CommunityPlatform.Host.Audit;

/// <summary>验证操作记录 · Checks the whole audit chain of the community.</summary>
internal sealed record VerifyAudit : IQuery<ChainReport>
{
    public static Permission Needs => AdminDoor.SeeAudit;
}

internal sealed class VerifyAuditHandler(CommunityDbContext database, CurrentCommunity community, PublishedHeads heads) : IHandler<VerifyAudit, ChainReport>
{
    public async Task<Outcome<ChainReport>> Handle(VerifyAudit ask, CancellationToken stop) =>
        await ChainCheck.Run(reading => heads.Read(community.Slug, reading), database, stop);
}

using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Contributions;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Privacy.Retention;

/// <summary>个人信息保护概况 · The last nightly runs, and erasures that wait for their modules.</summary>
internal sealed record ShowPrivacy : IQuery<PrivacyBoard>
{
    public static Permission Needs => HostPermissions.Privacy;
}

/// <summary>What the page shows; no resident's name.</summary>
internal sealed record PrivacyBoard(IReadOnlyList<RunRow> Runs, IReadOnlyList<ErasureRow> Erasures);

/// <summary>One line of a run.</summary>
internal sealed record RunRow(DateTime At, string Module, string? Field, int Count, Fate Fate, bool Failed);

/// <summary>One erasure in one module: still waiting, or done with something left that nobody could confirm.</summary>
internal sealed record ErasureRow(string Module, DateTime At, int Attempts, DateTime? DoneAt, int Unsure);

internal sealed class ShowPrivacyHandler(CommunityDbContext database) : IHandler<ShowPrivacy, PrivacyBoard>
{
    private const int Most = 60;

    public async Task<Outcome<PrivacyBoard>> Handle(ShowPrivacy ask, CancellationToken stop) => new PrivacyBoard(
        await database.Clearings.AsNoTracking().OrderByDescending(line => line.At).Take(Most).Select(line => new RunRow(line.At, line.Module, line.Field, line.Count, line.Fate, line.Failed)).ToListAsync(stop),
        await database.Erasures.AsNoTracking().Where(row => row.State == ErasureState.Waiting || row.Unsure > 0).OrderByDescending(row => row.At).Take(Most)
            .Select(row => new ErasureRow(row.Module, row.At, row.Attempts, row.DoneAt, row.Unsure)).ToListAsync(stop));
}

/// <summary>预演 · What tonight's clearing would do.</summary>
internal sealed record RehearseClearing : IQuery<ClearedHere[]>
{
    public static Permission Needs => HostPermissions.Privacy;
}

internal sealed class RehearseClearingHandler(RetentionDesk desk, CurrentCommunity community) : IHandler<RehearseClearing, ClearedHere[]>
{
    public async Task<Outcome<ClearedHere[]>> Handle(RehearseClearing ask, CancellationToken stop) => (await desk.Rehearse(community.Slug, stop)).ToArray();
}

using CommunityPlatform.Host.Communities;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Audit;

/// <summary>审计链 · Puts lines behind one another, on the transaction of the act that they tell of.</summary>
internal static class AuditChain
{
    private const int Batch = 1000;

    /// <summary>Gives a line its place and its hash and adds it to the context; it is there when the act's transaction commits.</summary>
    public static async Task Append(CommunityDbContext database, AuditLine line, CancellationToken stop)
    {
        // The update holds the row until the commit: whoever comes second, on this host or on another, waits and goes on from there.
        if (await Take(database, stop) == 0)
        {
            await Begin(database, stop);
            await Take(database, stop);
        }
        var head = await database.AuditHeads.AsNoTracking().SingleAsync(stop);
        line.Sequence = head.Sequence;
        var hash = line.Hash = AuditSeal.Of(head.Hash, line);
        await database.AuditHeads.ExecuteUpdateAsync(row => row.SetProperty(head => head.Hash, hash), stop);
        database.Audit.Add(line);
    }

    /// <summary>Chains the lines that were there before the chain, in the order of their time, and sets the head. Does nothing where there is one.</summary>
    public static async Task Begin(CommunityDbContext database, CancellationToken stop)
    {
        if (await database.AuditHeads.AnyAsync(stop)) return;
        // Without a head but with a chain, somebody took the head away: the chain goes on, and what is missing is found by the published heads.
        var head = await database.Audit.Where(line => line.Sequence != null).OrderByDescending(line => line.Sequence)
            .Select(line => new AuditHead { Sequence = line.Sequence!.Value, Hash = line.Hash! }).FirstOrDefaultAsync(stop);
        if (head is null)
        {
            head = new() { Sequence = 0, Hash = AuditSeal.Start };
            while (await Unchained(database).Take(Batch).ToListAsync(stop) is { Count: > 0 } lines)
                foreach (var line in lines)
                    await Chain(database, line, head, stop);
        }
        database.AuditHeads.Add(head);
        await database.SaveChangesAsync(stop);
        database.Entry(head).State = EntityState.Detached;
    }

    private static IQueryable<AuditLine> Unchained(CommunityDbContext database) =>
        database.Audit.AsNoTracking().Where(line => line.Sequence == null).OrderBy(line => line.At).ThenBy(line => line.Id);

    private static async Task Chain(CommunityDbContext database, AuditLine line, AuditHead head, CancellationToken stop)
    {
        var sequence = line.Sequence = ++head.Sequence;
        var hash = head.Hash = AuditSeal.Of(head.Hash, line);
        await database.Audit.Where(row => row.Id == line.Id).ExecuteUpdateAsync(row => row.SetProperty(one => one.Sequence, sequence).SetProperty(one => one.Hash, hash), stop);
    }

    private static Task<int> Take(CommunityDbContext database, CancellationToken stop) =>
        database.AuditHeads.ExecuteUpdateAsync(row => row.SetProperty(head => head.Sequence, head => head.Sequence + 1), stop);
}

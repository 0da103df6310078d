using CommunityPlatform.Host.Communities;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Audit;

/// <summary>
/// 验链 · Walks a chain from its first line to its last and says where it breaks. A broken line is compared with what follows by
/// the hash that it carries itself, so that one changed line is one break and not a thousand.
/// </summary>
internal sealed class ChainCheck
{
    private readonly List<ChainBreak> _breaks = [];
    private readonly Dictionary<long, PublishedHead> _published = [];
    private long _count;
    private long _lines;
    private long _last;
    private string _hash = AuditSeal.Start;

    private ChainCheck() { }

    /// <summary>Checks on a context that sees one consistent state. The published heads are read before it: one that is added meanwhile must not look like a missing line.</summary>
    public static async Task<ChainReport> Run(Func<CancellationToken, Task<(IReadOnlyList<PublishedHead> Heads, IReadOnlyList<int> Unreadable)>> published, CommunityDbContext database, CancellationToken stop)
    {
        var check = new ChainCheck();
        var (heads, unreadable) = await published(stop);
        foreach (var line in unreadable) check.Found(new(ChainFault.HeadsUnreadable, line, line));
        foreach (var head in heads) check._published.TryAdd(head.Sequence, head);
        foreach (var twice in heads.Where(head => check._published[head.Sequence].Hash != head.Hash)) check.Found(new(ChainFault.Rewritten, twice.Sequence, twice.Sequence, twice.At));
        await foreach (var line in database.Audit.AsNoTracking().OrderBy(line => line.Sequence).ThenBy(line => line.Id).AsAsyncEnumerable().WithCancellation(stop)) check.Next(line);
        check.End(await database.AuditHeads.AsNoTracking().SingleOrDefaultAsync(stop), heads);
        return new(check._lines, check._last == 0 ? null : check._hash, heads.Count, check._count, check._breaks);
    }

    private void Next(AuditLine line)
    {
        _lines++;
        if (line.Sequence is not { } sequence || line.Hash is not { } hash || sequence <= _last)
        {
            Found(new(ChainFault.Inserted, line.Sequence ?? _last, line.Sequence ?? _last, line.At));
            return;
        }
        if (sequence > _last + 1) Found(new(ChainFault.Removed, _last + 1, sequence - 1, line.At));
        // Behind a gap the hash before is not known; what is missing has been said.
        else if (AuditSeal.Of(_hash, line) != hash) Found(new(ChainFault.Changed, sequence, sequence, line.At));
        if (_published.TryGetValue(sequence, out var head) && head.Hash != hash) Found(new(ChainFault.Rewritten, sequence, sequence, head.At));
        (_last, _hash) = (sequence, hash);
    }

    private void End(AuditHead? head, IReadOnlyList<PublishedHead> published)
    {
        var known = Math.Max(head?.Sequence ?? 0, published.Count == 0 ? 0 : published.Max(one => one.Sequence));
        if (known > _last) Found(new(ChainFault.CutOff, _last + 1, known));
        else if (head is null ? _lines > 0 : head.Sequence != _last || head.Hash != _hash) Found(new(ChainFault.HeadWrong, _last, _last));
    }

    private void Found(ChainBreak found)
    {
        _count++;
        if (_breaks.Count < ChainReport.Most) _breaks.Add(found);
    }
}

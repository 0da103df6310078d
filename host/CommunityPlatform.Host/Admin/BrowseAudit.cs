using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Admin;

/// <summary>What audit lines are ordered by.</summary>
internal enum AuditSort
{
    At,
    Person,
    Module,
    Act,
    Subject,
    Outcome,
}

/// <summary>审计查询 · Reads the community's audit lines, the latest first unless told otherwise. From and before are moments in UTC.</summary>
internal sealed record BrowseAudit(
    string? Module, string? Act, string? Person, DateTime? From, DateTime? Before, int Skip, int Take, AuditSort Sort = AuditSort.At, bool Up = false) : IQuery<AuditPage>
{
    public static Permission Needs => AdminDoor.SeeAudit;

    public void Check(FieldErrors errors)
    {
        errors.Range(nameof(Skip), Skip, 0, 10_000_000);
        errors.Range(nameof(Take), Take, 1, 200);
        if (From is { } from && Before is { } before) errors.Order(nameof(Before), from, before);
    }
}

/// <summary>One page of audit lines, how many there are in all, and which modules appear.</summary>
internal sealed record AuditPage(IReadOnlyList<AuditRow> Rows, int Count, IReadOnlyList<string> Modules);

/// <summary>One line.</summary>
internal sealed record AuditRow(DateTime At, string Person, string Module, string Act, string? Subject, string Outcome);

internal sealed class BrowseAuditHandler(CommunityDbContext database) : IHandler<BrowseAudit, AuditPage>
{
    public async Task<Outcome<AuditPage>> Handle(BrowseAudit ask, CancellationToken stop)
    {
        var lines = database.Audit.AsNoTracking();
        if (!string.IsNullOrEmpty(ask.Module)) lines = lines.Where(line => line.Module == ask.Module);
        // Lower case on both sides: what a database holds for equal is its own affair.
        if (ask.Act?.Trim().ToLowerInvariant() is { Length: > 0 } act) lines = lines.Where(line => line.Act.ToLower().Contains(act) || (line.Subject != null && line.Subject.ToLower().Contains(act)));
        if (ask.Person?.Trim().ToLowerInvariant() is { Length: > 0 } person) lines = lines.Where(line => line.Person.ToLower().Contains(person));
        if (ask.From is { } from) lines = lines.Where(line => line.At >= from);
        if (ask.Before is { } before) lines = lines.Where(line => line.At < before);
        var count = await lines.CountAsync(stop);
        var rows = await Ordered(lines, ask.Sort, ask.Up).ThenByDescending(line => line.At).ThenByDescending(line => line.Id).Skip(ask.Skip).Take(ask.Take)
            .Select(line => new AuditRow(line.At, line.Person, line.Module, line.Act, line.Subject, line.Outcome)).ToListAsync(stop);
        var modules = await database.Audit.Select(line => line.Module).Distinct().OrderBy(module => module).ToListAsync(stop);
        return new AuditPage(rows, count, modules);
    }

    private static IOrderedQueryable<AuditLine> Ordered(IQueryable<AuditLine> lines, AuditSort by, bool up) => by switch
    {
        AuditSort.Person => lines.Sorted(line => line.Person, up),
        AuditSort.Module => lines.Sorted(line => line.Module, up),
        AuditSort.Act => lines.Sorted(line => line.Act, up),
        AuditSort.Subject => lines.Sorted(line => line.Subject ?? "", up),
        AuditSort.Outcome => lines.Sorted(line => line.Outcome, up),
        _ => lines.Sorted(line => line.At, up),
    };
}

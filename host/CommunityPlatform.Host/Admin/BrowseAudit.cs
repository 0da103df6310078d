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

/// <summary>审计查询 · Reads the community's audit lines, the latest first unless told otherwise.</summary>
internal sealed record BrowseAudit(AuditFilter Filter, int Skip, int Take, AuditSort Sort = AuditSort.At, bool Up = false) : IQuery<AuditPage>
{
    public static Permission Needs => AdminDoor.SeeAudit;

    public void Check(FieldErrors errors)
    {
        Filter.Check(errors);
        errors.Range(nameof(Skip), Skip, 0, 10_000_000);
        errors.Range(nameof(Take), Take, 1, 200);
    }
}

/// <summary>One page of audit lines, how many there are in all, and which modules appear.</summary>
internal sealed record AuditPage(IReadOnlyList<AuditRow> Rows, int Count, IReadOnlyList<string> Modules);

/// <summary>One line.</summary>
internal sealed record AuditRow(DateTime At, string Person, string Module, string Act, string? Subject, string? OnBehalfOf, string Outcome, long? Sequence);

internal sealed class BrowseAuditHandler(CommunityDbContext database) : IHandler<BrowseAudit, AuditPage>
{
    public async Task<Outcome<AuditPage>> Handle(BrowseAudit ask, CancellationToken stop)
    {
        var lines = ask.Filter.In(database.Audit.AsNoTracking());
        var count = await lines.CountAsync(stop);
        var rows = await Ordered(lines, ask.Sort, ask.Up).ThenByDescending(line => line.At).ThenByDescending(line => line.Sequence).Skip(ask.Skip).Take(ask.Take).Rows().ToListAsync(stop);
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

/// <summary>Lines of the log as rows of a list.</summary>
internal static class AuditRows
{
    public static IQueryable<AuditRow> Rows(this IQueryable<AuditLine> lines) =>
        lines.Select(line => new AuditRow(line.At, line.Person, line.Module, line.Act, line.Subject, line.OnBehalfOf, line.Outcome, line.Sequence));
}

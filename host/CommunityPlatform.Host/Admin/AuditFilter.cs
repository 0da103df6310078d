using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk.UseCases;

namespace CommunityPlatform.Host.Admin;

/// <summary>审计筛选 · Which audit lines are asked for; what is empty leaves all. From and before are moments in UTC.</summary>
/// <param name="Module">The module's id.</param>
/// <param name="Act">Part of the act's name.</param>
/// <param name="Acts">Acts whose words in the asker's language contain what she typed; they count beside <paramref name="Act"/>.</param>
/// <param name="Person">Part of the name of who acted.</param>
/// <param name="Subject">Part of what it was about, or of for whom it was done.</param>
/// <param name="Outcome">How it ended: done, refused or failed.</param>
/// <param name="From">Not before this moment.</param>
/// <param name="Before">Before this moment.</param>
internal sealed record AuditFilter(
    string? Module = null, string? Act = null, IReadOnlyList<string>? Acts = null, string? Person = null, string? Subject = null, string? Outcome = null,
    DateTime? From = null, DateTime? Before = null)
{
    /// <summary>The outcomes there are, as a line's outcome begins.</summary>
    public static IReadOnlyList<string> Outcomes { get; } = ["done", "refused", "failed"];

    public void Check(FieldErrors errors)
    {
        foreach (var (name, text) in new[] { (nameof(Act), Act), (nameof(Person), Person), (nameof(Subject), Subject) }) errors.Text(name, text, 60, required: false);
        if (From is { } from && Before is { } before) errors.Order(nameof(Before), from, before);
    }

    public IQueryable<AuditLine> In(IQueryable<AuditLine> lines)
    {
        if (!string.IsNullOrEmpty(Module)) lines = lines.Where(line => line.Module == Module);
        if (Typed(Act) is { } act)
        {
            var acts = Acts ?? [];
            lines = lines.Where(line => line.Act.ToLower().Contains(act) || acts.Contains(line.Act));
        }
        if (Typed(Person) is { } person) lines = lines.Where(line => line.Person.ToLower().Contains(person));
        if (Typed(Subject) is { } subject) lines = lines.Where(line => (line.Subject != null && line.Subject.ToLower().Contains(subject)) || (line.OnBehalfOf != null && line.OnBehalfOf.ToLower().Contains(subject)));
        if (Typed(Outcome) is { } outcome) lines = lines.Where(line => line.Outcome.StartsWith(outcome));
        if (From is { } from) lines = lines.Where(line => line.At >= from);
        if (Before is { } before) lines = lines.Where(line => line.At < before);
        return lines;
    }

    // Lower case on both sides: what a database holds for equal is its own affair.
    private static string? Typed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim().ToLowerInvariant();
}

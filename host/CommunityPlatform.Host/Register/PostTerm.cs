using CommunityPlatform.Host.Communities;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Register;

/// <summary>任期 · Who holds a post from when to when: an account of the community or a resident of its register.</summary>
internal sealed class PostTerm
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid PostId { get; init; }

    /// <summary>The holder, where she works on the platform.</summary>
    public string? AccountId { get; set; }

    /// <summary>The holder, where she is a resident; null also after her data were erased: that the post was held stays.</summary>
    public Guid? PersonId { get; set; }

    /// <summary>任职日期 · The first day.</summary>
    public required DateOnly From { get; set; }

    /// <summary>届满日期 · The last day; null where no end is set.</summary>
    public DateOnly? To { get; set; }

    public long Version { get; set; }

    public bool Holds(DateOnly day) => From <= day && (To is not { } to || day <= to);

    public bool Overlaps(PostTerm other) => (To is not { } to || other.From <= to) && (other.To is not { } end || From <= end);

    /// <summary>The holders go: what has not begun is not served, what runs ends on this day, and that the post was held stays without a name.</summary>
    public static async Task<int> Release(CommunityDbContext database, IQueryable<PostTerm> terms, DateOnly day, CancellationToken stop)
    {
        var ids = await terms.Select(term => term.Id).ToListAsync(stop);
        var here = database.Terms.Where(term => ids.Contains(term.Id));
        await here.Where(term => term.From > day).ExecuteDeleteAsync(stop);
        await here.Where(term => term.To == null || term.To > day).ExecuteUpdateAsync(set => set.SetProperty(term => term.To, day), stop);
        await here.ExecuteUpdateAsync(set => set.SetProperty(term => term.PersonId, (Guid?)null).SetProperty(term => term.Version, term => term.Version + 1), stop);
        return ids.Count;
    }
}

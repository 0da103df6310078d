using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Register.Bodies;

/// <summary>组织与岗位 · The bodies of the community with their posts and who holds them, in the order of a tree.</summary>
/// <remarks>Who holds which post stands on the community's boards: here names are whole.</remarks>
internal sealed record ListBodies : IQuery<IReadOnlyList<BodyRow>>
{
    public static Permission Needs => HostPermissions.SeeRegister;
}

/// <summary>One body, after the one above it.</summary>
/// <param name="Depth">0 at the top.</param>
public sealed record BodyRow(Guid Id, string Name, BodyKind Kind, Guid? Parent, int Depth, DateOnly? Founded, DateOnly? Closed, long Version, IReadOnlyList<PostRow> Posts);

/// <summary>One post with all its terms, the latest first.</summary>
public sealed record PostRow(Guid Id, string Name, int Seats, string? Duty, string? Role, long Version, IReadOnlyList<TermRow> Terms)
{
    /// <summary>From how many days before its end a term is spoken of.</summary>
    public const int SoonDays = 60;

    public IEnumerable<TermRow> On(DateOnly day) => Terms.Where(term => term.Holds(day));

    /// <summary>空缺 · Seats that nobody holds on a day.</summary>
    public int Vacant(DateOnly day) => Math.Max(0, Seats - On(day).Count());

    /// <summary>Terms that run on a day and end soon after.</summary>
    public int EndingSoon(DateOnly day) => On(day).Count(term => term.To is { } to && to.DayNumber - day.DayNumber <= SoonDays);
}

/// <summary>One term.</summary>
/// <param name="Account">The holder's account, where she has one.</param>
/// <param name="Person">The holder in the register, where she stands there.</param>
/// <param name="Name">The holder's name; null after her data were erased, or when her account is known here no more.</param>
/// <param name="HasLeft">She lives here no more.</param>
public sealed record TermRow(Guid Id, string? Account, Guid? Person, string? Name, bool HasLeft, DateOnly From, DateOnly? To, long Version)
{
    public bool Holds(DateOnly day) => From <= day && (To is not { } to || day <= to);
}

internal sealed class ListBodiesHandler(CommunityDbContext database, CurrentCommunity community, AccountBook accounts) : IHandler<ListBodies, IReadOnlyList<BodyRow>>
{
    public async Task<Outcome<IReadOnlyList<BodyRow>>> Handle(ListBodies ask, CancellationToken stop)
    {
        var staff = (await accounts.Of(community.Slug, stop)).ToDictionary(row => row.Id, row => row.Name, StringComparer.Ordinal);
        var terms = (await (from term in database.Terms.AsNoTracking()
                            join person in database.Persons on term.PersonId equals person.Id into known
                            from person in known.DefaultIfEmpty()
                            orderby term.From descending, term.Id
                            select new { Term = term, Name = person == null ? null : person.Name, HasLeft = person != null && person.LeftAt != null }).ToListAsync(stop))
            .ToLookup(
                one => one.Term.PostId,
                one => new TermRow(one.Term.Id, one.Term.AccountId, one.Term.PersonId, one.Name ?? (one.Term.AccountId is { } id ? staff.GetValueOrDefault(id) : null), one.HasLeft, one.Term.From, one.Term.To, one.Term.Version));
        var posts = (await database.Posts.AsNoTracking().OrderBy(post => post.Id).ToListAsync(stop))
            .ToLookup(post => post.BodyId, post => new PostRow(post.Id, post.Name, post.Seats, post.Duty, post.Role, post.Version, [.. terms[post.Id]]));
        var bodies = (await database.Bodies.AsNoTracking().OrderBy(body => body.Kind).ThenBy(body => body.Name).ToListAsync(stop)).ToLookup(body => body.ParentId);
        var rows = new List<BodyRow>();
        Add(null, 0);
        return rows;

        void Add(Guid? parent, int depth)
        {
            foreach (var body in bodies[parent].OrderBy(body => body.Kind))
            {
                rows.Add(new(body.Id, body.Name, body.Kind, parent, depth, body.Founded, body.Closed, body.Version, [.. posts[body.Id]]));
                Add(body.Id, depth + 1);
            }
        }
    }
}

using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Register;
using CommunityPlatform.Host.Register.Residents;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Manifest;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.Privacy;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Privacy.Consents;

/// <summary>同意情况 · To what a resident has consented, to what not, and what was withdrawn.</summary>
internal sealed record ListConsents(Guid Person, string Purpose) : IQuery<ConsentCard>
{
    public static Permission Needs => HostPermissions.SeeRegister;

    public string? Subject => Person.ToString();

    public void Check(FieldErrors errors)
    {
        if (!Purposes.All.Contains(Purpose)) errors.Add(nameof(Purpose), "Purpose.Choose");
    }
}

/// <summary>Consents of one resident.</summary>
/// <param name="Person">Whose.</param>
/// <param name="Name">Her name, for the printed notice.</param>
/// <param name="IsChild">Whether a guardian decides.</param>
/// <param name="Guardians">Who may.</param>
/// <param name="Purposes">Every purpose that is asked here.</param>
/// <param name="Former">Consents to purposes that nobody asks for any more.</param>
public sealed record ConsentCard(Guid Person, string Name, bool IsChild, IReadOnlyList<GuardianRow> Guardians, IReadOnlyList<PurposeRow> Purposes, IReadOnlyList<ConsentRow> Former);

/// <summary>One guardian, masked.</summary>
public sealed record GuardianRow(Guid Id, Guid Person, string Name, GuardianRelation Relation);

/// <summary>One purpose: the notice that is shown now, and what she said to it, the latest first.</summary>
public sealed record PurposeRow(ConsentPurpose Purpose, string Module, string Notice, IReadOnlyList<ConsentRow> Said)
{
    /// <summary>The consent that holds now.</summary>
    public ConsentRow? Now => Said.FirstOrDefault(said => said.Holds);
}

/// <summary>One consent.</summary>
public sealed record ConsentRow(
    Guid Id, string Purpose, ConsentWay Way, DateTime At, DateTime? Until, string By, Guid? Guardian, DateTime? WithdrawnAt, string? WithdrawnBy, bool Holds, string Zh, string En, string Hash, long Version);

internal sealed class ListConsentsHandler(CommunityDbContext database, CurrentPerson asker, CurrentCommunity community, DeclaredHere declared, ActFrame act) : IHandler<ListConsents, ConsentCard>
{
    public async Task<Outcome<ConsentCard>> Handle(ListConsents ask, CancellationToken stop)
    {
        if (await database.Residents(asker).AsNoTracking().SingleOrDefaultAsync(one => one.Person.Id == ask.Person, stop) is not { } found) return new NotFound();
        var said = await (from consent in database.Consents.AsNoTracking()
                          join notice in database.Notices on consent.NoticeId equals notice.Id
                          where consent.PersonId == ask.Person
                          orderby consent.At descending
                          select new { consent, notice }).ToListAsync(stop);
        var rows = said.ConvertAll(one => new ConsentRow(
            one.consent.Id, one.consent.Purpose, one.consent.Way, one.consent.At, one.consent.Until, one.consent.By, one.consent.GuardianId, one.consent.WithdrawnAt,
            one.consent.WithdrawnBy, one.consent.Holds(act.Now), one.notice.Zh, one.notice.En, one.notice.Hash, one.consent.Version));
        var guardians = await (from link in database.Guardians.AsNoTracking()
                               join person in database.Persons on link.Guardian equals person.Id
                               where link.Child == ask.Person
                               orderby link.At
                               select new { link.Id, link.Guardian, person.Name, link.Relation }).ToListAsync(stop);
        var purposes = declared.Consents(community.Slug);
        act.Glances.Add((ask.Purpose, ask.Person, AccessKind.Opened));
        return new ConsentCard(
            ask.Person, found.Person.Name, Guardianship.Guards(found.Person.BirthYear, act.Now),
            guardians.ConvertAll(one => new GuardianRow(one.Id, one.Guardian, Masks.Name(one.Name), one.Relation)),
            [.. purposes.Select(purpose => new PurposeRow(purpose, declared.NameOf(DeclaredHere.OwnerOf(purpose.Id)), NoticeText.HashOf(purpose), [.. rows.Where(row => row.Purpose == purpose.Id)]))],
            [.. rows.Where(row => purposes.All(purpose => purpose.Id != row.Purpose))]);
    }
}

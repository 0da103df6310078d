using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Register;
using CommunityPlatform.Host.Register.Residents;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Contributions;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.Privacy;
using CommunityPlatform.Sdk.Texts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CommunityPlatform.Host.Privacy.OwnData;

/// <summary>What the register itself holds of a person, as a module tells its own.</summary>
internal sealed class RegisterOwnData(CommunityDbContext database, IVault vault, IStringLocalizer<PrivacyTexts> texts, DeclaredHere declared, CurrentCommunity community)
{
    /// <summary>The person as modules are asked for her. Her number is opened for the search; the look is written down by whoever asks.</summary>
    public async Task<PersonAsked> Asked(Person person, IReadOnlyList<string> codes, CancellationToken stop) => new(
        person.Id, [.. (await database.FormerIds(person.Id, stop)).Where(id => id != person.Id)], person.Name, Whole(person), [.. codes.Select(code => code.Trim().ToUpperInvariant()).Where(code => code.Length > 0)]);

    public async Task<HeldHere> About(Residence found, CancellationToken stop)
    {
        var person = found.Person;
        var ids = await database.FormerIds(person.Id, stop);
        var records = new List<HeldRecord>
        {
            new("entry", texts["Own.Entry"],
            [
                new(texts["Own.Name"], person.Name), new(texts["Own.BirthYear"], $"{person.BirthYear}"), new(texts["Own.Phone"], Whole(person) ?? texts["Own.None"].Value),
                new(texts["Own.Place"], $"{found.Building.Name} {found.Household.Door}"), new(texts["Own.Grid"], found.Grid.Name),
                .. person.LeftAt is { } left ? new[] { new HeldValue(texts["Own.Left"], texts.Moment(left)) } : [],
            ]),
        };
        foreach (var move in await database.Moves.AsNoTracking().Where(move => ids.Contains(move.PersonId)).OrderBy(move => move.At).ToListAsync(stop))
            records.Add(new($"move-{move.Id}", texts["Own.Move"], [new(texts["Own.Kind"], texts.Name(move.Kind)), new(texts["Own.At"], texts.Moment(move.At)), new(texts["Own.By"], move.By)]));
        foreach (var merge in await database.Merges.AsNoTracking().Where(merge => ids.Contains(merge.Kept)).OrderBy(merge => merge.At).ToListAsync(stop))
            records.Add(new($"merge-{merge.Id}", texts["Own.Merge"], [new(texts["Own.Name"], merge.GoneName), new(texts["Own.At"], texts.Moment(merge.At)), new(texts["Own.By"], merge.By)]));
        var held = from term in database.Terms.AsNoTracking()
                   where term.PersonId == person.Id
                   join post in database.Posts on term.PostId equals post.Id
                   join body in database.Bodies on post.BodyId equals body.Id
                   orderby term.From
                   select new { term.Id, Body = body.Name, Post = post.Name, term.From, term.To };
        foreach (var term in await held.ToListAsync(stop))
            records.Add(new($"term-{term.Id}", texts["Own.Term"], [new(texts["Own.Post"], $"{term.Body} {term.Post}"), new(texts["Own.From"], texts.Day(term.From)), .. term.To is { } to ? new[] { new HeldValue(texts["Own.To"], texts.Day(to)) } : []]));
        await AddGuardians(person.Id, records, stop);
        await AddConsents(person.Id, records, stop);
        if (await database.Access.AsNoTracking().Where(line => line.Resident != null && ids.Contains(line.Resident.Value)).Select(line => (DateTime?)line.At).MaxAsync(stop) is { } last)
            records.Add(Kept("looks", texts["Own.Looks"], [new(texts["Own.Looks.Last"], texts.Moment(last))], last));
        return new(DeclaredHere.Host, declared.NameOf(DeclaredHere.Host), OwnData.Asked.Told, records);
    }

    private async Task AddGuardians(Guid person, List<HeldRecord> records, CancellationToken stop)
    {
        var links = await (from link in database.Guardians.AsNoTracking()
                           join other in database.Persons on link.Child == person ? link.Guardian : link.Child equals other.Id
                           where link.Child == person || link.Guardian == person
                           orderby link.At
                           select new { link.Id, IsChild = link.Child == person, other.Name, link.Relation, link.At }).ToListAsync(stop);
        foreach (var link in links)
            records.Add(new($"guardian-{link.Id}", texts[link.IsChild ? "Own.Guardian" : "Own.Ward"],
                [new(texts["Own.Name"], Masks.Name(link.Name)), new(texts["Own.Relation"], texts.Name(link.Relation)), new(texts["Own.At"], texts.Moment(link.At))]));
    }

    private async Task AddConsents(Guid person, List<HeldRecord> records, CancellationToken stop)
    {
        var names = declared.Consents(community.Slug).ToDictionary(purpose => purpose.Id, purpose => purpose.Name.ToString(), StringComparer.Ordinal);
        foreach (var consent in await database.Consents.AsNoTracking().Where(one => one.PersonId == person).OrderBy(one => one.At).ToListAsync(stop))
            records.Add(Kept($"consent-{consent.Id}", texts["Own.Consent"],
            [
                new(texts["Own.Purpose"], names.GetValueOrDefault(consent.Purpose, consent.Purpose)), new(texts["Own.Way"], texts.Name(consent.Way)), new(texts["Own.At"], texts.Moment(consent.At)), new(texts["Own.By"], consent.By),
                .. consent.WithdrawnAt is { } at ? new[] { new HeldValue(texts["Own.Withdrawn"], texts.Moment(at)) } : [],
            ], consent.WithdrawnAt ?? consent.Until ?? consent.At));
    }

    private HeldRecord Kept(string key, string title, IReadOnlyList<HeldValue> values, DateTime from) =>
        new(key, title, values, Fate.KeptByLaw) { Law = texts["Own.Law.Proof"], Until = ChinaTime.Day(from.AddDays(HostPersonalData.Days)) };

    private string? Whole(Person person) => person.Phone is null ? null : vault.Masked(HostPersonalData.Phone, person.Phone, number => number);
}

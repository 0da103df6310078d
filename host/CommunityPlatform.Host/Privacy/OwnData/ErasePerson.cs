using System.Text.Json;
using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Register;
using CommunityPlatform.Host.Register.Residents;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Contributions;
using CommunityPlatform.Sdk.Events;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.Privacy;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Privacy.OwnData;

/// <summary>
/// 删除本人信息 · Erases what is held of one resident. The register's part goes with this act; each module's is written down with it
/// and done at once, or when the module comes back. There is no way back.
/// </summary>
/// <param name="Person">Whom.</param>
/// <param name="Reason">Why; it stays in the record of looks, which the law keeps.</param>
/// <param name="Codes">What she showed.</param>
/// <param name="Keys">Records that a person confirmed to be hers, by module; what is certain goes without.</param>
/// <param name="Sure">The second yes.</param>
internal sealed record ErasePerson(Guid Person, string Reason, IReadOnlyList<string> Codes, IReadOnlyDictionary<string, IReadOnlyList<string>> Keys, bool Sure) : IUseCase<Done>
{
    public static Permission Needs => HostPermissions.ErasePerson;

    public string? Subject => Person.ToString();

    public void Check(FieldErrors errors)
    {
        errors.Text(nameof(Reason), Reason, 200);
        if (Reason?.Trim() is { Length: > 0 and < 4 }) errors.Add(nameof(Reason), "Reason.TooShort");
        if (Reason is not null && PersonalNumbers.In(Reason)) errors.Add(nameof(Reason), "Reason.NoNumbers");
        if (!Sure) errors.Add(nameof(Sure), "Erase.NotSure");
        new ShowOwnData(Person, Codes).Check(errors);
    }
}

/// <summary>Somebody's data were erased. Modules that keep her id elsewhere let go of it.</summary>
/// <param name="Person">The resident's former id.</param>
[EventName("host.person-erased.v1")]
internal sealed record PersonErased(Guid Person);

/// <summary>What a module needs to erase somebody who stands in the register no more.</summary>
internal sealed record AskedErasure(PersonAsked Person, IReadOnlyList<string> Keys);

internal sealed class ErasePersonHandler(
    CommunityDbContext database, CurrentPerson asker, CurrentCommunity community, RegisterOwnData register, DeclaredHere declared, ErasureDesk desk, IVault vault, ActFrame act) : IHandler<ErasePerson, Done>
{
    public async Task<Outcome<Done>> Handle(ErasePerson ask, CancellationToken stop)
    {
        if (await database.Residents(asker).SingleOrDefaultAsync(one => one.Person.Id == ask.Person, stop) is not { } found) return new NotFound();
        var person = await register.Asked(found.Person, ask.Codes, stop);
        foreach (var module in await declared.Modules(community.Slug, stop))
        {
            var asked = JsonSerializer.Serialize(new AskedErasure(person, ask.Keys.GetValueOrDefault(module.Id) ?? []));
            database.Erasures.Add(new() { PersonId = ask.Person, Module = module.Id, Asked = vault.Seal(HostPersonalData.Erasure, asked), At = act.Now, By = asker.Name });
        }
        List<Guid> ids = [person.Id, .. person.FormerIds];
        await database.Moves.Where(move => ids.Contains(move.PersonId)).ExecuteDeleteAsync(stop);
        await database.Merges.Where(merge => ids.Contains(merge.Kept)).ExecuteDeleteAsync(stop);
        await database.Guardians.Where(link => link.Child == ask.Person || link.Guardian == ask.Person).ExecuteDeleteAsync(stop);
        await PostTerm.Release(database, database.Terms.Where(term => term.PersonId == ask.Person), ChinaTime.Day(act.Now), stop);
        // A consent that nobody can ask her about any more holds no more; the line itself stays as the proof.
        foreach (var consent in await database.Consents.Where(one => one.PersonId == ask.Person && one.WithdrawnAt == null).ToListAsync(stop))
            (consent.WithdrawnAt, consent.WithdrawnBy, consent.Version) = (act.Now, asker.Name, consent.Version + 1);
        database.Persons.Remove(found.Person);
        act.Looks.Add((new(Purposes.Rights, ask.Person, ask.Reason.Trim()), 1));
        act.Add(new PersonErased(ask.Person));
        act.Afterwards(() => desk.Wake(community.Slug));
        return new Done();
    }
}

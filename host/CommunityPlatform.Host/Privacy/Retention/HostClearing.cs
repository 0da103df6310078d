using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Register;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Contributions;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Privacy.Retention;

/// <summary>What the host itself lets go: residents who left long ago with their moves, looks and consents that have proved what they had to prove, guardians of who decides for herself now.</summary>
internal static class HostClearing
{
    public static async Task<IReadOnlyList<OutlivedData>> Clear(CommunityDbContext database, DateTime now, CancellationToken stop)
    {
        var before = now.AddDays(-HostPersonalData.Days);
        var left = database.Persons.Where(person => person.LeftAt != null && person.LeftAt < before);
        var consents = await database.Consents.Where(one => (one.WithdrawnAt != null && one.WithdrawnAt < before) || (one.Until != null && one.Until < before)).ExecuteDeleteAsync(stop);
        // Nobody can be asked any more; three years later the line has proved what it had to.
        await database.Consents.Where(one => one.WithdrawnAt == null && left.Any(person => person.Id == one.PersonId))
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.WithdrawnAt, now).SetProperty(one => one.WithdrawnBy, "platform"), stop);
        var oldest = ChinaTime.Day(now).Year - Guardianship.Age;
        var guardians = await database.Guardians.Where(link => database.Persons.Any(child => child.Id == link.Child && child.BirthYear < oldest)).ExecuteDeleteAsync(stop);
        await database.Guardians.Where(link => left.Any(person => person.Id == link.Child || person.Id == link.Guardian)).ExecuteDeleteAsync(stop);
        await database.Moves.Where(move => left.Any(person => person.Id == move.PersonId)).ExecuteDeleteAsync(stop);
        await database.Merges.Where(merge => left.Any(person => person.Id == merge.Kept)).ExecuteDeleteAsync(stop);
        var terms = await PostTerm.Release(database, database.Terms.Where(term => left.Any(person => person.Id == term.PersonId)), ChinaTime.Day(now), stop);
        var persons = await left.ExecuteDeleteAsync(stop);
        var looks = await database.Access.Where(line => line.At < before).ExecuteDeleteAsync(stop);
        await database.Erasures.Where(row => row.State == ErasureState.Done && row.DoneAt < before).ExecuteDeleteAsync(stop);
        await database.Clearings.Where(line => line.At < before).ExecuteDeleteAsync(stop);
        return
        [
            .. new OutlivedData[] { new(HostPersonalData.Resident, persons, Fate.Erased), new(HostPersonalData.Consent, consents, Fate.Erased), new(HostPersonalData.Guardian, guardians, Fate.Erased), new(HostPersonalData.Access, looks, Fate.Erased), new(HostPersonalData.Term, terms, Fate.Anonymised) }
                .Where(entry => entry.Count > 0),
        ];
    }
}

using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Contributions;
using CommunityPlatform.Sdk.Events;
using CommunityPlatform.Sdk.Privacy;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace Keeper;

internal sealed record NoteVisit(Guid Person, string Wish, DateTime Held, string? Purpose = null) : IUseCase<Guid>
{
    public static Permission Needs => "keeper.write";
}

internal sealed class NoteVisitHandler(KeeperDbContext database, IConsents consents, IVault vault) : IHandler<NoteVisit, Guid>
{
    public async Task<Outcome<Guid>> Handle(NoteVisit ask, CancellationToken stop)
    {
        if (!await consents.Has(ask.Person, ask.Purpose ?? "keeper.visits", stop)) return new NoConsent("Person");
        var visit = new Visit { PersonId = ask.Person, Wish = ask.Wish, Health = vault.Seal("Visit.Health", "well"), Held = ask.Held };
        database.Visits.Add(visit);
        return visit.Id;
    }
}

internal sealed record CountVisits : IQuery<int>
{
    public static Permission Needs => Permission.Public;
}

internal sealed class CountVisitsHandler(KeeperDbContext database) : IHandler<CountVisits, int>
{
    public async Task<Outcome<int>> Handle(CountVisits ask, CancellationToken stop) => await database.Visits.CountAsync(stop);
}

[EventName("host.consent-withdrawn.v1")]
internal sealed record ConsentWithdrawn(Guid Person, string Purpose);

internal sealed class WhenConsentWithdrawnForget(KeeperDbContext database) : IReaction<ConsentWithdrawn>
{
    public async Task React(ConsentWithdrawn fact, CancellationToken stop)
    {
        if (fact.Purpose == "keeper.visits") database.Visits.RemoveRange(await database.Visits.Where(visit => visit.PersonId == fact.Person).ToListAsync(stop));
    }
}

/// <summary>A visit wished for "maybe" is hers only perhaps; while "keeper" is "broken" everything fails.</summary>
internal sealed class Visits(KeeperDbContext database) : IPersonalDataSource
{
    public async Task<IReadOnlyList<HeldRecord>> About(PersonAsked person, CancellationToken stop)
    {
        Fail();
        var visits = await database.Visits.AsNoTracking().Where(visit => visit.PersonId == person.Id || person.FormerIds.Contains(visit.PersonId)).OrderBy(visit => visit.Held).ToListAsync(stop);
        return [.. visits.Select(visit => new HeldRecord($"{visit.Id}", "Visit", [new("Wish", visit.Wish)], Certain: visit.Wish != "maybe"))];
    }

    public async Task Erase(PersonAsked person, IReadOnlySet<string> keys, CancellationToken stop)
    {
        Fail();
        var ids = keys.Select(Guid.Parse).ToList();
        database.Visits.RemoveRange(await database.Visits.Where(visit => ids.Contains(visit.Id)).ToListAsync(stop));
    }

    public async Task<IReadOnlyList<OutlivedData>> Clear(DateTime now, CancellationToken stop)
    {
        Fail();
        var before = now.AddDays(-365);
        var old = await database.Visits.Where(visit => visit.Held < before).ToListAsync(stop);
        database.Visits.RemoveRange(old);
        return [new(AppContext.GetData("keeper") as string == "undeclared" ? "Visit.Shoes" : "Visit.Wish", old.Count, Fate.Erased)];
    }

    private static void Fail()
    {
        if (AppContext.GetData("keeper") as string == "broken") throw new InvalidOperationException("broken on purpose");
    }
}

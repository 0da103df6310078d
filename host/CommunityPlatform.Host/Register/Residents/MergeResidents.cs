using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Events;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Register.Residents;

/// <summary>合并 · Two entries are one person: the one stays, the other goes into its history. A phone that only the other had is taken over.</summary>
internal sealed record MergeResidents(Guid Kept, Guid Gone, long KeptVersion, long GoneVersion) : IUseCase<Done>
{
    public static Permission Needs => HostPermissions.ManageRegister;

    public string? Subject => Kept.ToString();

    public void Check(FieldErrors errors)
    {
        if (Kept == Gone) errors.Add(nameof(Gone), "Merge.Same");
    }
}

/// <summary>Two entries were one person. Modules that keep the id of the one that is gone follow to the one that stays.</summary>
[EventName("host.residents-merged.v1")]
internal sealed record ResidentsMerged(Guid Kept, Guid Gone);

internal sealed class MergeResidentsHandler(CommunityDbContext database, CurrentPerson asker, IOutbox outbox, IAct act) : IHandler<MergeResidents, Done>
{
    public async Task<Outcome<Done>> Handle(MergeResidents ask, CancellationToken stop)
    {
        var two = await database.Residents(asker).Where(one => one.Person.Id == ask.Kept || one.Person.Id == ask.Gone).Select(one => one.Person).ToListAsync(stop);
        if (two.Find(one => one.Id == ask.Kept) is not { } kept || two.Find(one => one.Id == ask.Gone) is not { } gone) return new NotFound();
        if (kept.Version != ask.KeptVersion || gone.Version != ask.GoneVersion) return new Stale();
        database.Merges.Add(new() { Kept = kept.Id, Gone = gone.Id, GoneHousehold = gone.HouseholdId, GoneName = gone.Name, At = act.Now, By = asker.Name });
        // The seal is bound to field and community, not to the row: it may be carried over as it is.
        if (kept.Phone is null) (kept.Phone, kept.PhoneIndex, kept.PhoneTailIndex) = (gone.Phone, gone.PhoneIndex, gone.PhoneTailIndex);
        kept.Version++;
        await TakeOver(kept.Id, gone.Id, stop);
        database.Persons.Remove(gone);
        outbox.Add(new ResidentsMerged(kept.Id, gone.Id));
        return new Done();
    }

    /// <summary>What she consented to, which posts she holds, and who guards whom, goes over to the entry that stays.</summary>
    private async Task TakeOver(Guid kept, Guid gone, CancellationToken stop)
    {
        await database.Consents.Where(one => one.PersonId == gone).ExecuteUpdateAsync(set => set.SetProperty(one => one.PersonId, kept), stop);
        await database.Consents.Where(one => one.GuardianId == gone).ExecuteUpdateAsync(set => set.SetProperty(one => one.GuardianId, kept), stop);
        await database.Terms.Where(one => one.PersonId == gone).ExecuteUpdateAsync(set => set.SetProperty(one => one.PersonId, kept), stop);
        foreach (var link in await database.Guardians.Where(one => one.Child == gone || one.Guardian == gone).ToListAsync(stop))
        {
            var (child, guardian) = (link.Child == gone ? kept : link.Child, link.Guardian == gone ? kept : link.Guardian);
            database.Guardians.Remove(link);
            if (child == guardian || await database.Guardians.AnyAsync(one => one.Child == child && one.Guardian == guardian, stop)) continue;
            database.Guardians.Add(new() { Child = child, Guardian = guardian, Relation = link.Relation, At = link.At, By = link.By });
        }
    }
}

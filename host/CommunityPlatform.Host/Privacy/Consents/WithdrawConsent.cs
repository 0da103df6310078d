using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Register.Residents;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Events;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Privacy.Consents;

/// <summary>撤回同意 · Takes a consent back, as easily as it was given. What was done before stays lawful; from now on nothing stands on it.</summary>
internal sealed record WithdrawConsent(Guid Id) : IUseCase<Done>
{
    public static Permission Needs => HostPermissions.KeepConsents;

    public string? Subject => Id.ToString();
}

/// <summary>Somebody took a consent back. Modules end what stood on it.</summary>
/// <param name="Person">The resident's id.</param>
/// <param name="Purpose">The purpose's id.</param>
[EventName("host.consent-withdrawn.v1")]
internal sealed record ConsentWithdrawn(Guid Person, string Purpose);

internal sealed class WithdrawConsentHandler(CommunityDbContext database, CurrentPerson asker, IOutbox outbox, IAct act) : IHandler<WithdrawConsent, Done>
{
    public async Task<Outcome<Done>> Handle(WithdrawConsent ask, CancellationToken stop)
    {
        if (await database.Consents.SingleOrDefaultAsync(one => one.Id == ask.Id, stop) is not { } consent) return new NotFound();
        if (!await database.Residents(asker).AnyAsync(one => one.Person.Id == consent.PersonId, stop)) return new NotFound();
        act.OnBehalfOf = consent.PersonId.ToString();
        // Said twice is said once.
        if (consent.WithdrawnAt is not null) return new Done();
        (consent.WithdrawnAt, consent.WithdrawnBy) = (act.Now, asker.Name);
        consent.Version++;
        outbox.Add(new ConsentWithdrawn(consent.PersonId, consent.Purpose));
        return new Done();
    }
}

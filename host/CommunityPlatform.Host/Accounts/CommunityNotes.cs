using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk.People;

namespace CommunityPlatform.Host.Accounts;

/// <summary>What somebody does with her own account stands in the books of every community where she works, and in the operator's.</summary>
internal sealed class CommunityNotes(
    Microsoft.EntityFrameworkCore.IDbContextFactory<PlatformDbContext> databases, AccountPlaces places, CommunityLedger ledger, TimeProvider clock)
{
    public async Task OwnAct(Account account, string act, CancellationToken stop)
    {
        await using (var database = await databases.CreateDbContextAsync(stop))
        {
            database.OperatorLog.Add(new() { At = clock.GetUtcNow().UtcDateTime, By = account.DisplayName, Act = act, Subject = account.UserName, Outcome = "done" });
            await database.SaveChangesAsync(stop);
        }
        foreach (var place in (await places.Of(account.Id, stop)).Communities)
            await ledger.Note(place.Path["/c/".Length..], new CurrentPerson(account.Id, account.DisplayName, PersonKind.Staff), act, account.UserName, stop);
    }
}

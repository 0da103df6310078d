using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Sdk.Pages;

namespace CommunityPlatform.Host.Components;

/// <summary>What the door of a page says.</summary>
public enum Verdict
{
    /// <summary>The page is shown.</summary>
    Open,
    /// <summary>There is no such page, or its module is off here: the two look the same.</summary>
    NotAvailable,
    /// <summary>Sign in first.</summary>
    SignIn,
    /// <summary>Signed in, but not allowed.</summary>
    NotAllowed,
}

/// <summary>The door of every page, for the first request and inside a circuit alike.</summary>
internal sealed class Doorkeeper(ModuleBoard board, Grants grants)
{
    public async ValueTask<(Verdict Verdict, PageHit? Hit)> Judge(CurrentVisit visit, string path)
    {
        var place = visit.Place;
        var hit = HostPages.Match(place.Surface, path);
        if (hit is null && place is { Community: { } community, Surface: { } surface }) hit = board.Page(community.Slug, surface, path);
        if (hit is null) return (Verdict.NotAvailable, null);
        var account = await visit.AccountId();
        if (place.Surface == Surface.Operator)
            return account is null ? (Verdict.SignIn, null) : await visit.IsOperator() ? (Verdict.Open, hit) : (Verdict.NotAllowed, null);
        if (hit.Route.Needs is not { Length: > 0 } needs || await grants.May(visit, needs)) return (Verdict.Open, hit);
        return (place.Surface is Surface.Staff or Surface.Street && account is null ? Verdict.SignIn : Verdict.NotAllowed, null);
    }
}

using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.Privacy;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Register.Residents;

/// <summary>查看完整电话 · Shows a number whole, for a reason that the resident can read afterwards.</summary>
internal sealed record RevealContact(Guid Id, string Purpose, string Reason) : IQuery<string>
{
    public static Permission Needs => HostPermissions.RevealContacts;

    public string? Subject => Id.ToString();

    public void Check(FieldErrors errors)
    {
        if (!Purposes.All.Contains(Purpose)) errors.Add(nameof(Purpose), "Purpose.Choose");
        errors.Text(nameof(Reason), Reason, 200);
        if (Reason?.Trim() is { Length: > 0 and < 4 }) errors.Add(nameof(Reason), "Reason.TooShort");
        if (Reason is not null && PersonalNumbers.In(Reason)) errors.Add(nameof(Reason), "Reason.NoNumbers");
    }
}

/// <summary>She has given no number.</summary>
internal sealed record NoContact : Refusal;

internal sealed class RevealContactHandler(CommunityDbContext database, CurrentPerson asker, IVault vault) : IHandler<RevealContact, string>
{
    public async Task<Outcome<string>> Handle(RevealContact ask, CancellationToken stop)
    {
        if (await database.Residents(asker).AsNoTracking().SingleOrDefaultAsync(one => one.Person.Id == ask.Id, stop) is not { } found) return new NotFound();
        return found.Person.Phone is { } phone
            ? vault.Open(HostPersonalData.Phone, phone, new(ask.Purpose, ask.Id, ask.Reason.Trim()))
            : new NoContact();
    }
}

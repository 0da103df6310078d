using CommunityPlatform.Host.Communities;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Accounts;

/// <summary>Identity's store, with passkeys in <see cref="Passkey"/>.</summary>
internal sealed class AccountStore(PlatformDbContext database, IdentityErrorDescriber? describer = null) : UserOnlyStore<Account, PlatformDbContext, string>(database, describer)
{
    private DbSet<Passkey> Keys => Context.Passkeys;

    public override async Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken)
    {
        var id = WebEncoders.Base64UrlEncode(passkey.CredentialId);
        if (await Keys.FindAsync([id], cancellationToken) is not { } row)
        {
            Keys.Add(row = new()
            {
                Id = id, AccountId = user.Id, PublicKey = Convert.ToBase64String(passkey.PublicKey), Since = passkey.CreatedAt.UtcDateTime, IsBackupEligible = passkey.IsBackupEligible,
                Attestation = Convert.ToBase64String(passkey.AttestationObject), ClientData = Convert.ToBase64String(passkey.ClientDataJson),
                Transports = passkey.Transports is null ? null : string.Join(',', passkey.Transports),
            });
        }
        else if (row.AccountId != user.Id) throw new InvalidOperationException("A passkey belongs to one account.");
        (row.Name, row.SignCount, row.IsBackedUp, row.IsUserVerified) = (passkey.Name, passkey.SignCount, passkey.IsBackedUp, passkey.IsUserVerified);
    }

    public override async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken) =>
        [.. (await Keys.AsNoTracking().Where(row => row.AccountId == user.Id).OrderBy(row => row.Since).ToListAsync(cancellationToken)).Select(Info)];

    public override async Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken)
    {
        var id = WebEncoders.Base64UrlEncode(credentialId);
        return await Keys.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is { } row ? await FindByIdAsync(row.AccountId, cancellationToken) : null;
    }

    public override async Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken)
    {
        var id = WebEncoders.Base64UrlEncode(credentialId);
        return await Keys.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.AccountId == user.Id, cancellationToken) is { } row ? Info(row) : null;
    }

    public override async Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken)
    {
        var id = WebEncoders.Base64UrlEncode(credentialId);
        if (await Keys.FirstOrDefaultAsync(row => row.Id == id && row.AccountId == user.Id, cancellationToken) is { } row) Keys.Remove(row);
    }

    private static UserPasskeyInfo Info(Passkey row) => new(
        WebEncoders.Base64UrlDecode(row.Id), Convert.FromBase64String(row.PublicKey), new DateTimeOffset(row.Since), (uint)row.SignCount, row.Transports?.Split(','),
        row.IsUserVerified, row.IsBackupEligible, row.IsBackedUp, Convert.FromBase64String(row.Attestation), Convert.FromBase64String(row.ClientData)) { Name = row.Name };
}

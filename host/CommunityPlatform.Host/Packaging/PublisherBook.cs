using System.Security.Cryptography;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Packaging;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Packaging;

/// <summary>信任名单 · The publishers that the operator trusts, each by its key.</summary>
internal sealed class PublisherBook(IDbContextFactory<PlatformDbContext> databases, TimeProvider clock)
{
    /// <summary>Raised after the list changed.</summary>
    public event Action? Changed;

    public async Task<IReadOnlyList<TrustedPublisher>> All(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.Publishers.AsNoTracking().OrderBy(row => row.Name).ToListAsync(stop);
    }

    /// <summary>What a signature is worth here, and by which name its publisher is known: the operator's where she trusts it, else its own claim.</summary>
    public async Task<(SignatureState State, string? Name)> Judge(PackageSignature? signature, CancellationToken stop)
    {
        if (signature is null) return (SignatureState.Unsigned, null);
        await using var database = await databases.CreateDbContextAsync(stop);
        var trusted = await database.Publishers.FindAsync([signature.KeyId], stop);
        return trusted?.PublicKey == signature.PublicKey ? (SignatureState.Trusted, trusted.Name) : (SignatureState.Unknown, signature.Publisher);
    }

    /// <summary>Puts a publisher on the list from its public file.</summary>
    /// <exception cref="SwitchRefused">It is no such file.</exception>
    public async Task<TrustedPublisher> Trust(string publicFile, string by, CancellationToken stop)
    {
        PublisherKey key;
        try
        {
            key = PublisherKey.ReadPublic(publicFile);
        }
        catch (CryptographicException problem)
        {
            throw new SwitchRefused(RefusalCode.NoPublisherFile, problem.Message);
        }
        await using var database = await databases.CreateDbContextAsync(stop);
        var row = await database.Publishers.FindAsync([key.KeyId], stop);
        if (row is null) database.Publishers.Add(row = new() { KeyId = key.KeyId, Name = key.Name, PublicKey = key.PublicKey, Since = clock.GetUtcNow().UtcDateTime, By = by });
        row.Name = key.Name;
        Note(database, by, "trust-publisher", row);
        await database.SaveChangesAsync(stop);
        Changed?.Invoke();
        return row;
    }

    /// <summary>Takes a publisher off the list. What is installed stays; the next file from it is asked about.</summary>
    /// <exception cref="SwitchRefused">It is not on the list.</exception>
    public async Task Distrust(string keyId, string by, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var row = await database.Publishers.FindAsync([keyId], stop) ?? throw new SwitchRefused(RefusalCode.NoPublisher, ArchiveNames.Shown(keyId));
        database.Publishers.Remove(row);
        Note(database, by, "distrust-publisher", row);
        await database.SaveChangesAsync(stop);
        Changed?.Invoke();
    }

    private void Note(PlatformDbContext database, string by, string act, TrustedPublisher row) =>
        database.OperatorLog.Add(new() { At = clock.GetUtcNow().UtcDateTime, By = by, Act = act, Subject = $"{row.Name} {row.KeyId}", Outcome = "done" });
}

using System.Collections.Immutable;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Modules;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Packaging;

/// <summary>
/// Where package files come in: uploaded by the operator or dropped into the plugins folder. A file is checked wholly in a folder of
/// its own; only what is accepted gets into the store, in one step. Who accepted what is written down first.
/// </summary>
internal sealed class PackageFileDesk(
    PackageStore store, PublisherBook publishers, IDbContextFactory<PlatformDbContext> databases, PlatformOptions options, TimeProvider clock, ILogger<PackageFileDesk> log)
{
    /// <summary>Who accepts what a trusted publisher signed and somebody put into the plugins folder.</summary>
    public const string FolderBy = "plugins-folder";

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly string _incoming = Path.Combine(options.Data, "incoming");
    private ImmutableList<PackageOffer> _waiting = [];

    /// <summary>The files that wait for the operator, and those that were refused and still lie there.</summary>
    public IReadOnlyList<PackageOffer> Waiting => Volatile.Read(ref _waiting);

    public PackageLimits Limits => options.PackageLimits;

    /// <summary>Raised when a file came, went or was looked at anew.</summary>
    public event Action? Changed;

    public PackageOffer? Find(Guid id) => Volatile.Read(ref _waiting).Find(offer => offer.Id == id);

    /// <summary>Takes away what a process that ended in the middle left: none of it was accepted.</summary>
    public void Clear()
    {
        if (Directory.Exists(_incoming)) Directory.Delete(_incoming, recursive: true);
        Directory.CreateDirectory(_incoming);
    }

    /// <summary>Receives an upload and checks it. A refused file is not kept.</summary>
    /// <param name="progress">Told the bytes so far.</param>
    /// <exception cref="PackageRefused">The file is larger than the limit.</exception>
    public async Task<PackageOffer> Receive(string fileName, Stream content, IProgress<long>? progress, CancellationToken stop)
    {
        var id = Guid.NewGuid();
        var path = Path.Combine(_incoming, $"{id:N}.cpkg");
        try
        {
            await Copy(fileName, content, path, progress, stop);
            await _turn.WaitAsync(stop);
            try
            {
                var offer = await Task.Run(() => Check(id, fileName, path, dropped: false), stop);
                if (offer.Refusal is null) Set(waiting => waiting.Add(offer));
                else File.Delete(path);
                return offer;
            }
            finally
            {
                _turn.Release();
            }
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Looks at a dropped file; what a trusted publisher signed, or the operator agreed to before, is taken at once.</summary>
    public async Task Drop(string path, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            var offer = await Task.Run(() => Check(Guid.NewGuid(), Path.GetFileName(path), path, dropped: true), stop);
            Set(waiting => waiting.RemoveAll(other => other.Path == path).Add(offer));
            if (offer.Package is null || offer.Refusal is not null) return;
            var (state, _) = await publishers.Judge(offer.Package.Signature, stop);
            var agreed = await Decision(offer, stop);
            if (state == SignatureState.Trusted || agreed is { Agreed: true }) await Take(offer, agreed: state != SignatureState.Trusted, agreed?.By ?? FolderBy, stop);
        }
        catch (PackageRefused refused)
        {
            // It changed while it was looked at; the next look meets it as it is then.
            log.LogWarning("{File} is not taken: {Reason}", Path.GetFileName(path), refused.Refusal.English);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>A dropped file was taken away again.</summary>
    public void Forget(string path) => Set(waiting => waiting.RemoveAll(offer => offer.Dropped && offer.Path == path));

    /// <summary>Lets a file in that the operator has looked at.</summary>
    /// <param name="agreed">She said yes though nobody she trusts stands for it.</param>
    /// <returns>Id and key of the package in the store.</returns>
    /// <exception cref="PackageRefused">Why it does not come in.</exception>
    public async Task<(string Id, string Key)> Accept(Guid id, bool agreed, string by, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            var offer = Find(id) ?? throw new PackageRefused(RefusalCode.NoPackageFile, $"{id:N}");
            try
            {
                return await Take(offer, agreed, by, stop);
            }
            catch (PackageRefused)
            {
                await Note(by, "install-package", $"{offer.Shown} {offer.Sha256?[..12]}", "refused", stop);
                throw;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Throws a file away, a dropped one out of the plugins folder too.</summary>
    public async Task Dismiss(Guid id, string by, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            var offer = Find(id) ?? throw new PackageRefused(RefusalCode.NoPackageFile, $"{id:N}");
            File.Delete(offer.Path);
            Set(waiting => waiting.Remove(offer));
            await Note(by, "dismiss-package", $"{offer.Shown} {offer.Sha256?[..12]}", "done", stop);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task Copy(string fileName, Stream content, string path, IProgress<long>? progress, CancellationToken stop)
    {
        Directory.CreateDirectory(_incoming);
        await using var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        var buffer = new byte[128 * 1024];
        var written = 0L;
        for (int read; (read = await content.ReadAsync(buffer, stop)) > 0;)
        {
            written += read;
            if (written > Limits.FileBytes)
                throw new PackageRefused(RefusalCode.FileTooLarge, ArchiveNames.Shown(fileName), $"> {PackageLimits.Size(Limits.FileBytes)}", PackageLimits.Size(Limits.FileBytes));
            await to.WriteAsync(buffer.AsMemory(0, read), stop);
            progress?.Report(written);
        }
    }

    private PackageOffer Check(Guid id, string fileName, string path, bool dropped)
    {
        var offer = new PackageOffer(id, fileName, path, dropped, 0, null, null, null);
        try
        {
            using var file = File.OpenRead(path);
            offer = offer with { Bytes = file.Length };
            var unpacked = Unpack(file, offer);
            try
            {
                return offer with
                {
                    Sha256 = unpacked.Sha256, Package = new(unpacked.Manifest, unpacked.Key, unpacked.Files, unpacked.Bytes) { Signature = unpacked.Signature },
                    Refusal = PackageInspector.Problem(unpacked.Manifest, unpacked.Folder),
                };
            }
            finally
            {
                Directory.Delete(unpacked.Folder, recursive: true);
            }
        }
        catch (PackageRefused refused)
        {
            return offer with { Refusal = refused.Refusal };
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            log.LogWarning(problem, "The package file {File} could not be read", path);
            return offer with { Refusal = new(RefusalCode.Unreadable, offer.Shown, problem.Message) };
        }
    }

    private async Task<(string Id, string Key)> Take(PackageOffer offer, bool agreed, string by, CancellationToken stop)
    {
        if (offer.Refusal is { } refusal) throw new PackageRefused(refusal);
        UnpackedPackage unpacked;
        await using (var file = File.Exists(offer.Path) ? File.OpenRead(offer.Path) : throw new PackageRefused(RefusalCode.FileChanged, offer.Shown))
            unpacked = await Task.Run(() => Unpack(file, offer), stop);
        try
        {
            if (unpacked.Sha256 != offer.Sha256) throw new PackageRefused(RefusalCode.FileChanged, offer.Shown);
            if (PackageInspector.Problem(unpacked.Manifest, unpacked.Folder) is { } problem) throw new PackageRefused(problem);
            await Decide(offer, unpacked, agreed, by, stop);
            store.Keep(unpacked.Folder, unpacked.Manifest, unpacked.Stamp);
        }
        finally
        {
            if (Directory.Exists(unpacked.Folder)) Directory.Delete(unpacked.Folder, recursive: true);
        }
        File.Delete(offer.Path);
        Set(waiting => waiting.Remove(offer));
        log.LogInformation("{Module} {Package} is in the store, from {File} by {By}", unpacked.Manifest.Id, unpacked.Key, offer.Shown, by);
        return (unpacked.Manifest.Id, unpacked.Key);
    }

    private UnpackedPackage Unpack(FileStream file, PackageOffer offer) =>
        PackageReader.Unpack(file, offer.FileName, Path.Combine(_incoming, Guid.NewGuid().ToString("N")), Limits);

    /// <summary>Asks for the yes that is needed, and writes down who gave it to which bytes.</summary>
    private async Task Decide(PackageOffer offer, UnpackedPackage unpacked, bool agreed, string by, CancellationToken stop)
    {
        var (state, name) = await publishers.Judge(unpacked.Signature, stop);
        if (state == SignatureState.Unsigned && !agreed) throw new PackageRefused(RefusalCode.Unsigned, offer.Shown);
        if (state == SignatureState.Unknown && !agreed) throw new PackageRefused(RefusalCode.PublisherUnknown, offer.Shown, ArchiveNames.Shown(name!), unpacked.Signature!.KeyId);
        await using var database = await databases.CreateDbContextAsync(stop);
        if (await database.Uninstalls.FindAsync([unpacked.Manifest.Id], stop) is { } leaving) throw new PackageRefused(RefusalCode.BeingUninstalled, unpacked.Manifest.Id, Admin.WhenText.Minute(clock, leaving.Due));
        var row = await database.Decisions.FindAsync([unpacked.Sha256], stop);
        if (row is null) database.Decisions.Add(row = new() { Sha256 = unpacked.Sha256, FileName = offer.FileName, Module = unpacked.Manifest.Id, Package = unpacked.Key, By = by });
        (row.FileName, row.Module, row.Package, row.State, row.Publisher, row.KeyId) = (offer.Shown, unpacked.Manifest.Id, unpacked.Key, state, name, unpacked.Signature?.KeyId);
        (row.Agreed, row.At, row.By) = (state != SignatureState.Trusted, clock.GetUtcNow().UtcDateTime, by);
        // Without this row the next start would load it as it loads what the product brings; its code is to wait for the operator.
        if (await database.Packages.FindAsync([unpacked.Manifest.Id], stop) is null) database.Packages.Add(new() { Module = unpacked.Manifest.Id, Package = unpacked.Key });
        database.OperatorLog.Add(Line(by, state == SignatureState.Trusted ? "install-package" : "install-package-agreed", $"{unpacked.Manifest.Id} {unpacked.Key} {unpacked.Sha256[..12]}", "done"));
        await database.SaveChangesAsync(stop);
    }

    private async Task<PackageDecision?> Decision(PackageOffer offer, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.Decisions.AsNoTracking().FirstOrDefaultAsync(row => row.Sha256 == offer.Sha256, stop);
    }

    private async Task Note(string by, string act, string subject, string outcome, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        database.OperatorLog.Add(Line(by, act, subject, outcome));
        await database.SaveChangesAsync(stop);
    }

    private OperatorLine Line(string by, string act, string subject, string outcome) => new() { At = clock.GetUtcNow().UtcDateTime, By = by, Act = act, Subject = subject, Outcome = outcome };

    // A file that went is told without waiting for the turn.
    private void Set(Func<ImmutableList<PackageOffer>, ImmutableList<PackageOffer>> change)
    {
        if (ImmutableInterlocked.Update(ref _waiting, change)) Changed?.Invoke();
    }
}

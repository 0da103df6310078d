using System.Globalization;
using CommunityPlatform.Host.Hardening;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.Packaging;

namespace CommunityPlatform.Host.Admin;

/// <summary>Every act on package files and publishers, from a page or from the API: refused with words, a fault with a number.</summary>
internal sealed class OfferActs(PackageFileDesk desk, PublisherBook publishers, Paces paces, ILogger<OfferActs> log)
{
    /// <summary>Receives a file; the offer tells whether it is refused.</summary>
    public async Task<(ActResult End, PackageOffer? Offer)> Receive(string fileName, Stream content, IProgress<long>? progress, CancellationToken stop)
    {
        PackageOffer? offer = null;
        // From the page and from the API alike: one operator, one pace.
        var (place, seconds) = paces.Upload("operator");
        if (place is null) return (new(ActEnd.Refused, fileName, new(RefusalCode.TooOften, ArchiveNames.Shown(fileName), seconds.ToString(CultureInfo.InvariantCulture))), null);
        using var _ = place;
        var end = await Run(fileName, async () => offer = await desk.Receive(fileName, content, progress, stop));
        return (end, offer);
    }

    /// <summary>Lets a file in; the result's words are the module's id.</summary>
    public async Task<ActResult> Accept(Guid id, bool agreed, string by)
    {
        var module = "";
        var end = await Run($"{id:N}", async () => (module, _) = await desk.Accept(id, agreed, by, CancellationToken.None));
        return end.Ok ? end with { Words = module } : end;
    }

    public Task<ActResult> Dismiss(Guid id, string by) => Run($"{id:N}", () => desk.Dismiss(id, by, CancellationToken.None));

    public Task<ActResult> Trust(string publicFile, string by) => Run("publisher", () => publishers.Trust(publicFile, by, CancellationToken.None));

    public Task<ActResult> Distrust(string keyId, string by) => Run(keyId, () => publishers.Distrust(keyId, by, CancellationToken.None));

    private async Task<ActResult> Run(string about, Func<Task> act)
    {
        try
        {
            await act();
            return new(ActEnd.Done, about);
        }
        catch (PackageRefused refused)
        {
            return new(refused.Refusal.Code == RefusalCode.NoPackageFile ? ActEnd.Unknown : ActEnd.Refused, about, refused.Refusal);
        }
        catch (SwitchRefused refused)
        {
            return new(refused.Refusal.Code == RefusalCode.NoPublisher ? ActEnd.Unknown : ActEnd.Refused, about, refused.Refusal);
        }
        catch (Exception thrown) when (thrown is not OperationCanceledException)
        {
            var number = Guid.CreateVersion7().ToString("N")[^8..];
            log.LogError("The act on the package file {File} failed as {Number}: {Detail}", about, number, thrown.ToString());
            return ActResult.Not(ActEnd.Failed, RefusalCode.Failed, number);
        }
    }
}

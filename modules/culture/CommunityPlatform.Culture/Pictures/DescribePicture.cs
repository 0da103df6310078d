using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Files;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Culture.Pictures;

/// <summary>Notes what a picture shows and whether people agreed; possible after closing too, since consent can be withdrawn.</summary>
public sealed record DescribePicture(Guid Id, long Seen, string Caption, PictureConsent Consent, bool ShowsMinors, bool GuardianAgreed) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Summarise;

    /// <inheritdoc/>
    public string? Subject => Id.ToString();

    /// <inheritdoc/>
    public void Check(FieldErrors errors) => errors.Text(nameof(Caption), Caption, 80, required: false);
}

/// <summary>Removes a picture and its file.</summary>
public sealed record RemovePicture(Guid Id) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Summarise;

    /// <inheritdoc/>
    public string? Subject => Id.ToString();
}

internal sealed class DescribePictureHandler(CultureDbContext db) : IHandler<DescribePicture, Done>
{
    public async Task<Outcome<Done>> Handle(DescribePicture ask, CancellationToken stop)
    {
        if (await db.Pictures.SingleOrDefaultAsync(one => one.Id == ask.Id, stop) is not { } found) return new NotFound();
        if (found.Version != ask.Seen) return new Stale();
        found.Describe(ask.Caption ?? "", ask.Consent, ask.ShowsMinors, ask.GuardianAgreed);
        return new Done();
    }
}

internal sealed class RemovePictureHandler(CultureDbContext db, IFiles files) : IHandler<RemovePicture, Done>
{
    public async Task<Outcome<Done>> Handle(RemovePicture ask, CancellationToken stop)
    {
        if (await db.Pictures.SingleOrDefaultAsync(one => one.Id == ask.Id, stop) is not { } found) return new NotFound();
        db.Pictures.Remove(found);
        await files.Remove(found.FileId, stop);
        return new Done();
    }
}

using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Files;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Culture.Pictures;

/// <summary>Shows a picture inside its record.</summary>
public sealed record OpenPicture(Guid Id) : IQuery<PictureContent>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Browse;
}

/// <summary>Takes a picture out of its record, for a report or a notice. Audited, and refused without consent.</summary>
public sealed record TakePictureOut(Guid Id) : IUseCase<PictureContent>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Summarise;

    /// <inheritdoc/>
    public string? Subject => Id.ToString();
}

/// <summary>The picture; the taker closes the stream.</summary>
public sealed record PictureContent(string Name, string ContentType, Stream Content);

/// <summary>Consent is missing, or a guardian's.</summary>
public sealed record PictureMustStay : Refusal;

internal sealed class OpenPictureHandler(CultureDbContext db, IFiles files) : IHandler<OpenPicture, PictureContent>
{
    public async Task<Outcome<PictureContent>> Handle(OpenPicture ask, CancellationToken stop)
    {
        var picture = await db.Pictures.AsNoTracking().SingleOrDefaultAsync(one => one.Id == ask.Id, stop);
        return picture is null ? new NotFound() : await files.Content(picture.FileId, stop);
    }
}

internal sealed class TakePictureOutHandler(CultureDbContext db, IFiles files) : IHandler<TakePictureOut, PictureContent>
{
    public async Task<Outcome<PictureContent>> Handle(TakePictureOut ask, CancellationToken stop)
    {
        var picture = await db.Pictures.AsNoTracking().SingleOrDefaultAsync(one => one.Id == ask.Id, stop);
        if (picture is null) return new NotFound();
        if (!picture.MayLeave) return new PictureMustStay();
        return await files.Content(picture.FileId, stop);
    }
}

internal static class FileContent
{
    public static async Task<Outcome<PictureContent>> Content(this IFiles files, Guid id, CancellationToken stop) =>
        await files.Open(id, stop) is { } found ? new PictureContent(found.File.Name, found.File.ContentType, found.Content) : new NotFound();
}

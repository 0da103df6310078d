using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Files;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Culture.Pictures;

/// <summary>Keeps a picture with an event. It stays inside until consent is noted .</summary>
public sealed record KeepPicture(Guid Event, string Name, Stream Content, string Caption, PictureConsent Consent, bool ShowsMinors, bool GuardianAgreed) : IUseCase<Guid>, IBringsFile
{
    /// <summary>The largest file that is taken.</summary>
    public const long MostBytes = 20 * 1024 * 1024;

    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Summarise;

    /// <inheritdoc/>
    public string? Subject => Event.ToString();

    /// <inheritdoc/>
    public void Check(FieldErrors errors) => errors.Text(nameof(Caption), Caption, 80, required: false);
}

/// <summary>The file is no picture that is taken.</summary>
public sealed record NoPicture : Refusal
{
    /// <inheritdoc/>
    public override string Field => "Content";
}

internal sealed class KeepPictureHandler(CultureDbContext db, IAct act, IFiles files) : IHandler<KeepPicture, Guid>
{
    public async Task<Outcome<Guid>> Handle(KeepPicture ask, CancellationToken stop)
    {
        var state = await db.Events.Where(one => one.Id == ask.Event).Select(one => (EventState?)one.State).SingleOrDefaultAsync(stop);
        if (state is null) return new NotFound();
        if (state is EventState.Closed or EventState.Cancelled) return new EventIsOver();
        StoredFile file;
        try
        {
            file = await files.KeepPicture(ask.Name, ask.Content, stop);
        }
        catch (InvalidDataException)
        {
            return new NoPicture();
        }
        var picture = new Picture(ask.Event, file.Id, ask.Caption ?? "", ask.Consent, ask.ShowsMinors, ask.GuardianAgreed, act.Now);
        db.Pictures.Add(picture);
        return picture.Id;
    }
}

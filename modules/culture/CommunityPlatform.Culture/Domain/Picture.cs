using CommunityPlatform.Sdk.Privacy;

namespace CommunityPlatform.Culture.Domain;

/// <summary>肖像同意 · Whether the people on a picture agreed.</summary>
public enum PictureConsent
{
    /// <summary>还没问</summary>
    NotAsked,
    /// <summary>本人同意</summary>
    FacesConsented,
    /// <summary>认不出人</summary>
    Unrecognisable,
}

/// <summary>照片 · A picture of an event. It leaves its record only when it may .</summary>
internal sealed class Picture
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid EventId { get; private set; }
    public Guid FileId { get; private set; }
    [NotPersonal("What the picture shows; the form asks for no names.")]
    public string Caption { get; private set; } = "";
    [NotPersonal("What may be done with the picture.")]
    public PictureConsent Consent { get; private set; }
    [NotPersonal("What may be done with the picture.")]
    public bool ShowsMinors { get; private set; }
    [NotPersonal("What may be done with the picture.")]
    public bool GuardianAgreed { get; private set; }
    [NotPersonal("The day of the event.")]
    public DateTime TakenAt { get; private set; }
    public long Version { get; private set; }

    private Picture() { }

    public Picture(Guid eventId, Guid fileId, string caption, PictureConsent consent, bool showsMinors, bool guardianAgreed, DateTime takenAt)
    {
        (EventId, FileId, TakenAt) = (eventId, fileId, takenAt);
        Describe(caption, consent, showsMinors, guardianAgreed);
    }

    /// <summary>Consent or faces that nobody recognises; minors never without a guardian.</summary>
    public bool MayLeave => Consent != PictureConsent.NotAsked && (!ShowsMinors || GuardianAgreed);

    public void Describe(string caption, PictureConsent consent, bool showsMinors, bool guardianAgreed)
    {
        (Caption, Consent, ShowsMinors) = (caption.Trim(), consent, showsMinors);
        GuardianAgreed = showsMinors && guardianAgreed;
        Version++;
    }
}

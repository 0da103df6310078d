using CommunityPlatform.Sdk.Privacy;

namespace CommunityPlatform.Culture.Domain;

/// <summary>部分 · One part of an event: 一台社戏, 一场书画展, 一场灯谜会.</summary>
[NotPersonal("A part of the programme.")]
internal sealed class EventPart
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid EventId { get; private set; }
    public PartKind Kind { get; private set; }
    public string Title { get; private set; } = "";
    public int Position { get; private set; }

    private EventPart() { }

    public EventPart(Guid eventId, PartKind kind, string title, int position) =>
        (EventId, Kind, Title, Position) = (eventId, kind, title, position);
}

using CommunityPlatform.Sdk.Privacy;

namespace CommunityPlatform.Culture.Domain;

/// <summary>报名状态 · Where a sign-up stands.</summary>
public enum SignUpState
{
    /// <summary>已报名</summary>
    Booked,
    /// <summary>候补</summary>
    Waiting,
    /// <summary>已取消</summary>
    Cancelled,
}

/// <summary>报名 · Places that somebody took. It holds how she wants to be called, not who she is.</summary>
internal sealed class SignUp
{
    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid EventId { get; private set; }
    [NotPersonal("A random code; without the name beside it, it leads to nobody.")]
    public string Code { get; private set; } = ReadableCode.New(SignUpCode.Length);
    public string CalledName { get; private set; } = "";
    public string? PhoneTail { get; private set; }
    [NotPersonal("A count.")]
    public int Places { get; private set; }
    [NotPersonal("Counted for the record once the name is gone.")]
    public SignUpState State { get; private set; }
    [NotPersonal("Counted for the record once the name is gone.")]
    public bool Attended { get; private set; }
    [NotPersonal("The order of the queue.")]
    public DateTime TakenAt { get; private set; }
    /// <summary>The order of arrival within the event.</summary>
    [NotPersonal("The order of the queue.")]
    public int Number { get; private set; }
    public long Version { get; private set; }

    private SignUp() { }

    public SignUp(Guid eventId, string calledName, string? phoneTail, int places, DateTime takenAt, int number, SignUpState state) =>
        (EventId, CalledName, PhoneTail, Places, TakenAt, Number, State) = (eventId, calledName, phoneTail, places, takenAt, number, state);

    public void MoveUp() => Change(() => State = SignUpState.Booked);

    public void Came(bool came) => Change(() => Attended = came);

    public void Cancel() => Change(() => (State, CalledName, PhoneTail, Attended) = (SignUpState.Cancelled, "", null, false));

    public void Forget() => Change(() => (CalledName, PhoneTail) = ("", null));

    private void Change(Action act)
    {
        act();
        Version++;
    }
}

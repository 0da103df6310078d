using CommunityPlatform.Sdk.UseCases;

namespace CommunityPlatform.Culture.Domain;

internal sealed partial class Event
{
    /// <summary>Places taken.</summary>
    public int Booked => SignUps.Where(one => one.State == SignUpState.Booked).Sum(one => one.Places);

    /// <summary>Places left, or null where they are open.</summary>
    public int? Free => Capacity == 0 ? null : Math.Max(0, Capacity - Booked);

    /// <summary>Signs somebody up, or puts her on the waiting list.</summary>
    public Refusal? SignUp(string calledName, string? phoneTail, int places, DateTime now, out SignUp? signUp)
    {
        signUp = null;
        if (State != EventState.Published) return new SignUpNotOpen();
        if (now >= Start) return new EventStarted();
        if (places > PlacesPerSignUp) return new TooManyPlaces(PlacesPerSignUp);
        if (Capacity > 0 && places > Capacity) return new TooManyPlaces(Capacity);
        var name = calledName.Trim();
        var twin = SignUps.Find(one => one.State != SignUpState.Cancelled && one.CalledName == name && one.PhoneTail == phoneTail);
        if (twin is not null) return phoneTail is null ? new NameTaken(name) : new AlreadySignedUp(name);
        signUp = new SignUp(Id, name, phoneTail, places, now, SignUps.Count, Free is null || places <= Free ? SignUpState.Booked : SignUpState.Waiting);
        SignUps.Add(signUp);
        Bookings++;
        return null;
    }

    /// <summary>Takes a sign-up back; the waiting list moves up by itself.</summary>
    public Refusal? TakeBack(SignUp signUp, DateTime now)
    {
        if (signUp.State == SignUpState.Cancelled) return new AlreadyCancelled();
        if (now >= Start || State is not EventState.Published) return new EventStarted();
        signUp.Cancel();
        Bookings++;
        MoveUp();
        return null;
    }

    /// <summary>Marks who came.</summary>
    public Refusal? Attend(SignUp signUp, bool came, DateTime now)
    {
        if (MayCount(now) is { } no) return no;
        if (signUp.State != SignUpState.Booked) return new NoPlace();
        signUp.Came(came);
        Bookings++;
        return null;
    }

    /// <summary>Records how many came in all, with those who did not sign up.</summary>
    public Refusal? Count(int headcount, DateTime now)
    {
        if (MayCount(now) is { } no) return no;
        var listed = SignUps.Where(one => one.Attended).Sum(one => one.Places);
        if (headcount < listed) return new HeadcountBelowList(listed);
        Headcount = headcount;
        State = EventState.Held;
        Version++;
        return null;
    }

    // The desk opens two hours ahead.
    private Refusal? MayCount(DateTime now) =>
        State is not (EventState.Published or EventState.Held) ? new WrongState(State)
        : now < Start.AddHours(-2) ? new NotYetStarted(Start)
        : null;

    // First come, first served among those whose group fits; a smaller group may pass a larger one rather than leave a place empty.
    private void MoveUp()
    {
        if (State is EventState.Closed or EventState.Cancelled) return;
        foreach (var waiting in SignUps.Where(one => one.State == SignUpState.Waiting).OrderBy(one => one.Number).ToList())
            if (Free is null || waiting.Places <= Free)
            {
                waiting.MoveUp();
                Bookings++;
            }
    }

    /// <summary>Takes people's names off; a singles' party keeps no sign-up at all .</summary>
    public void ForgetNames()
    {
        if (Audience == Audience.Singles) SignUps.Clear();
        else foreach (var signUp in SignUps) signUp.Forget();
        Bookings++;
    }
}

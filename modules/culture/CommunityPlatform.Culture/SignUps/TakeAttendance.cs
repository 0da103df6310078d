using CommunityPlatform.Culture.Events;
using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Culture.SignUps;

/// <summary>The sign-up list of an event.</summary>
public sealed record ListSignUps(Guid Event) : IQuery<SignUpList>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.TakeAttendance;
}

/// <summary>The lines of the list in the order in which they came.</summary>
public sealed record SignUpList(IReadOnlyList<SignUpLine> Lines);

/// <summary>One line of the list.</summary>
public sealed record SignUpLine(Guid Id, string Code, string CalledName, string? PhoneTail, int Places, SignUpState State, bool Attended, DateTime TakenAt);

/// <summary>Marks whether the holder of a sign-up came.</summary>
public sealed record MarkAttended(Guid Event, Guid SignUp, bool Came) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.TakeAttendance;

    /// <inheritdoc/>
    public string? Subject => SignUp.ToString();
}

/// <summary>Marks the holder of a code as present.</summary>
public sealed record SignInByCode(Guid Event, string Code) : IUseCase<SignedIn>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.TakeAttendance;

    /// <inheritdoc/>
    public string? Subject => Event.ToString();

    /// <inheritdoc/>
    public void Check(FieldErrors errors) => SignUpCodes.Check(Code, errors);
}

/// <summary>Whom to greet, and how many come with her.</summary>
public sealed record SignedIn(string CalledName, int Places);

/// <summary>Takes a sign-up off the list for somebody who asked for it.</summary>
public sealed record CancelSignUp(Guid Event, Guid SignUp) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.TakeAttendance;

    /// <inheritdoc/>
    public string? Subject => SignUp.ToString();

    /// <inheritdoc/>
    public string? OnBehalfOf => SignUp.ToString();
}

/// <summary>Records how many came in all.</summary>
public sealed record CountHeads(Guid Event, long Seen, int Headcount) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.TakeAttendance;

    /// <inheritdoc/>
    public string? Subject => Event.ToString();

    /// <inheritdoc/>
    public void Check(FieldErrors errors) => errors.Range(nameof(Headcount), Headcount, 0, 100_000);
}

internal sealed class ListSignUpsHandler(CultureDbContext db) : IHandler<ListSignUps, SignUpList>
{
    public async Task<Outcome<SignUpList>> Handle(ListSignUps ask, CancellationToken stop) =>
        await db.Events.AnyAsync(one => one.Id == ask.Event, stop) ? new SignUpList(await db.SignUpLines(ask.Event).ToListAsync(stop)) : new NotFound();
}

internal sealed class MarkAttendedHandler(CultureDbContext db, IAct act) : IHandler<MarkAttended, Done>
{
    public async Task<Outcome<Done>> Handle(MarkAttended ask, CancellationToken stop)
    {
        var found = await db.Load(ask.Event, stop);
        if (found?.SignUps.Find(one => one.Id == ask.SignUp) is not { } signUp) return new NotFound();
        if (found.Attend(signUp, ask.Came, act.Now) is { } no) return no;
        return new Done();
    }
}

internal sealed class SignInByCodeHandler(CultureDbContext db, IAct act) : IHandler<SignInByCode, SignedIn>
{
    public async Task<Outcome<SignedIn>> Handle(SignInByCode ask, CancellationToken stop)
    {
        var code = ReadableCode.Tidy(ask.Code);
        if (await db.Load(ask.Event, stop) is not { } found) return new NotFound();
        if (found.SignUps.Find(one => one.Code == code) is not { } signUp) return new CodeUnknown();
        if (found.Attend(signUp, came: true, act.Now) is { } no) return no;
        return new SignedIn(signUp.CalledName, signUp.Places);
    }
}

internal sealed class CancelSignUpHandler(CultureDbContext db, IAct act) : IHandler<CancelSignUp, Done>
{
    public async Task<Outcome<Done>> Handle(CancelSignUp ask, CancellationToken stop)
    {
        var found = await db.Load(ask.Event, stop);
        if (found?.SignUps.Find(one => one.Id == ask.SignUp) is not { } signUp) return new NotFound();
        if (found.TakeBack(signUp, act.Now) is { } no) return no;
        return new Done();
    }
}

internal sealed class CountHeadsHandler(CultureDbContext db, IAct act) : IHandler<CountHeads, Done>
{
    public Task<Outcome<Done>> Handle(CountHeads ask, CancellationToken stop) => db.Change(ask.Event, ask.Seen, one => one.Count(ask.Headcount, act.Now), stop);
}

using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Culture.SignUps;

/// <summary>Finds a sign-up by its code.</summary>
public sealed record FindMySignUp(string Code) : IQuery<MySignUp>
{
    /// <inheritdoc/>
    public static Permission Needs => Permission.Public;

    /// <inheritdoc/>
    public void Check(FieldErrors errors) => SignUpCodes.Check(Code, errors);
}

/// <summary>Takes a sign-up back by its code; the waiting list moves up.</summary>
public sealed record CancelMySignUp(string Code) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => Permission.Public;

    /// <inheritdoc/>
    public void Check(FieldErrors errors) => SignUpCodes.Check(Code, errors);
}

/// <summary>No sign-up has this code.</summary>
public sealed record CodeUnknown : Refusal
{
    /// <inheritdoc/>
    public override string Field => "Code";
}

/// <summary>我的报名 · A sign-up as its holder sees it; the name is not shown back.</summary>
public sealed record MySignUp(string Code, string Title, string Venue, DateTime Start, int Places, SignUpState State, EventState Event, bool MayCancel);

internal static class SignUpCodes
{
    public const string Kind = "sign-up";

    /// <summary>A code that no sign-up has counts, so that nobody tries them through.</summary>
    public static CodeUnknown Unknown(ITries tries)
    {
        tries.Wrong(Kind);
        return new();
    }

    public static void Check(string? code, FieldErrors errors)
    {
        var tidy = ReadableCode.Tidy(code);
        if (!ReadableCode.Is(tidy, SignUpCode.Length)) errors.Add("Code", "Field.SignUpCode", SignUpCode.Length);
    }
}

internal sealed class FindMySignUpHandler(CultureDbContext db, IAct act, ITries tries) : IHandler<FindMySignUp, MySignUp>
{
    public async Task<Outcome<MySignUp>> Handle(FindMySignUp ask, CancellationToken stop)
    {
        if (tries.MinutesClosed(SignUpCodes.Kind) is > 0 and var minutes) return new TooManyTries(minutes);
        var code = ReadableCode.Tidy(ask.Code);
        var found = await db.SignUps.AsNoTracking().Where(one => one.Code == code)
            .Join(db.Events, one => one.EventId, other => other.Id, (signUp, held) => new { signUp, held }).SingleOrDefaultAsync(stop);
        if (found is null) return SignUpCodes.Unknown(tries);
        var may = found.signUp.State != SignUpState.Cancelled && found.held.State == EventState.Published && act.Now < found.held.Start;
        return new MySignUp(code, found.held.Title, found.held.Venue, found.held.Start, found.signUp.Places, found.signUp.State, found.held.State, may);
    }
}

internal sealed class CancelMySignUpHandler(CultureDbContext db, IAct act, ITries tries) : IHandler<CancelMySignUp, Done>
{
    public async Task<Outcome<Done>> Handle(CancelMySignUp ask, CancellationToken stop)
    {
        if (tries.MinutesClosed(SignUpCodes.Kind) is > 0 and var minutes) return new TooManyTries(minutes);
        var code = ReadableCode.Tidy(ask.Code);
        var found = await db.Events.Include(one => one.SignUps).SingleOrDefaultAsync(one => one.SignUps.Any(signUp => signUp.Code == code), stop);
        if (found is null) return SignUpCodes.Unknown(tries);
        act.Subject = found.Id.ToString();
        if (found.TakeBack(found.SignUps.Single(one => one.Code == code), act.Now) is { } no) return no;
        return new Done();
    }
}

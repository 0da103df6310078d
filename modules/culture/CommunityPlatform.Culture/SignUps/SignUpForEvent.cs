using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Culture.SignUps;

/// <summary>Signs somebody up, at the kiosk or by a worker for her.</summary>
/// <param name="Event">The event.</param>
/// <param name="CalledName">How she wants to be called: 王阿姨.</param>
/// <param name="PhoneTail">The last four digits of the phone, if she likes.</param>
/// <param name="Places">How many come.</param>
public sealed record SignUpForEvent(Guid Event, string CalledName, string? PhoneTail, int Places) : IUseCase<SignUpTicket>
{
    /// <inheritdoc/>
    public static Permission Needs => Permission.Public;

    /// <inheritdoc/>
    public string? Subject => Event.ToString();

    /// <inheritdoc/>
    public void Check(FieldErrors errors)
    {
        errors.Text(nameof(CalledName), CalledName, 20);
        errors.Range(nameof(Places), Places, 1, 10);
        if (PhoneTail is not null && (PhoneTail.Length != 4 || !PhoneTail.All(char.IsAsciiDigit))) errors.Add(nameof(PhoneTail), "Field.FourDigits");
    }
}

/// <summary>报名结果 · What the person takes with her.</summary>
/// <param name="Code">The code to sign in with.</param>
/// <param name="State">A place, or a place on the waiting list.</param>
/// <param name="Ahead">People ahead on the waiting list.</param>
public sealed record SignUpTicket(string Code, SignUpState State, int Ahead);

internal sealed class SignUpForEventHandler(CultureDbContext db, IAct act) : IHandler<SignUpForEvent, SignUpTicket>
{
    public async Task<Outcome<SignUpTicket>> Handle(SignUpForEvent ask, CancellationToken stop)
    {
        var found = await db.Events.Include(one => one.SignUps).SingleOrDefaultAsync(one => one.Id == ask.Event, stop);
        if (found is null) return new NotFound();
        if (found.SignUp(ask.CalledName, ask.PhoneTail, ask.Places, act.Now, out var signUp) is { } no) return no;
        // Where a worker did it for her, the audit line says so; the code is hers alone and does not stand there.
        act.OnBehalfOf = signUp!.Id.ToString();
        var ahead = found.SignUps.Where(one => one.State == SignUpState.Waiting && one.Number < signUp.Number).Sum(one => one.Places);
        return new SignUpTicket(signUp.Code, signUp.State, ahead);
    }
}

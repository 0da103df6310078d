using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Sdk.Contributions;
using CommunityPlatform.Sdk.Files;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CommunityPlatform.Culture.Privacy;

/// <summary>
/// 本人的报名 · What the module holds of a person: her sign-ups. They know how she wants to be called and at most four digits, so only
/// the code proves that one is hers; where surname and digits fit, a person decides. Pictures name nobody and are not searched.
/// </summary>
internal sealed class CulturePersonalData(CultureDbContext db, IFiles files, IAct act, IStringLocalizer<Texts> texts) : IPersonalDataSource
{
    /// <summary>An event that nobody closes keeps its names no longer than this after its end.</summary>
    public const int NameDays = 90;

    /// <summary>Pictures stay as long as the record of the event.</summary>
    public const int PictureDays = 1095;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<HeldRecord>> About(PersonAsked person, CancellationToken stop)
    {
        var found = await Matching(person).AsNoTracking().ToListAsync(stop);
        var ids = found.ConvertAll(signUp => signUp.EventId);
        var events = await db.Events.AsNoTracking().Where(one => ids.Contains(one.Id)).ToDictionaryAsync(one => one.Id, stop);
        return
        [
            .. from signUp in found
               where events.ContainsKey(signUp.EventId) && (ByCode(signUp, person) || ByName(signUp, person))
               let its = events[signUp.EventId]
               orderby its.Start
               select new HeldRecord($"{signUp.Id}", texts["Own.SignUp", its.Title],
               [
                   new(texts["Own.When"], texts.Moment(its.Start)), new(texts["Own.Called"], signUp.CalledName), new(texts["Own.Tail"], signUp.PhoneTail ?? texts["Own.NotGiven"].Value),
                   new(texts["Own.Places"], $"{signUp.Places}"), new(texts["Own.State"], texts.Name(signUp.State)),
               ], Fate.Anonymised, ByCode(signUp, person)),
        ];
    }

    /// <inheritdoc/>
    public async Task Erase(PersonAsked person, IReadOnlySet<string> keys, CancellationToken stop)
    {
        var ids = keys.Select(key => Guid.TryParse(key, out var id) ? id : Guid.Empty).ToList();
        foreach (var its in await db.Events.Include(one => one.SignUps).Where(one => one.SignUps.Any(signUp => ids.Contains(signUp.Id))).ToListAsync(stop))
            foreach (var signUp in its.SignUps.Where(signUp => ids.Contains(signUp.Id)).ToList())
            {
                // A place that she will not take is somebody else's; what has begun is counted without her name.
                if (its.TakeBack(signUp, act.Now) is not null) signUp.Forget();
            }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OutlivedData>> Clear(DateTime now, CancellationToken stop)
    {
        var (named, pictured) = (now.AddDays(-NameDays), now.AddDays(-PictureDays));
        var events = await db.Events.Include(one => one.SignUps).Where(one => one.End < named && one.SignUps.Any(signUp => signUp.CalledName != "")).ToListAsync(stop);
        var (names, tails) = (0, 0);
        foreach (var its in events)
        {
            names += its.SignUps.Count(signUp => signUp.CalledName.Length > 0);
            tails += its.SignUps.Count(signUp => signUp.PhoneTail is not null);
            its.ForgetNames();
        }
        var pictures = await db.Pictures.Where(one => one.TakenAt < pictured).ToListAsync(stop);
        foreach (var picture in pictures) await files.Remove(picture.FileId, stop);
        db.Pictures.RemoveRange(pictures);
        return [new("SignUp.CalledName", names, Fate.Anonymised), new("SignUp.PhoneTail", tails, Fate.Erased), new("Picture.FileId", pictures.Count, Fate.Erased)];
    }

    /// <summary>Whatever could be hers; what the database cannot compare is looked at afterwards.</summary>
    private IQueryable<SignUp> Matching(PersonAsked person)
    {
        var codes = Codes(person);
        var tail = person.Phone is { Length: >= 4 } phone ? phone[^4..] : null;
        return db.SignUps.Where(one => codes.Contains(one.Code) || (tail != null && one.PhoneTail == tail && one.CalledName != ""));
    }

    private static bool ByCode(SignUp signUp, PersonAsked person) => Codes(person).Contains(signUp.Code);

    private static List<string> Codes(PersonAsked person) => [.. person.Codes.Select(ReadableCode.Tidy)];

    private static bool ByName(SignUp signUp, PersonAsked person) => person.Name.Length > 0 && signUp.CalledName.StartsWith(person.Name[..1], StringComparison.Ordinal);
}

using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Sdk.Contributions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CommunityPlatform.Culture.SignUps;

/// <summary>磁贴 · "This week 4 events, places left" on the kiosk's tile.</summary>
internal sealed class SignUpTileLine(CultureDbContext db, TimeProvider time, IStringLocalizer<Texts> texts) : IKioskTileLine
{
    public string Tile => "sign-up";

    public async Task<string?> Line(CancellationToken stop)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var until = ChinaTime.StartOf(ChinaTime.Day(now).AddDays(7));
        var open = await db.Events.AsNoTracking().Include(one => one.SignUps)
            .Where(one => one.State == EventState.Published && one.Start > now && one.Start < until).ToListAsync(stop);
        if (open.Count == 0) return null;
        return texts[open.Exists(one => one.Free is null or > 0) ? "Tile.ThisWeekFree" : "Tile.ThisWeekFull", open.Count];
    }
}

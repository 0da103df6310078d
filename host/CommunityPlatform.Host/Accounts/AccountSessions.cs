using System.Collections.Concurrent;
using System.Security.Claims;
using CommunityPlatform.Host.Communities;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Accounts;

/// <summary>Begins, lists and ends sessions. An ended one is refused at its next request, and its open pages leave within a minute.</summary>
internal sealed class AccountSessions(IDbContextFactory<PlatformDbContext> databases, TimeProvider clock)
{
    /// <summary>The claim with the session's id.</summary>
    public const string Claim = "session";

    /// <summary>Nobody is asked for a session's row more often than this; on another host an end takes so long to be known.</summary>
    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Seen = TimeSpan.FromMinutes(5);
    /// <summary>No cookie lives as long without being used.</summary>
    private static readonly TimeSpan Stale = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<Guid, DateTime> _alive = new();

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    public async Task<string> Begin(string account, HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        var session = new AccountSession
        {
            AccountId = account, Device = SessionFacts.Device(context.Request.Headers.UserAgent), Place = $"{SessionFacts.Place(address)} {SessionFacts.Masked(address)}",
            Since = Now, LastSeen = Now,
        };
        var stale = Now - Stale;
        await using var database = await databases.CreateDbContextAsync();
        await database.Sessions.Where(row => row.AccountId == account && row.LastSeen < stale).ExecuteDeleteAsync();
        database.Sessions.Add(session);
        await database.SaveChangesAsync();
        return session.Id.ToString("N");
    }

    /// <summary>Whether the principal's session has not been ended. A principal without one was not made by this house's door.</summary>
    public async ValueTask<bool> IsAlive(ClaimsPrincipal principal)
    {
        if (!Guid.TryParseExact(principal.FindFirstValue(Claim), "N", out var id)) return false;
        if (_alive.TryGetValue(id, out var known) && Now - known < Trusted) return true;
        _alive.TryRemove(id, out _);
        await using var database = await databases.CreateDbContextAsync();
        var account = principal.FindFirstValue(ClaimTypes.NameIdentifier);
        if (await database.Sessions.FirstOrDefaultAsync(row => row.Id == id && row.AccountId == account) is not { } session) return false;
        if (Now - session.LastSeen > Seen)
        {
            var now = Now;
            await database.Sessions.Where(row => row.Id == id).ExecuteUpdateAsync(row => row.SetProperty(one => one.LastSeen, now));
        }
        _alive[id] = Now;
        return true;
    }

    public async Task<IReadOnlyList<SessionRow>> Of(string account, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var rows = await database.Sessions.AsNoTracking().Where(row => row.AccountId == account).OrderByDescending(row => row.LastSeen).ToListAsync(stop);
        return [.. rows.Select(row => row.Place.Split(' ', 2) is var place ? new SessionRow(row.Id, row.Device, Enum.Parse<SessionPlace>(place[0]), place[1], row.Since, row.LastSeen) : null!)];
    }

    /// <summary>Forgets what was read, after rows went by another hand.</summary>
    public void Forget() => _alive.Clear();

    /// <summary>Ends one session of an account, all of them, or all but one; says how many.</summary>
    public async Task<int> End(string account, Guid? only, Guid? keep, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var ended = await database.Sessions.Where(row => row.AccountId == account && (only == null || row.Id == only) && (keep == null || row.Id != keep)).Select(row => row.Id).ToListAsync(stop);
        await database.Sessions.Where(row => ended.Contains(row.Id)).ExecuteDeleteAsync(stop);
        foreach (var id in ended) _alive.TryRemove(id, out _);
        return ended.Count;
    }
}

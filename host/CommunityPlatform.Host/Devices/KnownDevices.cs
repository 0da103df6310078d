using System.Collections.Concurrent;
using System.Security.Claims;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk.Pages;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Devices;

/// <summary>Which principals are devices that still stand, and where.</summary>
internal sealed class KnownDevices(IDbContextFactory<PlatformDbContext> databases, TimeProvider clock)
{
    public const string Scheme = "device";

    private const string Id = "device", Community = "device-community", Kind = "device-kind";

    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Seen = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<Guid, DateTime> _standing = new();

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>What the cookie of a device says. No account, no name: it acts for whoever stands before it.</summary>
    public static ClaimsPrincipal Principal(Device device) =>
        new(new ClaimsIdentity([new(Id, device.Id.ToString("N")), new(Community, device.Community), new(Kind, device.Kind)], Scheme));

    public static string? IdOf(ClaimsPrincipal principal) => principal.FindFirstValue(Id);

    public static bool IsDevice(ClaimsPrincipal principal) => principal.HasClaim(claim => claim.Type == Id);

    /// <summary>Whether a device belongs to this surface of this community.</summary>
    public static bool Fits(ClaimsPrincipal principal, Surface surface, string community) =>
        principal.HasClaim(Community, community) && principal.HasClaim(Kind, $"{KindOf(surface)}");

    /// <summary>The kind of device that a surface is for; null for surfaces of people.</summary>
    public static DeviceKind? KindOf(Surface? surface) => surface switch { Surface.Kiosk => DeviceKind.Kiosk, Surface.Display => DeviceKind.Display, _ => null };

    /// <summary>Whether the device is there and was not revoked.</summary>
    /// <param name="principal">The device.</param>
    /// <param name="fresh">Asks the database itself: another host may have revoked it a moment ago.</param>
    public async ValueTask<bool> Stands(ClaimsPrincipal principal, bool fresh = false)
    {
        if (!Guid.TryParseExact(principal.FindFirstValue(Id), "N", out var id)) return false;
        if (!fresh && _standing.TryGetValue(id, out var known) && Now - known < Trusted) return true;
        _standing.TryRemove(id, out _);
        await using var database = await databases.CreateDbContextAsync();
        if (await database.Devices.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id) is not { RevokedAt: null } device) return false;
        if (Now - device.LastSeen > Seen)
        {
            var now = Now;
            await database.Devices.Where(row => row.Id == id).ExecuteUpdateAsync(row => row.SetProperty(one => one.LastSeen, now));
        }
        _standing[id] = Now;
        return true;
    }

    public void Forget(Guid id) => _standing.TryRemove(id, out _);
}

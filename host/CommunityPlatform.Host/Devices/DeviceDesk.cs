using System.Security.Cryptography;
using System.Text;
using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Devices;

/// <summary>A fresh code, said once.</summary>
internal sealed record NewCode(string Code, DeviceKind Kind, string Name, DateTime Until);

/// <summary>A device as the list shows it.</summary>
internal sealed record DeviceRow(Guid Id, DeviceKind Kind, string Name, DateTime Since, DateTime LastSeen, DateTime? RevokedAt);

/// <summary>设备登记 · The one place where devices come and go. Each act asks again whether the asker may, and stands in both books.</summary>
internal sealed class DeviceDesk(
    IDbContextFactory<PlatformDbContext> databases, CommunityDirectory communities, CommunityLedger ledger, Grants grants, KnownDevices known, TimeProvider clock)
{
    public const int CodeLength = 8;
    public static readonly TimeSpan CodeLives = TimeSpan.FromMinutes(15);

    private readonly SemaphoreSlim _turn = new(1, 1);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>A code to be typed at one device within a quarter of an hour.</summary>
    public Task<Outcome<NewCode>> MakeCode(Asker by, string community, DeviceKind kind, string name, CancellationToken stop) =>
        Turn<NewCode>(by, community, "MakeDeviceCode", $"{kind}: {name.Trim()}", async database =>
        {
            name = name.Trim();
            if (name.Length is 0 or > 40) return new DeviceNameMissing();
            var (code, now) = (ReadableCode.New(CodeLength), Now);
            await database.DeviceCodes.Where(row => row.Until < now).ExecuteDeleteAsync(stop);
            database.DeviceCodes.Add(new() { Hash = Hash(code), Community = community, Kind = $"{kind}", Name = name, By = by.Name, Until = now + CodeLives });
            await database.SaveChangesAsync(stop);
            return new NewCode(code, kind, name, now + CodeLives);
        }, stop);

    /// <summary>Makes the device of a code, which is used up by it. Asked by nobody in particular: whoever stands before the device with the code.</summary>
    public async Task<Outcome<Device>> Register(string? typed, string? community, DeviceKind? kind, CancellationToken stop)
    {
        var code = ReadableCode.Tidy(typed);
        if (!ReadableCode.Is(code, CodeLength)) return new DeviceCodeDead();
        await _turn.WaitAsync(stop);
        try
        {
            await using var database = await databases.CreateDbContextAsync(stop);
            var (hash, now) = (Hash(code), Now);
            if (await database.DeviceCodes.FirstOrDefaultAsync(row => row.Hash == hash && row.Until >= now, stop) is not { } found) return new DeviceCodeDead();
            // A code for the call screen makes no kiosk, and one of another community nothing at all here.
            if ((community is not null && found.Community != community) || (kind is not null && found.Kind != $"{kind}")) return new DeviceCodeDead();
            var device = new Device { Community = found.Community, Kind = found.Kind, Name = found.Name, Since = now, LastSeen = now, By = found.By };
            database.DeviceCodes.Remove(found);
            database.Devices.Add(device);
            database.OperatorLog.Add(new() { At = now, By = found.By, Act = "RegisterDevice", Subject = $"{device.Community}/{device.Kind}: {device.Name}", Outcome = "done" });
            await database.SaveChangesAsync(stop);
            await ledger.Note(device.Community, new CurrentPerson(null, found.By, PersonKind.Platform), "RegisterDevice", $"{device.Kind}: {device.Name}", CancellationToken.None);
            return device;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends a device: at its next request it is a browser like any other, and its open page leaves within a minute.</summary>
    public Task<Outcome<bool>> Revoke(Asker by, string community, Guid id, CancellationToken stop) =>
        Turn<bool>(by, community, "RevokeDevice", $"{id}", async database =>
        {
            if (await database.Devices.FirstOrDefaultAsync(row => row.Id == id && row.Community == community, stop) is not { } device) return new NotFound();
            device.RevokedAt ??= Now;
            await database.SaveChangesAsync(stop);
            known.Forget(id);
            return true;
        }, stop);

    public async Task<IReadOnlyList<DeviceRow>> Of(string community, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var rows = await database.Devices.AsNoTracking().Where(row => row.Community == community).OrderBy(row => row.RevokedAt != null).ThenByDescending(row => row.LastSeen).ToListAsync(stop);
        return [.. rows.Select(row => new DeviceRow(row.Id, Enum.Parse<DeviceKind>(row.Kind), row.Name, row.Since, row.LastSeen, row.RevokedAt))];
    }

    private async Task<Outcome<T>> Turn<T>(Asker by, string community, string act, string subject, Func<PlatformDbContext, Task<Outcome<T>>> work, CancellationToken stop)
    {
        if (communities.Find(community) is null) return new NotFound();
        var may = by.RunsPlatform || (by.AccountId is { } account && (await grants.Of(account, community)).Permissions.Contains(HostPermissions.ManageDevices));
        await _turn.WaitAsync(stop);
        try
        {
            await using var database = await databases.CreateDbContextAsync(stop);
            Outcome<T> outcome = new NotAllowed();
            if (may) outcome = await work(database);
            database.OperatorLog.Add(new() { At = Now, By = by.Name, Act = act, Subject = $"{community}/{subject}", Outcome = outcome.Ok ? "done" : "refused:" + outcome.Refusal.GetType().Name });
            await database.SaveChangesAsync(CancellationToken.None);
            if (outcome.Ok) await ledger.Note(community, by.Person, act, subject, CancellationToken.None);
            return outcome;
        }
        finally
        {
            _turn.Release();
        }
    }

    private static string Hash(string code) => Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(code)));
}

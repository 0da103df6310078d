using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Accounts;

/// <summary>What the set-up page asks for.</summary>
internal sealed record SetUp(string Slug, string Name, string OperatorSignIn, string OperatorName, string Password, string Again, string AdminSignIn, string AdminName);

/// <summary>
/// 首次启动 · The way into an empty installation: a one-time link on the console. Only its hash is kept, it ends after a day, with
/// the next start, or as soon as there is an account.
/// </summary>
internal sealed class FirstStart(
    IDbContextFactory<PlatformDbContext> databases, IServiceScopeFactory scopes, AccountDesk desk, CommunityMaker maker, CommunityDirectory communities,
    PlatformOptions options, IServer server, IConfiguration settings, TimeProvider clock)
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    private static readonly Asker By = new(null, "set-up", true);

    private string HashFile => Path.Combine(options.Data, "keys", "set-up.hash");

    /// <summary>
    /// A new link, to be printed on the console; null where there is an account already. Call it at start, after the scene is
    /// filled and the server listens. Each call makes earlier links worthless.
    /// </summary>
    public async Task<string?> Link(CancellationToken stop)
    {
        if (await AnyAccount(stop))
        {
            File.Delete(HashFile);
            return null;
        }
        var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var end = clock.GetUtcNow().AddHours(24).ToString("O", CultureInfo.InvariantCulture);
        Directory.CreateDirectory(Path.GetDirectoryName(HashFile)!);
        await File.WriteAllLinesAsync(HashFile, [Hash(token), end], stop);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(HashFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return $"{Address()}/set-up?token={token}";
    }

    /// <summary>Whether the link with this token still leads in.</summary>
    public async Task<bool> IsOpen(string? token, CancellationToken stop)
    {
        if (string.IsNullOrEmpty(token) || !File.Exists(HashFile)) return false;
        var lines = await File.ReadAllLinesAsync(HashFile, stop);
        return lines is [var hash, var end]
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(Hash(token)))
            && clock.GetUtcNow() < DateTimeOffset.Parse(end, CultureInfo.InvariantCulture)
            && !await AnyAccount(stop);
    }

    /// <summary>Founds the first community with its administrator, and the operator. Gives the administrator's one-time link.</summary>
    public async Task<Outcome<Invitation>> Begin(string? token, SetUp ask, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            if (!await IsOpen(token, stop)) return new LinkDead();
            if (await Problem(ask) is { } problem) return problem;
            if (communities.Find(ask.Slug) is null)
            {
                var founded = await maker.Create(ask.Slug, ask.Name, null, By.Name, stop);
                if (!founded.Ok) return founded.Refusal;
            }
            // The operator first: whatever fails after this, somebody can sign in and mend it.
            var operatorAccount = await desk.Make(By, ask.OperatorSignIn, ask.OperatorName, ask.Password, runsPlatform: true, stop);
            if (!operatorAccount.Ok) return operatorAccount.Refusal;
            File.Delete(HashFile);
            var admin = await desk.Create(By, ask.Slug, new(ask.AdminSignIn, ask.AdminName, [Roles.CommunityAdmin], null), stop);
            return admin;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Everything that can be refused is refused before anything is made.</summary>
    private async Task<Refusal?> Problem(SetUp ask)
    {
        if (maker.Problem(ask.Slug, ask.Name) is { } problem and not SlugTaken) return problem;
        if (!AccountFacts.IsSignInName(ask.OperatorSignIn) || !AccountFacts.IsSignInName(ask.AdminSignIn)) return new SignInNameUnfit();
        if (string.Equals(ask.OperatorSignIn, ask.AdminSignIn, StringComparison.OrdinalIgnoreCase)) return new SignInNameTaken();
        if (ask.OperatorName.Length is 0 or > 40 || ask.AdminName.Length is 0 or > 40) return new DisplayNameMissing();
        if (ask.Password != ask.Again) return new PasswordsDiffer();
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = new Account { UserName = ask.OperatorSignIn, DisplayName = ask.OperatorName };
        foreach (var rule in accounts.PasswordValidators)
            if (await rule.ValidateAsync(accounts, account, ask.Password) is { Succeeded: false } weak) return weak.Refusal();
        return null;
    }

    private async Task<bool> AnyAccount(CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.Users.AnyAsync(stop);
    }

    private static string Hash(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private string Address()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? settings["urls"]?.Split(';')[0] ?? "http://127.0.0.1:5080";
        // An address for all interfaces is none that can be opened.
        foreach (var every in (string[])["://0.0.0.0", "://[::]", "://*", "://+"]) address = address.Replace(every, "://localhost", StringComparison.Ordinal);
        return address.TrimEnd('/');
    }
}

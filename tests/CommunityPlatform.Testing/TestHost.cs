using System.Security.Claims;
using CommunityPlatform.Host;
using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Modules;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CommunityPlatform.Testing;

/// <summary>The real house in this process, on folders and a port of its own.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TestFolders? _owned;

    private TestHost(WebApplication app, TestFolders folders, TestFolders? owned)
    {
        (_app, Folders, _owned) = (app, folders, owned);
        Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Http = Client();
    }

    public TestFolders Folders { get; }
    public string Address { get; }
    public HttpClient Http { get; }
    public IServiceProvider Services => _app.Services;
    public ModuleBoard Board => Get<ModuleBoard>();
    public ModuleDesk Desk => Get<ModuleDesk>();
    public PackageStore Store => Get<PackageStore>();
    public Departures Departures => Get<Departures>();
    public Faults Faults => Get<Faults>();

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Starts a house with these variants delivered, and community "jia".</summary>
    public static Task<TestHost> With(params string[] variants)
    {
        var folders = new TestFolders();
        foreach (var variant in variants) folders.Deliver(variant);
        return Start(folders, owned: true);
    }

    public static async Task<TestHost> Start(TestFolders folders, bool owned = false, int faultLimit = 1000, bool safeMode = false, bool replaceOnBuild = false, DatabaseKind? kind = null, IReadOnlyList<string>? arguments = null, params string[] communities)
    {
        var app = Platform.Build(
        [
            "--applicationName", "CommunityPlatform.Host", "--urls", "http://127.0.0.1:0", "--data", folders.Data, "--scene", "none",
            "--Platform:AdminsNeedSecondFactor", "false", "--Platform:DevicesMustRegister", "false",
            "--Platform:Modules", folders.Packages, "--Platform:FaultLimit", $"{faultLimit}", "--Platform:ReplaceOnBuild", $"{replaceOnBuild}", "--Logging:LogLevel:Default", "Warning",
            .. arguments ?? await folders.Database(kind ?? TestEngine.Kind),
            .. safeMode ? ["--safe-mode"] : Array.Empty<string>(),
        ]);
        await Platform.Prepare(app, CancellationToken.None);
        await app.StartAsync();
        var host = new TestHost(app, folders, owned ? folders : null);
        foreach (var slug in communities.DefaultIfEmpty("jia")) await host.AddCommunity(slug);
        return host;
    }

    public async Task AddCommunity(string slug)
    {
        var directory = Get<CommunityDirectory>();
        if (directory.Find(slug) is not null) return;
        await using (var database = await Platforms())
        {
            database.Communities.Add(new() { Slug = slug, Name = slug + "社区", Since = TimeProvider.System.GetUtcNow().UtcDateTime });
            await database.SaveChangesAsync();
        }
        await Get<CommunityUpkeep>().Migrate(slug, CancellationToken.None);
        await directory.Read(CancellationToken.None);
    }

    public Task<PlatformDbContext> Platforms() => Get<IDbContextFactory<PlatformDbContext>>().CreateDbContextAsync();

    /// <summary>The host's tables of a community.</summary>
    public async Task<T> Books<T>(string community, Func<CommunityDbContext, Task<T>> read)
    {
        await using var session = await Get<DatabaseEngine>().Open(community, write: false, CancellationToken.None);
        await using var database = Get<CommunityBooks>().Open(session);
        return await read(database);
    }

    public async Task<bool> HasTable(string community, string table) => await Count(community, $"""
        SELECT COUNT(*) FROM {(Kind(community) == DatabaseKind.SQLite ? $"sqlite_master WHERE name = '{table}'" : $"pg_tables WHERE schemaname = current_schema() AND tablename = '{table}'")}
        """) > 0;

    public async Task<bool> HasColumn(string community, string table, string column) => await Count(community, $"""
        SELECT COUNT(*) FROM {(Kind(community) == DatabaseKind.SQLite ? $"pragma_table_info('{table}') WHERE name = '{column}'" : $"information_schema.columns WHERE table_schema = current_schema() AND table_name = '{table}' AND column_name = '{column}'")}
        """) > 0;

    private DatabaseKind Kind(string community) => Get<DatabasePlaces>().Of(community);

    private async Task<long> Count(string community, string sql) => (long)(await Sql(community, sql))!;

    /// <summary>Runs SQL on a community's database.</summary>
    public async Task<object?> Sql(string community, string sql)
    {
        await using var session = await Get<DatabaseEngine>().Open(community, write: true, CancellationToken.None);
        await using var command = session.Connection.CreateCommand();
        command.CommandText = sql;
        var result = await command.ExecuteScalarAsync();
        await session.Commit(CancellationToken.None);
        return result;
    }

    public Task Enable(string id, string community = "jia") => Desk.Enable(community, id, "test", CancellationToken.None);

    public Task Disable(string id, string community = "jia") => Desk.Disable(community, id, "test", null, CancellationToken.None);

    /// <summary>Puts another version of a package in the place of the old one and sees to it that it is known.</summary>
    public void Deliver(string variant, string? folder = null)
    {
        Folders.Deliver(variant, folder);
        Store.Scan();
    }

    /// <summary>An account with a role in a community; says its sign-in cookie.</summary>
    public async Task<string> Person(string name, string role, string community = "jia")
    {
        await using var scope = Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = new Account { UserName = name, DisplayName = name };
        var made = await accounts.CreateAsync(account, "a-long-password-1");
        if (!made.Succeeded) throw new InvalidOperationException(made.ToString());
        await using (var database = await Platforms())
        {
            database.Memberships.Add(new() { AccountId = account.Id, Community = community, Role = role });
            await database.SaveChangesAsync();
        }
        Get<Grants>().Forget();
        return await Cookie(name);
    }

    /// <summary>Signs an account in that is there.</summary>
    public async Task<string> Cookie(string name)
    {
        await using var scope = Services.CreateAsyncScope();
        var account = (await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().FindByNameAsync(name))!;
        var principal = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<Account>>().CreateAsync(account);
        ((ClaimsIdentity)principal.Identity!).AddClaim(new(AccountSessions.Claim, await Get<AccountSessions>().Begin(account.Id, new DefaultHttpContext())));
        var cookie = Get<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        var ticket = new AuthenticationTicket(principal, new() { IssuedUtc = TimeProvider.System.GetUtcNow(), ExpiresUtc = TimeProvider.System.GetUtcNow().AddHours(1) }, IdentityConstants.ApplicationScheme);
        return $"{cookie.Cookie.Name}={cookie.TicketDataFormat.Protect(ticket)}";
    }

    public HttpClient Client(string? cookie = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new(Address) };
        if (cookie is not null) client.DefaultRequestHeaders.Add("Cookie", cookie);
        return client;
    }

    public async Task<int> Status(string path) => (int)(await Http.GetAsync(path)).StatusCode;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _owned?.Dispose();
    }
}

using System.Text;
using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.Register;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk.Contributions;
using CommunityPlatform.Sdk.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Scenes;

/// <summary>Fills an empty installation with demo communities, in Development only. Cut off in the middle, it begins anew.</summary>
internal sealed class SceneKeeper(
    PlatformOptions options, IServiceProvider host, IDbContextFactory<PlatformDbContext> databases, CommunityMaker maker, CommunityDirectory communities,
    DatabaseEngine engine, CommunityBooks books, Vault.VaultFactory vaults, ModuleDesk desk, ModuleBoard board, PackageStore packages, TimeProvider clock, ILogger<SceneKeeper> log)
{
    /// <summary>The password of every demo account; printed at start, never valid outside of a demo scene.</summary>
    public const string Password = "demo-2026-community";

    private readonly string _mark = Path.Combine(options.Data, "scene.filling");
    private readonly List<(Scene Scene, ScenePeople People)> _filled = [];
    private readonly Dictionary<string, string> _accounts = new(StringComparer.Ordinal);
    private int _steps;
    private int _step;

    /// <summary>What was left by a start that was cut off while it filled the scene goes, before any database is opened.</summary>
    public static void ClearHalf(PlatformOptions options)
    {
        var mark = Path.Combine(options.Data, "scene.filling");
        if (!File.Exists(mark)) return;
        foreach (var file in Directory.EnumerateFiles(options.Data, "platform.db*")) File.Delete(file);
        var folder = Path.Combine(options.Data, "communities");
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        File.Delete(mark);
    }

    /// <summary>The same on PostgreSQL, where this folder's mark says that it was this host that filled an empty installation.</summary>
    public static async Task ClearHalf(PlatformOptions options, PostgresSource source, CancellationToken stop)
    {
        var mark = Path.Combine(options.Data, "scene.filling");
        if (!File.Exists(mark)) return;
        await using var connection = await source.Pool.OpenConnectionAsync(stop);
        await using (var command = new Npgsql.NpgsqlCommand("SELECT \"Slug\" FROM communities", connection))
        {
            var slugs = new List<string>();
            await using (var reader = await command.ExecuteReaderAsync(stop))
                while (await reader.ReadAsync(stop)) slugs.Add(reader.GetString(0));
            foreach (var slug in slugs) await PostgresSource.Run(connection, $"DROP SCHEMA IF EXISTS {PostgresSource.Quoted(PostgresSource.SchemaOf(slug))} CASCADE", stop);
        }
        await PostgresSource.Run(connection, $"DROP SCHEMA {PostgresSource.Platform} CASCADE", stop);
        File.Delete(mark);
    }

    /// <summary>Communities, accounts and people, where there is no community yet. Before the modules are loaded.</summary>
    public async Task<bool> Begin(CancellationToken stop)
    {
        if (options.Scene is not { } name) return false;
        await using var database = await databases.CreateDbContextAsync(stop);
        if (await database.Communities.AnyAsync(stop)) return false;
        var folder = Path.Combine(AppContext.BaseDirectory, "scenes");
        var files = name == "demo" ? [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal)] : new[] { Path.Combine(folder, name + ".json") };
        await File.WriteAllTextAsync(_mark, name, stop);
        _steps = files.Length * 4;
        database.Streets.Add(new() { Slug = "demo", Name = "示范街道" });
        await database.SaveChangesAsync(stop);
        foreach (var file in files)
        {
            var scene = SceneFile.Load(file);
            Progress($"{scene.Community.Name} · 账号");
            await maker.Create(scene.Community.Slug, scene.Community.Name, "demo", "platform", stop);
            var people = ScenePeople.From(scene);
            await AddAccounts(scene, people, stop);
            Progress($"{scene.Community.Name} · {scene.Community.Population} 位居民");
            await AddPeople(scene, people, stop);
            _filled.Add((scene, people));
        }
        await communities.Read(stop);
        return true;
    }

    /// <summary>Switches every loaded module on and lets it write its part. After the modules are loaded.</summary>
    public async Task End(CancellationToken stop)
    {
        foreach (var (scene, people) in _filled)
        {
            foreach (var id in board.Loaded.Select(module => module.Id).ToList())
            {
                Progress($"{scene.Community.Name} · {packages.Versions(id).First().Manifest?.Name.Zh}");
                await desk.Enable(scene.Community.Slug, id, "platform", stop);
                if (scene.Section(SectionOf(id)) is { } section) await FillModule(scene, people, id, section, stop);
            }
        }
        if (!Console.IsOutputRedirected) Console.Write('\r' + new string(' ', 78) + '\r');
        await KeepSignIns(stop);
        File.Delete(_mark);
    }

    private string SignInsFile => Path.Combine(options.Data, "demo-sign-ins.txt");

    /// <summary>The demo sign-ins of this data folder, or null where it holds no demo scene.</summary>
    public string? SignIns() => File.Exists(SignInsFile) ? File.ReadAllText(SignInsFile) : null;

    private Task KeepSignIns(CancellationToken stop) => File.WriteAllTextAsync(SignInsFile, string.Concat(
        _filled.SelectMany(filled => filled.Scene.Accounts).DistinctBy(account => account.UserName).Select(account => $"  {account.UserName,-14} {account.DisplayName}\n"))
        + $"  密码 password: {Password}\n", stop);

    private async Task FillModule(Scene scene, ScenePeople people, string id, System.Text.Json.JsonElement section, CancellationToken stop)
    {
        var module = board.For(scene.Community.Slug, id)!;
        using var inside = module.Enter();
        await using var session = await engine.Open(scene.Community.Slug, write: true, stop);
        var frame = new ActFrame(new(null, "platform", PersonKind.Platform), communities.Find(scene.Community.Slug)!, session, id, clock.GetUtcNow().UtcDateTime);
        await using var scope = module.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<ActFrameHolder>().Frame = frame;
        var facts = new SceneFacts(
            DateOnly.FromDateTime(clock.GetLocalNow().DateTime), scene.Seed, _accounts,
            [.. people.PickAdults(id, 400).Select(person => person.Id)], people.Units.ToDictionary(unit => unit.Name, unit => unit.Id));
        foreach (var filler in scope.ServiceProvider.GetServices<ISceneFiller>()) await filler.Fill(section, facts, stop);
        await session.Save(stop);
        await books.Write(frame, "FillScene", "done", stop);
        await session.Commit(stop);
        log.LogInformation("Scene: {Community} {Module} filled", scene.Community.Slug, id);
    }

    private async Task AddAccounts(Scene scene, ScenePeople people, CancellationToken stop)
    {
        await using var scope = host.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        await using var database = await databases.CreateDbContextAsync(stop);
        var grids = people.Grids.ToDictionary(grid => grid.Code, StringComparer.Ordinal);
        foreach (var entry in scene.Accounts)
        {
            var account = await accounts.FindByNameAsync(entry.UserName);
            if (account is null)
            {
                account = new() { UserName = entry.UserName, DisplayName = entry.DisplayName, IsOperator = entry.Role == SceneRole.Operator };
                var made = await accounts.CreateAsync(account, Password);
                if (!made.Succeeded) throw new InvalidOperationException(string.Join("; ", made.Errors.Select(error => error.Description)));
            }
            _accounts[entry.UserName] = account.Id;
            if (entry.LeadsGrid is { } led) grids[led].LeaderAccountId = account.Id;
            if (entry.Role is SceneRole.Operator) continue;
            database.Memberships.Add(new()
            {
                AccountId = account.Id, Community = entry.Role == SceneRole.Street ? "street:demo" : scene.Community.Slug, Role = RoleOf(entry.Role),
                Grids = entry.Grids is null ? null : string.Join(',', entry.Grids.Select(code => grids[code].Id)),
            });
        }
        await database.SaveChangesAsync(stop);
    }

    private async Task AddPeople(Scene scene, ScenePeople people, CancellationToken stop)
    {
        var community = scene.Community.Slug;
        await using var session = await engine.Open(community, write: true, stop);
        await using var database = books.Open(session);
        database.ChangeTracker.AutoDetectChangesEnabled = false;
        database.AddRange(people.Grids);
        database.AddRange(people.Buildings);
        database.AddRange(people.Households);
        var vault = vaults.ForHost(community);
        foreach (var person in people.Persons) Contact.Set(person, people.Phones.GetValueOrDefault(person.Id), vault);
        database.AddRange(people.Persons);
        database.AddRange(people.Units);
        database.AddRange(SceneProfile.Rows(scene));
        database.AddRange(SceneBodies.Rows(scene, people, _accounts));
        await database.SaveChangesAsync(stop);
        await session.Commit(stop);
    }

    private static string RoleOf(SceneRole role)
    {
        var words = new StringBuilder();
        foreach (var letter in role.ToString())
        {
            if (char.IsUpper(letter) && words.Length > 0) words.Append('-');
            words.Append(char.ToLowerInvariant(letter));
        }
        return words.ToString();
    }

    /// <summary>charity-supermarket → charitySupermarket.</summary>
    private static string SectionOf(string id)
    {
        var parts = id.Split('-');
        return parts[0] + string.Concat(parts.Skip(1).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
    }

    private void Progress(string what)
    {
        _step++;
        var done = Math.Min(20, 20 * _step / Math.Max(1, _steps));
        var line = $"演示数据 [{new string('#', done)}{new string('-', 20 - done)}] {what}";
        if (Console.IsOutputRedirected) Console.WriteLine(line);
        else Console.Write('\r' + line + new string(' ', 20));
    }
}

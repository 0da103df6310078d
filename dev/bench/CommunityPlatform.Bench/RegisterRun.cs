using System.Diagnostics;
using System.Globalization;
using CommunityPlatform.Host;
using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Audit;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Register;
using CommunityPlatform.Host.Register.Imports;
using CommunityPlatform.Host.Register.Places;
using CommunityPlatform.Host.Register.Residents;
using CommunityPlatform.Host.Scenes;
using CommunityPlatform.Host.Sheets;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Host.Vault;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.Privacy;
using CommunityPlatform.Sdk.Sheets;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CommunityPlatform.Bench;

/// <summary>What the register costs on one engine: an import of 12,000 people, searches over 100,000, a line of the audit chain, sealing, bytes.</summary>
internal sealed class RegisterRun : IAsyncDisposable
{
    private const int Imported = 12_000;
    private const int All = 100_000;
    private const string Slug = "bench";
    private static readonly CurrentPerson Worker = new("bench", "Bench", PersonKind.Staff);

    private readonly string _data = Path.Combine(Path.GetTempPath(), "cp-bench-" + Guid.NewGuid().ToString("N")[..8]);
    private readonly Action<string, string> _say;
    private readonly SceneRandom _random = new(20261122);
    private WebApplication _app = default!;
    private List<Building> _buildings = [];

    private RegisterRun(Action<string, string> say) => _say = say;

    /// <param name="database">Settings of the engine; empty for SQLite.</param>
    /// <param name="say">Takes what was measured and the result.</param>
    public static async Task Measure(string[] database, Action<string, string> say)
    {
        await using var run = new RegisterRun(say);
        run._app = Platform.Build(["--applicationName", "CommunityPlatform.Host", "--urls", "http://127.0.0.1:0", "--data", run._data, "--scene", "none", "--Platform:Modules", Path.Combine(run._data, "none"), "--Logging:LogLevel:Default", "Warning", .. database]);
        await Platform.Prepare(run._app, CancellationToken.None);
        await run.Found();
        await run.Import();
        await run.Fill();
        await run.Search();
        await run.Chain();
        run.Sealing();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        if (Directory.Exists(_data)) Directory.Delete(_data, recursive: true);
    }

    private async Task Found()
    {
        var made = await _app.Services.GetRequiredService<CommunityMaker>().Create(Slug, "Bench", null, "bench", CancellationToken.None);
        if (!made.Ok) throw new InvalidOperationException($"{made.Refusal}");
        _say("bytes of an empty community (the host's tables)", Kb(await Size()));
        for (var g = 1; g <= 20; g++)
        {
            var grid = await Must(new SaveGrid(null, $"{g:00}", $"Grid {g}", null));
            for (var b = 1; b <= 5; b++) await Must(new SaveBuilding(null, $"{(g - 1) * 5 + b}号楼", grid, 6, 33));
        }
        _buildings = await Books(database => database.Buildings.OrderBy(one => one.Name).ToListAsync());
    }

    private (string Name, int Year, string Phone, Building Building, int Stair, string Door) Resident(int number)
    {
        var year = _random.Between(1930, 2005);
        var names = new SceneNames(_random);
        var name = names.Next(names.NextFamily(), new SceneMember(2026 - year, _random.Percent(50), true), year).Text;
        var stair = number % 6 + 1;
        return (name, year, (13_000_000_000L + number * 7919L % 900_000_000L).ToString(CultureInfo.InvariantCulture), _buildings[number % _buildings.Count], stair, $"{stair}单元{number / 600 % 33 + 1}{number % 4 + 1:00}");
    }

    private async Task Import()
    {
        var sheet = new Sheet<(string Name, int Year, string Phone, Building Building, int Stair, string Door)>("Residents");
        sheet.Text("姓名", row => row.Name);
        sheet.Text("出生年份", row => row.Year.ToString(CultureInfo.InvariantCulture));
        sheet.Text("手机号", row => row.Phone);
        sheet.Text("楼号", row => row.Building.Name);
        sheet.Text("单元", row => row.Stair.ToString(CultureInfo.InvariantCulture));
        sheet.Text("房号", row => row.Door);
        using var file = new MemoryStream();
        await XlsxWriter.Write(file, sheet, Enumerable.Range(0, Imported).Select(Resident).ToAsyncEnumerable(), CancellationToken.None);
        var watch = Stopwatch.StartNew();
        var uploaded = await Must(new UploadResidents("residents.xlsx", file.ToArray()));
        var read = watch.Elapsed;
        watch.Restart();
        var preview = await Must(new RehearseImport(uploaded.Id, uploaded.Guess));
        var rehearsed = watch.Elapsed;
        watch.Restart();
        ImportProgress progress;
        do progress = await Must(new ImportBatch(uploaded.Id, uploaded.Guess));
        while (progress.State != ImportState.Done);
        _say($"import of {Imported} people ({file.Length / 1024} KB): read, rehearsed, taken over in batches of {ImportBatch.Size}", $"{S(read)}, {S(rehearsed)}, {S(watch.Elapsed)} s; {progress.Added} new, {progress.LeftOut} left out, {preview.BadRows} bad rows");
    }

    private async Task Fill()
    {
        var before = await Size();
        var there = await Books(database => database.Persons.CountAsync());
        var vault = _app.Services.GetRequiredService<VaultFactory>().ForHost(Slug);
        for (var number = there; number < All;)
        {
            await using var session = await Engine.Open(Slug, write: true, CancellationToken.None);
            await using var database = _app.Services.GetRequiredService<CommunityBooks>().Open(session);
            for (var end = Math.Min(All, number + 5000); number < end; number++)
            {
                var (name, year, phone, building, stair, door) = Resident(Imported + number);
                var household = new Household { Id = Guid.CreateVersion7(), BuildingId = building.Id, Stair = stair, Door = door };
                var person = new Person { Id = Guid.CreateVersion7(), HouseholdId = household.Id, Name = "", NamePinyin = "", NameInitials = "", BirthYear = year };
                person.Rename(name);
                Contact.Set(person, phone, vault);
                database.AddRange(household, person);
            }
            await database.SaveChangesAsync();
            await session.Commit(CancellationToken.None);
        }
        _say($"bytes a resident (a person and a household each, sealed phone with two indexes)", ((await Size() - before) / (All - there)).ToString(CultureInfo.InvariantCulture));
        _say($"bytes of a community of {All} people", Kb(await Size()));
    }

    private async Task Search()
    {
        var known = await Books(database => database.Persons.OrderBy(one => one.Id).Skip(500).Take(50).Select(one => new { one.Name, one.NamePinyin, one.NameInitials }).ToListAsync());
        var asks = new (string What, Func<int, string?> Text)[]
        {
            ("name", i => known[i].Name), ("part of a name", i => known[i].Name[^1..]), ("pinyin", i => known[i].NamePinyin), ("initials", i => known[i].NameInitials),
            ("building", i => $"{i + 1}号楼"), ("building and door", i => $"{i + 1}号楼 101"), ("last four digits", i => Resident(i).Phone[^4..]), ("whole number", i => Resident(i).Phone), ("nothing, first page", _ => null),
        };
        var everything = new List<double>();
        var kinds = new List<string>();
        foreach (var (what, text) in asks)
        {
            await Must(new BrowseResidents(Purposes.All[0], text(0), null, false, 0, 20));
            var times = new List<double>();
            for (var i = 0; i < known.Count; i++)
            {
                var watch = Stopwatch.StartNew();
                await Must(new BrowseResidents(Purposes.All[0], text(i), null, false, 0, 20));
                times.Add(watch.Elapsed.TotalMilliseconds);
            }
            times.Sort();
            everything.AddRange(times);
            kinds.Add($"{what} {Ms(At(times, .5))}/{Ms(At(times, .95))}");
        }
        everything.Sort();
        _say($"search over {All} people, with its line in the access log: p50 / p95 of {everything.Count}", $"{Ms(At(everything, .5))} / {Ms(At(everything, .95))} ms");
        _say("of these, by kind of search (p50/p95 ms)", string.Join(", ", kinds));
    }

    private async Task Chain()
    {
        var (plain, chained, act) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i < 300; i++)
        {
            plain.Add(await Line(chain: false, i));
            chained.Add(await Line(chain: true, i));
            var watch = Stopwatch.StartNew();
            var (name, year, phone, building, stair, door) = Resident(Imported + All + i);
            await Must(new SaveResident(null, name, year, phone, building.Id, stair, door, 0));
            act.Add(watch.Elapsed.TotalMilliseconds);
        }
        plain.Sort();
        chained.Sort();
        act.Sort();
        _say("a transaction with one audit line: without / with the chain, median", $"{M(At(plain, .5))} / {M(At(chained, .5))} ms (× {(At(chained, .5) / At(plain, .5)).ToString("0.0", CultureInfo.InvariantCulture)})");
        _say("a whole act that enters a resident, median; share of the chain", $"{M(At(act, .5))} ms; {((At(chained, .5) - At(plain, .5)) * 100 / At(act, .5)).ToString("0", CultureInfo.InvariantCulture)} %");
    }

    private async Task<double> Line(bool chain, int i)
    {
        // A line without a place in the chain is refused by nothing: the chain is checked, not enforced, for inserts.
        var line = new AuditLine { Id = Guid.CreateVersion7(), At = TimeProvider.System.GetUtcNow().UtcDateTime, Account = "bench", Person = "Bench", Module = "host", Act = "Bench", Subject = $"{i}", Outcome = "done" };
        var watch = Stopwatch.StartNew();
        await using var session = await Engine.Open(Slug, write: true, CancellationToken.None);
        await using var database = _app.Services.GetRequiredService<CommunityBooks>().Open(session);
        if (chain) await AuditChain.Append(database, line, CancellationToken.None);
        else database.Audit.Add(line);
        await database.SaveChangesAsync();
        await session.Commit(CancellationToken.None);
        return watch.Elapsed.TotalMilliseconds;
    }

    private void Sealing()
    {
        var vault = _app.Services.GetRequiredService<VaultFactory>().ForHost(Slug);
        var person = new Person { Id = Guid.CreateVersion7(), HouseholdId = Guid.Empty, Name = "", NamePinyin = "", NameInitials = "", BirthYear = 2000 };
        const int times = 20_000;
        Contact.Set(person, "13812345678", vault);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < times; i++) Contact.Set(person, "13812345678", vault);
        var sealing = watch.Elapsed.TotalMicroseconds / times;
        watch.Restart();
        for (var i = 0; i < times; i++) vault.Masked(HostPersonalData.Phone, person.Phone, Masks.Phone);
        _say("sealing a phone with its two indexes; opening one", $"{M(sealing)} µs; {M(watch.Elapsed.TotalMicroseconds / times)} µs; {person.Phone!.Value.Stored.Length + person.PhoneIndex!.Length + person.PhoneTailIndex!.Length} bytes instead of 11");
    }

    private DatabaseEngine Engine => _app.Services.GetRequiredService<DatabaseEngine>();

    /// <summary>With what still stands in SQLite's write-ahead file.</summary>
    private async Task<long> Size() =>
        await Engine.Size(Slug, CancellationToken.None) + (new FileInfo(Path.Combine(_data, "communities", Slug, "community.db-wal")) is { Exists: true } ahead ? ahead.Length : 0);

    private async Task<T> Books<T>(Func<CommunityDbContext, Task<T>> read)
    {
        await using var session = await Engine.Open(Slug, write: false, CancellationToken.None);
        await using var database = _app.Services.GetRequiredService<CommunityBooks>().Open(session);
        return await read(database);
    }

    private async Task<T> Must<T>(IUseCase<T> ask)
    {
        var outcome = await _app.Services.GetRequiredService<UseCaseRunner>().Run(ask, _app.Services.GetRequiredService<CommunityDirectory>().Find(Slug)!, Worker, _ => ValueTask.FromResult(true), CancellationToken.None);
        return outcome.Ok ? outcome.Value : throw new InvalidOperationException($"{ask}: {outcome.Refusal}");
    }

    private static double At(List<double> sorted, double share) => sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];

    private static string Ms(double value) => value.ToString("0", CultureInfo.InvariantCulture);

    private static string M(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    private static string S(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Kb(long bytes) => (bytes / 1024).ToString("0", CultureInfo.InvariantCulture) + " KB";
}

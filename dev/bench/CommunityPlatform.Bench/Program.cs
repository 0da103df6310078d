using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using CommunityPlatform.Bench;
using Microsoft.Playwright;

var quick = args.Contains("quick");
var repository = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "..", ".."));
var report = new StringBuilder();
void Say(string line)
{
    Console.WriteLine(line);
    report.AppendLine(line);
}

string Commit()
{
    using var git = Process.Start(new ProcessStartInfo("git", "rev-parse --short HEAD") { WorkingDirectory = repository, RedirectStandardOutput = true })!;
    return git.StandardOutput.ReadToEnd().Trim();
}

static double Percentile(List<double> sorted, double share) => sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
static string Ms(double value) => value.ToString("0", CultureInfo.InvariantCulture);
static string Mb(long bytes) => (bytes / 1048576.0).ToString("0.0", CultureInfo.InvariantCulture);

static string Where(string[] args) => args switch
{
    ["register", ..] => "Release host in the measuring process, SQLite, then PostgreSQL on the same machine",
    ["communities", ..] => "published Release host (compiled ahead of time) in a process of its own, PostgreSQL on the same machine",
    _ => "published Release host (compiled ahead of time) in a process of its own, SQLite, demo scene",
};

var today = TimeProvider.System.GetUtcNow().UtcDateTime;
Say($"# {today:yyyy-MM-dd} · commit {Commit()}");
Say("");
Say($"Machine: {Environment.ProcessorCount} cores, shared; .NET {Environment.Version}; {Where(args)}; load from the same machine.{(quick ? " Quick run: a tenth of the cycles." : "")}");
Say("");
Say("| measured | result |");
Say("| --- | --- |");

async Task Write(string kind)
{
    var written = Path.Combine(repository, "dev", "bench", "results", $"{today:yyyy-MM-dd-HHmm}{kind}.md");
    await File.WriteAllTextAsync(written, report.ToString());
    Console.WriteLine($"Written to {Path.GetRelativePath(repository, written)}");
}

switch (args)
{
    case ["communities", var number, var server]:
        await ManyCommunities.Measure(repository, server, int.Parse(number, CultureInfo.InvariantCulture), Say);
        await Write("-communities");
        return;
    case ["circuits", var count, var minutes]:
        await ManyCircuits.Measure(repository, int.Parse(count, CultureInfo.InvariantCulture), TimeSpan.FromMinutes(int.Parse(minutes, CultureInfo.InvariantCulture)), Say);
        await Write("-circuits");
        return;
    case ["register", var server]:
        await RegisterRun.Measure([], (what, result) => Say($"| SQLite: {what} | {result} |"));
        await RegisterRun.Measure(["--Database:Provider", "PostgreSQL", "--Database:ConnectionString", server], (what, result) => Say($"| PostgreSQL: {what} | {result} |"));
        await Write("-register");
        return;
    default:
        break;
}

const string Page = "/k/jia/culture/sign-up";
var delivered = await Delivery.Publish(repository);
await using var house = new House(delivered);
var filled = await house.Start(Page);
Say($"| first start, empty folder, to the first 200 (two demo scenes filled) | {Ms(filled.TotalMilliseconds)} ms |");
await house.Stop();
async Task<(double Median, double Best)> Cold(House what, int times)
{
    var took = new List<double>();
    for (var i = 0; i < times; i++)
    {
        took.Add((await what.Start(Page)).TotalMilliseconds);
        await what.Stop();
    }
    took.Sort();
    return (Percentile(took, .5), took[0]);
}
var two = await Cold(house, quick ? 3 : 7);
Say($"| cold start to the first 200 of a module page, {Directory.GetDirectories(house.Modules).Length} modules, median / best | {Ms(two.Median)} / {Ms(two.Best)} ms |");
await using (var many = new House(delivered))
{
    await Delivery.Multiply(repository, 10 - Directory.GetDirectories(many.Modules).Length, Path.Combine(many.Data, "plugins"));
    await many.Start(Page);
    await many.Stop();
    var ten = await Cold(many, quick ? 3 : 7);
    Say($"| cold start to the first 200 of a module page, 10 modules of real size on in 2 communities, median / best (goal ≤ 2500 ms) | {Ms(ten.Median)} / {Ms(ten.Best)} ms |");
}
await house.Start(Page);
await Task.Delay(3000);
Say($"| RSS idle after start | {Mb(house.ResidentBytes())} MB |");

// Enable → first 200, warm.
var enable = new List<double>();
for (var i = 0; i < (quick ? 5 : 20); i++)
{
    await house.Switch("jia", "culture", on: false);
    var watch = Stopwatch.StartNew();
    await house.Switch("jia", "culture", on: true);
    while (!await house.Is200(Page)) await Task.Delay(2);
    enable.Add(watch.Elapsed.TotalMilliseconds);
}
enable.Sort();
Say($"| enable → first 200, warm, median / worst of {enable.Count} (goal ≤ 500 ms) | {Ms(Percentile(enable, .5))} / {Ms(enable[^1])} ms |");

// Requests.
async Task<(double PerSecond, double P50, double P99, int Failed)> Load(string path, TimeSpan length, int clients, CancellationToken stop = default)
{
    var times = new System.Collections.Concurrent.ConcurrentBag<double>();
    var failed = 0;
    var all = Stopwatch.StartNew();
    await Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
    {
        while (all.Elapsed < length && !stop.IsCancellationRequested)
        {
            var watch = Stopwatch.StartNew();
            using var answer = await house.Http.GetAsync(house.Address + path, CancellationToken.None);
            if (answer.StatusCode != HttpStatusCode.OK) Interlocked.Increment(ref failed);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }
    }));
    var sorted = times.Order().ToList();
    return (sorted.Count / all.Elapsed.TotalSeconds, Percentile(sorted, .5), Percentile(sorted, .99), failed);
}

foreach (var (path, what) in new[] { ("/k/jia", "kiosk home, tiles with living lines"), (Page, "module page with data"), ("/k/jia/culture/my-sign-up", "module page without data") })
{
    await Load(path, TimeSpan.FromSeconds(2), 8);
    var (perSecond, p50, p99, failed) = await Load(path, TimeSpan.FromSeconds(quick ? 4 : 15), 8);
    Say($"| {what}: requests per second, p50, p99, failed (8 clients) | {perSecond.ToString("0", CultureInfo.InvariantCulture)}/s, {Ms(p50)} ms, {Ms(p99)} ms, {failed} |");
}

// Switches under load on another module's page.
using (var done = new CancellationTokenSource())
{
    var load = Load(Page, TimeSpan.FromMinutes(10), 4, done.Token);
    var switches = quick ? 10 : 50;
    for (var i = 0; i < switches; i++) await house.Switch("jia", "charity-supermarket", on: i % 2 == 1);
    await done.CancelAsync();
    var (perSecond, _, p99, failed) = await load;
    Say($"| {switches} switches of the supermarket under load on the culture page: failed requests (goal 0), p99 | {failed}, {Ms(p99)} ms at {perSecond.ToString("0", CultureInfo.InvariantCulture)}/s |");
    await house.Switch("jia", "charity-supermarket", on: true);
}

// A live circuit: replace with the page open.
using var playwright = await Playwright.CreateAsync();
await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
var page = await browser.NewPageAsync();
await page.GotoAsync(house.Address + Page);
await page.WaitForFunctionAsync("() => document.documentElement.dataset.alive === 'yes'");
var manifest = await File.ReadAllTextAsync(Path.Combine(house.Modules, "culture", "module.json"));
var plugins = Path.Combine(house.Data, "plugins");
const string Rows = "main a[href*='culture/sign-up/']";
var (replaced, filledAgain) = (new List<double>(), new List<double>());
for (var i = 1; i <= (quick ? 3 : 10); i++)
{
    var folder = Path.Combine(plugins, $"culture-{i}");
    foreach (var file in Directory.EnumerateFiles(Path.Combine(house.Modules, "culture"), "*", SearchOption.AllDirectories))
    {
        var target = Path.Combine(folder, Path.GetRelativePath(Path.Combine(house.Modules, "culture"), file));
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(file, target);
    }
    await File.WriteAllTextAsync(Path.Combine(folder, "module.json"), System.Text.RegularExpressions.Regex.Replace(manifest, "\"version\": *\"[^\"]+\"", $"\"version\": \"1.{i}.0\""));
    while (!(await house.Http.GetStringAsync(house.Address + "/api/admin/packages")).Contains($"\"1.{i}.0\"", StringComparison.Ordinal)) await Task.Delay(50);
    // Each version's stylesheet carries its stamp, so the page says which version it shows.
    var before = await page.EvaluateAsync<string>("() => document.querySelector('link[href*=\"_content/culture/\"]').href");
    var watch = Stopwatch.StartNew();
    var act = house.Package("culture", "replace", new { version = $"1.{i}.0" });
    await page.WaitForFunctionAsync("before => { const link = document.querySelector('link[href*=\"_content/culture/\"]'); return link && link.href !== before; }", before, new() { PollingInterval = 10, Timeout = 30_000 });
    replaced.Add(watch.Elapsed.TotalMilliseconds);
    await page.WaitForFunctionAsync("rows => document.querySelector(rows) !== null", Rows, new() { PollingInterval = 10, Timeout = 30_000 });
    filledAgain.Add(watch.Elapsed.TotalMilliseconds);
    await act;
}
replaced.Sort();
filledAgain.Sort();
Say($"| replace with the page open, until the open page shows the new version, median / worst of {replaced.Count} (goal ≤ 500 ms) | {Ms(Percentile(replaced, .5))} / {Ms(replaced[^1])} ms |");
Say($"| the same, until the new version's data stand in it | {Ms(Percentile(filledAgain, .5))} / {Ms(filledAgain[^1])} ms |");

async Task<(long Heap, long Rss, int Alive)> Collected()
{
    var stats = await house.Collect();
    return (stats.GetProperty("heapBytes").GetInt64(), stats.GetProperty("rssBytes").GetInt64(), stats.GetProperty("contextsAlive").GetInt32() - stats.GetProperty("contextsLoaded").GetInt32());
}

// Cycles, prerendered and in the live circuit.
async Task Cycles(string what, Func<Task> visit)
{
    var count = quick ? 20 : 200;
    var mark = count * 2 / 5;
    long early = 0;
    for (var i = 1; i <= count; i++)
    {
        await house.Package("culture", "unload");
        await house.Package("culture", "load");
        await visit();
        if (i == mark) early = (await Collected()).Rss;
    }
    await Task.Delay(2000);
    var (heap, rss, alive) = await Collected();
    Say($"| {count} cycles unload–load–render, {what}: contexts left alive (goal 0), RSS after {mark} → {count} cycles (goal ≤ 5 %), managed heap | {alive}, {Mb(early)} → {Mb(rss)} MB ({((rss - early) * 100.0 / early).ToString("0.0", CultureInfo.InvariantCulture)} %), {Mb(heap)} MB |");
}

await page.GotoAsync("about:blank");
await Cycles("prerendered", async () => await house.Is200(Page));
await page.GotoAsync(house.Address + Page);
await page.WaitForFunctionAsync("() => document.documentElement.dataset.alive === 'yes'");
await Cycles("in a live circuit", () => page.WaitForFunctionAsync("() => document.querySelector('link[href*=\"_content/culture/\"]') !== null"));

// Circuits.
var (_, rssBefore, _) = await Collected();
var tabs = quick ? 10 : 40;
var context = await browser.NewContextAsync();
for (var i = 0; i < tabs; i++)
{
    var tab = await context.NewPageAsync();
    await tab.GotoAsync(house.Address + Page);
    await tab.WaitForFunctionAsync("() => document.documentElement.dataset.alive === 'yes'");
}
var (_, rssAfter, _) = await Collected();
Say($"| RSS per open circuit on the module page ({tabs} tabs) | {Mb((rssAfter - rssBefore) / tabs)} MB |");
await context.CloseAsync();

await Write(quick ? "-quick" : "");

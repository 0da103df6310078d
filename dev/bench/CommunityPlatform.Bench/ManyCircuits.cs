using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace CommunityPlatform.Bench;

/// <summary>Many open pages at once, half at kiosks and half of staff, each following a link every few seconds: errors and memory.</summary>
internal static partial class ManyCircuits
{
    private static readonly string[] Kiosk = ["", "culture/sign-up", "", "charity-supermarket/shelf", "", "culture/my-sign-up"];
    private static readonly string[] Staff = ["", "culture", "culture/events", "charity-supermarket", "charity-supermarket/stock", "register/places"];
    private static readonly TimeSpan Thinking = TimeSpan.FromSeconds(10);

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    public static async Task Measure(string repository, int count, TimeSpan length, Action<string> say)
    {
        await using var house = new House(await Delivery.Publish(repository));
        // Filled by the first start, measured in the second, as every morning begins.
        await house.Start("/k/jia");
        await house.Stop();
        await house.Start("/k/jia");
        var cookies = new CookieContainer();
        using var staff = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, MaxConnectionsPerServer = 64 });
        await SignIn(staff, house.Address);
        var cookie = cookies.GetCookieHeader(new Uri(house.Address));
        await Task.Delay(TimeSpan.FromSeconds(5));
        say($"| RSS idle before | {house.ResidentBytes() / 1048576} MB |");

        using var end = new CancellationTokenSource();
        var times = new ConcurrentBag<double>();
        var faults = new ConcurrentBag<string>();
        var all = Stopwatch.StartNew();
        async Task Live(int number)
        {
            var isKiosk = number % 2 == 0;
            var pages = isKiosk ? Kiosk : Staff;
            try
            {
                await using var circuit = await Circuit.Open(isKiosk ? house.Http : staff, isKiosk ? null : cookie, $"{house.Address}/{(isKiosk ? "k" : "c")}/{(number % 4 < 2 || !isKiosk ? "jia" : "yi")}/", "");
                for (var i = number; !end.IsCancellationRequested && circuit.Fault is null; i++)
                {
                    await Task.Delay(Thinking * (0.5 + Random.Shared.NextDouble()));
                    var watch = Stopwatch.StartNew();
                    await circuit.Go(pages[i % pages.Length]);
                    times.Add(watch.Elapsed.TotalMilliseconds);
                }
                if (circuit.Fault is { } fault) faults.Add(fault);
            }
            catch (Exception problem) when (problem is HttpRequestException or System.Net.WebSockets.WebSocketException or InvalidOperationException or TaskCanceledException)
            {
                faults.Add(problem.Message);
            }
        }

        var lives = new List<Task>();
        for (var i = 0; i < count; i++)
        {
            lives.Add(Live(i));
            await Task.Delay(50);
        }
        say($"| {count} pages opened, half kiosk, half staff | {all.Elapsed.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s, {faults.Count} faults |");
        var minutes = new List<long>();
        for (var minute = 0; minute < length.TotalMinutes; minute++)
        {
            await Task.Delay(TimeSpan.FromMinutes(1));
            minutes.Add(house.ResidentBytes() / 1048576);
            Console.WriteLine($"minute {minute + 1}: {minutes[^1]} MB, {times.Count} links followed, {faults.Count} faults");
        }
        var collected = await house.Collect();
        await end.CancelAsync();
        await Task.WhenAll(lives);
        var sorted = times.Order().ToList();
        double At(double share) => sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
        say($"| {length.TotalMinutes.ToString("0", CultureInfo.InvariantCulture)} minutes, each page follows a link every 5-15 s: links, until the first drawing p50 / p99 | {sorted.Count}, {At(.5).ToString("0", CultureInfo.InvariantCulture)} / {At(.99).ToString("0", CultureInfo.InvariantCulture)} ms |");
        say($"| faults (goal 0) | {faults.Count}{(faults.IsEmpty ? "" : ": " + string.Join("; ", faults.Distinct().Take(5)))} |");
        say($"| RSS at the end of each minute (goal: flat) | {string.Join(", ", minutes)} MB |");
        say($"| managed heap with all pages open, collected; RSS then | {collected.GetProperty("heapBytes").GetInt64() / 1048576} MB; {collected.GetProperty("rssBytes").GetInt64() / 1048576} MB |");
    }

    private static async Task SignIn(HttpClient http, string address)
    {
        var form = await http.GetStringAsync(address + "/sign-in");
        using var answer = await http.PostAsync(address + "/account/sign-in", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = Token().Match(form).Groups[1].Value,
            ["name"] = "jia.admin",
            ["password"] = "demo-2026-community",
        }));
        if (answer.RequestMessage?.RequestUri?.AbsolutePath != "/c/jia") throw new InvalidOperationException($"The sign-in ended at {answer.RequestMessage?.RequestUri}.");
    }
}

using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace CommunityPlatform.Bench;

/// <summary>The Release host as a process, on a data folder of its own.</summary>
internal sealed class House : IAsyncDisposable
{
    private readonly string _folder;
    private Process? _process;

    /// <param name="folder">The published host.</param>
    public House(string folder) => _folder = folder;

    public string Data { get; } = Path.Combine(Path.GetTempPath(), "cp-bench-" + Guid.NewGuid().ToString("N")[..8]);

    public string Address { get; } = "http://127.0.0.1:5087";

    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, MaxConnectionsPerServer = 64 });

    public string Modules => Path.Combine(_folder, "modules");

    /// <summary>Starts and says how long it took until the first page answered 200.</summary>
    public async Task<TimeSpan> Start(string path, params string[] more)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var arg in (string[])[Path.Combine(_folder, "CommunityPlatform.Host.dll"), "--data", Data, "--urls", Address, .. more]) start.ArgumentList.Add(arg);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Platform__ReplaceOnBuild"] = "false";
        // Nobody touches the measured kiosk; it must not end its session in the middle.
        start.Environment["Platform__Kiosk__IdleSeconds"] = "600";
        // No person asks a thousand times a second.
        start.Environment["Platform__Hardening__Pace__KioskQueries"] = "1000000";
        var watch = Stopwatch.StartNew();
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        while (true)
        {
            if (watch.Elapsed > TimeSpan.FromSeconds(120)) throw new TimeoutException("The host did not start.");
            try
            {
                if ((await Http.GetAsync(Address + path)).IsSuccessStatusCode) break;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(5);
        }
        var took = watch.Elapsed;
        var token = Path.Combine(Data, "keys", "operator.token");
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(token)).Trim());
        return took;
    }

    public async Task Stop()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    public long ResidentBytes()
    {
        _process!.Refresh();
        return _process.WorkingSet64;
    }

    public async Task Switch(string community, string module, bool on)
    {
        var answer = await Http.PutAsJsonAsync($"{Address}/api/admin/communities/{community}/modules/{module}", new { enabled = on });
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    public async Task Package(string id, string act, object? body = null)
    {
        var answer = await Http.PostAsJsonAsync($"{Address}/api/admin/packages/{id}/{act}", body ?? new { });
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
    }

    public async Task<JsonElement> Collect()
    {
        var answer = await Http.PostAsync($"{Address}/api/admin/collect", null);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<bool> Is200(string path) => (await Http.GetAsync(Address + path)).IsSuccessStatusCode;

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false }) await Stop();
        Http.Dispose();
        if (Directory.Exists(Data)) Directory.Delete(Data, recursive: true);
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using CommunityPlatform.Testing;

namespace CommunityPlatform.Host.Tests.Crash;

/// <summary>The delivered host as a process of its own, spoken to over HTTP only and ended with <c>kill -9</c>.</summary>
internal sealed class DeliveredHouse : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http;
    private readonly ConcurrentQueue<string> _said;

    private DeliveredHouse(Process process, HttpClient http, ConcurrentQueue<string> said) => (_process, _http, _said) = (process, http, said);

    /// <summary>The last lines of its log and the last answers that were no success, for whoever has to find out why a test failed.</summary>
    public string LastWords => string.Join('\n', _said.TakeLast(60));

    public static async Task<DeliveredHouse> Start(TestFolders folders, string cookie)
    {
        var address = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "CommunityPlatform.Host.dll"), "--urls", address, "--data", folders.Data, "--scene", "none",
            "--Platform:Modules", folders.Packages, "--Logging:LogLevel:Default", "Warning",
        ]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folders.Root };
        var process = Process.Start(start)!;
        var said = new ConcurrentQueue<string>();
        process.OutputDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new(address) };
        http.DefaultRequestHeaders.Add("Cookie", cookie);
        await Eventually.True(async () =>
        {
            if (process.HasExited) throw new InvalidOperationException($"The house ended by itself with {process.ExitCode}.");
            try
            {
                return (await http.GetAsync("/health/ready")).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, "the house answers", 60);
        var token = (await File.ReadAllTextAsync(Path.Combine(folders.Data, "keys", "operator.token"))).Trim();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new(process, http, said);
    }

    /// <summary>The id of a note that was written; null where it was not, or the answer did not come any more.</summary>
    public async Task<Guid?> Note() =>
        await Answered(() => _http.PostAsync("/c/jia/api/good/notes", null)) is { StatusCode: HttpStatusCode.OK } answer
            ? Guid.Parse(await answer.Content.ReadAsStringAsync()) : null;

    public async Task<bool> Switch(string community, bool on) =>
        await Answered(() => _http.PutAsJsonAsync($"/api/admin/communities/{community}/modules/good", new { enabled = on })) is { StatusCode: HttpStatusCode.OK };

    public async Task<bool> Replace(string version) =>
        await Answered(() => _http.PostAsJsonAsync("/api/admin/packages/good/replace", new { version })) is { StatusCode: HttpStatusCode.OK };

    /// <summary>What the module answers in a community, or null where it is off.</summary>
    public async Task<string?> Ask(string community, string what)
    {
        using var answer = await _http.GetAsync($"/c/{community}/api/good/{what}");
        if (answer.StatusCode == HttpStatusCode.NotFound) return null;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await Kill();
        _process.Dispose();
        _http.Dispose();
    }

    /// <summary>The whole answer, or null: from a house that was killed meanwhile nothing is acknowledged.</summary>
    private async Task<HttpResponseMessage?> Answered(Func<Task<HttpResponseMessage>> ask)
    {
        try
        {
            var answer = await ask();
            if (!answer.IsSuccessStatusCode) _said.Enqueue($"answered {(int)answer.StatusCode} to {answer.RequestMessage!.RequestUri!.AbsolutePath}: {await answer.Content.ReadAsStringAsync()}");
            return answer;
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or System.Net.Sockets.SocketException)
        {
            return null;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

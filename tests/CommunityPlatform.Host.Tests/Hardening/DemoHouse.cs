using CommunityPlatform.Host.Communities;
using CommunityPlatform.Testing;

namespace CommunityPlatform.Host.Tests.Hardening;

/// <summary>The house as it is delivered, with every module that was built and two communities full of demo data.</summary>
public sealed class DemoHouse : IAsyncLifetime
{
    private readonly TestFolders _folders = new();

    internal TestHost Host { get; private set; } = default!;

    public async Task InitializeAsync()
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        // bin/<configuration>/net10.0 of this project → the same of the host.
        var delivered = Path.Combine(own.Parent!.Parent!.Parent!.Parent!.Parent!.FullName, "host", "CommunityPlatform.Host", "bin", own.Parent.Name, "net10.0", "modules");
        foreach (var module in Directory.EnumerateDirectories(delivered)) TestFolders.Copy(module, Path.Combine(_folders.Packages, Path.GetFileName(module)));
        Host = await TestHost.Start(_folders, arguments: [.. await _folders.Database(DatabaseKind.SQLite), "--scene", "demo", "--Platform:Hardening:Pace:KioskQueries", "100000", "--Platform:Hardening:Pace:KioskActs", "100000",
            "--Platform:Hardening:Pace:WrongCodes", "100000", "--Platform:Hardening:Pace:WrongCodesInAll", "100000"]);
        await KeepPicture();
    }

    /// <summary>The scene has none, and pictures have doors of their own.</summary>
    private async Task KeepPicture()
    {
        var events = await Host.Act("culture", "BrowseEvents");
        foreach (var row in (System.Collections.IEnumerable)events.Value!.GetType().GetProperty("Rows")!.GetValue(events.Value)!)
            if ((await Host.Act("culture", "KeepPicture", new { Event = (Guid)row.GetType().GetProperty("Id")!.GetValue(row)!, Name = "a.jpg", Content = (Stream)new MemoryStream(Pictures.Jpeg()), Caption = "", Consent = "FacesConsented", ShowsMinors = false, GuardianAgreed = false })).Ok) return;
        throw new InvalidOperationException("No event of the scene took a picture.");
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        _folders.Dispose();
    }
}

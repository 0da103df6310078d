using System.Collections.Concurrent;
using System.Globalization;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk.Sheets;

namespace CommunityPlatform.Host.Sheets;

/// <summary>A file that waits for the account that asked for it.</summary>
internal sealed record WaitingSheet(string Path, string Name, string Account, string Community);

/// <summary>
/// Writes exports into a folder of the data and keeps each for ten minutes. The folder holds residents' data: it is emptied at
/// every start, and a file goes at its time even when nobody fetched it.
/// </summary>
internal sealed class SheetDesk : ISheetsFactory, IDisposable
{
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private readonly ConcurrentDictionary<Guid, (WaitingSheet Sheet, ITimer End)> _waiting = [];
    private readonly TimeProvider _clock;
    private readonly string _folder;

    public SheetDesk(PlatformOptions options, TimeProvider clock)
    {
        (_clock, _folder) = (clock, Path.Combine(options.Data, "sheets"));
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    public ISheets For(ActFrame frame) => new Face(this, frame);

    /// <summary>The file, for the account that asked in the community where it asked; otherwise there is none.</summary>
    public WaitingSheet? Find(Guid id, string? account, string? community) =>
        _waiting.TryGetValue(id, out var found) && found.Sheet.Account == account && found.Sheet.Community == community ? found.Sheet : null;

    public void Dispose()
    {
        foreach (var id in _waiting.Keys) Forget(id);
    }

    private async Task<SheetFile> Write<TRow>(ActFrame frame, Sheet<TRow> sheet, IAsyncEnumerable<TRow> rows, CancellationToken stop)
    {
        var account = frame.Person.AccountId ?? throw new InvalidOperationException("Only somebody signed in takes a list out.");
        var (id, name) = (Guid.NewGuid(), NameOf(frame, sheet.Title));
        Directory.CreateDirectory(_folder);
        var path = Path.Combine(_folder, id.ToString("N") + ".xlsx");
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite);
            var count = await XlsxWriter.Write(file, sheet, rows, stop);
            frame.Exported(count);
            Keep(id, new(path, name, account, frame.Community.Slug));
            return new(id, name, count);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Not in the generic method, and without the asker's context: a timer that knew the module's row type would hold the module for ten minutes.</summary>
    private void Keep(Guid id, WaitingSheet sheet)
    {
        using var _ = ExecutionContext.SuppressFlow();
        _waiting[id] = (sheet, _clock.CreateTimer(_ => Forget(id), null, Kept, Timeout.InfiniteTimeSpan));
    }

    private string NameOf(ActFrame frame, string title)
    {
        var at = TimeZoneInfo.ConvertTimeFromUtc(frame.Now, _clock.LocalTimeZone).ToString("yyyyMMdd-HHmm", CultureInfo.InvariantCulture);
        var words = string.Concat($"{frame.Community.Name}-{title}".Select(c => char.IsControl(c) || "<>:\"/\\|?*".Contains(c, StringComparison.Ordinal) ? ' ' : c)).Trim();
        return $"{words}-{at}.xlsx";
    }

    private void Forget(Guid id)
    {
        if (!_waiting.TryRemove(id, out var gone)) return;
        gone.End.Dispose();
        File.Delete(gone.Sheet.Path);
    }

    private sealed class Face(SheetDesk desk, ActFrame frame) : ISheets
    {
        public Task<SheetFile> Write<TRow>(Sheet<TRow> sheet, IAsyncEnumerable<TRow> rows, CancellationToken stop) => desk.Write(frame, sheet, rows, stop);
    }
}

using System.Globalization;

namespace CommunityPlatform.Host.Audit;

/// <summary>A head as it stood at a moment, outside of the database.</summary>
internal sealed record PublishedHead(DateTime At, long Sequence, string Hash);

/// <summary>
/// 公布的链头 · One text file a community beside the databases, to which the head of its audit chain is added: time, number of
/// the last line, its hash. Copied to another machine it also tells when this whole folder was exchanged.
/// </summary>
internal sealed class PublishedHeads(PlatformOptions options)
{
    private const string Form = "yyyy-MM-ddTHH:mm:ssZ";

    public string FileOf(string community) => Path.Combine(options.Data, "audit-heads", community + ".log");

    /// <summary>The heads that can be read, and the numbers of the file's lines that cannot.</summary>
    public async Task<(IReadOnlyList<PublishedHead> Heads, IReadOnlyList<int> Unreadable)> Read(string community, CancellationToken stop)
    {
        if (!File.Exists(FileOf(community))) return ([], []);
        var (heads, unreadable) = (new List<PublishedHead>(), new List<int>());
        foreach (var (number, line) in (await File.ReadAllLinesAsync(FileOf(community), stop)).Index())
        {
            if (Parse(line) is { } head) heads.Add(head);
            else unreadable.Add(number + 1);
        }
        return (heads, unreadable);
    }

    public async Task Add(string community, PublishedHead head, CancellationToken stop)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FileOf(community))!);
        await using var file = new FileStream(FileOf(community), FileMode.Append, FileAccess.Write, FileShare.Read);
        await using (var writer = new StreamWriter(file, leaveOpen: true))
            await writer.WriteAsync($"{head.At.ToString(Form, CultureInfo.InvariantCulture)} {head.Sequence.ToString(CultureInfo.InvariantCulture)} {head.Hash}\n".AsMemory(), stop);
        file.Flush(flushToDisk: true);
    }

    private static PublishedHead? Parse(string line) =>
        line.Split(' ') is [var at, var sequence, { Length: 64 } hash]
        && DateTime.TryParseExact(at, Form, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var moment)
        && long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new(moment, number, hash) : null;
}

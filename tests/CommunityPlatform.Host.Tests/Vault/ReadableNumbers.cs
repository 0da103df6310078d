namespace CommunityPlatform.Host.Tests.Vault;

/// <summary>Looks for known numbers in bytes, as UTF-8 and as UTF-16 of either order.</summary>
internal sealed class ReadableNumbers(IReadOnlySet<string> wanted)
{
    private readonly int[] _lengths = [.. wanted.Select(number => number.Length).Distinct()];

    public async Task<List<string>> In(string folder)
    {
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            await stream.ReadExactlyAsync(bytes);
            found.AddRange(In(bytes).Select(number => $"{Path.GetRelativePath(folder, file)}: {number}"));
        }
        return found;
    }

    public IEnumerable<string> In(byte[] bytes) => Runs(bytes, 0, 1).Concat(Runs(bytes, 0, 2)).Concat(Runs(bytes, 1, 2)).SelectMany(Numbers).Distinct(StringComparer.Ordinal);

    /// <summary>Digits behind each other, each <paramref name="stride"/> bytes after the one before.</summary>
    private static IEnumerable<string> Runs(byte[] bytes, int from, int stride)
    {
        var start = -1;
        for (var at = from; ; at += stride)
        {
            var digit = at < bytes.Length && bytes[at] is >= (byte)'0' and <= (byte)'9' or (byte)'X' or (byte)'x';
            if (at < bytes.Length && digit)
            {
                if (start < 0) start = at;
                continue;
            }
            if (start >= 0 && (at - start) / stride >= 11) yield return Text(bytes, start, at, stride);
            start = -1;
            if (at >= bytes.Length) yield break;
        }
    }

    private static string Text(byte[] bytes, int start, int end, int stride)
    {
        var digits = new char[(end - start) / stride];
        for (var i = 0; i < digits.Length; i++) digits[i] = (char)bytes[start + (i * stride)];
        return new string(digits);
    }

    private IEnumerable<string> Numbers(string run)
    {
        foreach (var length in _lengths)
            for (var at = 0; at + length <= run.Length; at++)
                if (wanted.Contains(run.Substring(at, length))) yield return run.Substring(at, length);
    }
}

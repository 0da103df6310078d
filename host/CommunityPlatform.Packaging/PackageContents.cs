using System.Text.Json;
using System.Text.Json.Serialization;

namespace CommunityPlatform.Packaging;

/// <summary>包内清单 · Every file of a package with its length and hash. Its exact bytes are what a publisher signs.</summary>
internal sealed record PackageContents(int Format, string Id, string Version, IReadOnlyList<ListedFile> Files)
{
    public const string FileName = "package.manifest.json";

    /// <summary>The format that is written and read.</summary>
    public const int Known = 1;

    /// <summary>No list is longer.</summary>
    public const int LargestBytes = 2 * 1024 * 1024;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        MaxDepth = 8,
        WriteIndented = true,
    };

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    /// <summary>Reads a list.</summary>
    /// <exception cref="JsonException">It is no list of this format.</exception>
    public static PackageContents Read(ReadOnlySpan<byte> json)
    {
        var contents = Json.Read<PackageContents>(json, Options);
        if (contents.Format != Known) throw new JsonException($"Format {contents.Format} is not known here; {Known} is.");
        if (contents.Files.Any(file => file is null)) throw new JsonException("A file of the list is null.");
        return contents;
    }
}

/// <summary>A file of a package.</summary>
/// <param name="Path">From the package's top folder, with <c>/</c>.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">Lower-case hexadecimal.</param>
internal sealed record ListedFile(string Path, long Length, string Sha256);

/// <summary>Reading JSON that a stranger wrote: whatever is wrong with it is one exception.</summary>
internal static class Json
{
    public static T Read<T>(ReadOnlySpan<byte> json, JsonSerializerOptions options)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, options) ?? throw new JsonException("The file holds null.");
        }
        catch (Exception problem) when (problem is InvalidOperationException or NotSupportedException or FormatException or ArgumentException)
        {
            throw new JsonException(problem.Message, problem);
        }
    }
}

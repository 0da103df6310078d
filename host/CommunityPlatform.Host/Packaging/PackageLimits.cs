namespace CommunityPlatform.Host.Packaging;

/// <summary>How much of a package file is read at most; what is beyond is refused before it is unpacked.</summary>
/// <param name="FileBytes">Of the file itself.</param>
/// <param name="UnpackedBytes">Of all its files together.</param>
/// <param name="Entries">How many there are.</param>
internal sealed record PackageLimits(long FileBytes, long UnpackedBytes, int Entries)
{
    /// <summary>Assemblies pack three to one, texts ten to one. Small files may be packed more tightly: they fill no disk.</summary>
    public const int Ratio = 100;

    /// <summary>From here on the ratio counts.</summary>
    public const int RatioFrom = 1024 * 1024;

    /// <summary>Below it every system can hold the path, whichever folder the data lie in.</summary>
    public const int LongestPath = 160;

    public static PackageLimits Default { get; } = Of(64);

    public static PackageLimits Of(int megabytes) => new(megabytes * 1024L * 1024, megabytes * 4L * 1024 * 1024, 4000);

    /// <summary>Bytes in words.</summary>
    public static string Size(long bytes) => Admin.WhenText.Size(bytes);
}

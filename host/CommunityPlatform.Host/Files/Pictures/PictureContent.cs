namespace CommunityPlatform.Host.Files.Pictures;

/// <summary>
/// 照片整理 · Knows a picture by its bytes, whatever it is called, and writes it anew out of the parts that make the picture. Where and
/// with what it was taken, remarks, thumbnails and whatever was hung on behind stay outside; what does not hold together is refused.
/// </summary>
internal static class PictureContent
{
    /// <summary>A picture with more points is no photograph of an event; a browser would choke on it.</summary>
    private const long MostPoints = 100_000_000;

    /// <exception cref="InvalidDataException">It is no JPEG, PNG or WebP picture, a damaged one, or one too large to be shown.</exception>
    public static (string Type, string Extension, byte[] Bytes) Clean(byte[] file)
    {
        try
        {
            return file switch
            {
                [0xFF, 0xD8, 0xFF, ..] => ("image/jpeg", ".jpg", Jpeg.Clean(file)),
                [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, ..] => ("image/png", ".png", Png.Clean(file)),
                [0x52, 0x49, 0x46, 0x46, _, _, _, _, 0x57, 0x45, 0x42, 0x50, ..] => ("image/webp", ".webp", WebP.Clean(file)),
                _ => throw new InvalidDataException("This is no JPEG, PNG or WebP picture."),
            };
        }
        // The parts name lengths; a part that reaches beyond the file is cut off or made up.
        catch (Exception beyond) when (beyond is ArgumentOutOfRangeException or IndexOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException("The picture is damaged.", beyond);
        }
    }

    public static void Demand(bool holds, string otherwise)
    {
        if (!holds) throw new InvalidDataException(otherwise);
    }

    public static void DemandSize(long width, long height) => Demand(width > 0 && height > 0 && width * height <= MostPoints, "The picture has no size, or too large a one.");
}

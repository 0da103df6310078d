namespace CommunityPlatform.Host.Kiosk;

/// <summary>分页 · Cuts a list into pages that are tapped through.</summary>
internal static class Paging
{
    /// <summary>How many pages there are; at least one, so that "page 1 of 1" is always true.</summary>
    public static int Pages(int count, int size) => Math.Max(1, (count + size - 1) / size);

    /// <summary>The page nearest to the wanted one: tiles may have vanished in the meantime.</summary>
    public static int Nearest(int page, int count, int size) => Math.Clamp(page, 0, Pages(count, size) - 1);

    public static IReadOnlyList<T> Page<T>(IReadOnlyList<T> all, int page, int size) =>
        [.. all.Skip(Nearest(page, all.Count, size) * size).Take(size)];
}

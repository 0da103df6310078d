namespace CommunityPlatform.Host.Scenes;

internal static class SceneSpread
{
    /// <summary>
    /// Spreads a total over shares by weight (largest remainder), at least one each. The parts add up to the
    /// total exactly, and no part exceeds its weight as long as the total does not exceed their sum.
    /// </summary>
    public static int[] AtLeastOne(int total, IReadOnlyList<int> weights)
    {
        var rest = (long)total - weights.Count;
        var sum = weights.Sum(x => (long)x - 1);
        var parts = weights.Select(x => 1 + (int)(sum == 0 ? 0 : rest * (x - 1) / sum)).ToArray();
        var byRemainder = Enumerable.Range(0, parts.Length)
            .OrderByDescending(i => sum == 0 ? 0 : rest * (weights[i] - 1) % sum)
            .ThenBy(i => i)
            .ToArray();
        var missing = total - parts.Sum();
        for (var next = 0; missing > 0; next = (next + 1) % byRemainder.Length, missing--)
        {
            parts[byRemainder[next]]++;
        }

        return parts;
    }
}

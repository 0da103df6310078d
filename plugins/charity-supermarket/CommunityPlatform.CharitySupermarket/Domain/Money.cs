using System.Globalization;

namespace CommunityPlatform.CharitySupermarket.Domain;

/// <summary>金额 · Money is kept in fen (分).</summary>
public static class Money
{
    /// <summary>The largest single value: ten thousand yuan.</summary>
    public const long MostFen = 1_000_000;

    /// <summary>As shown: ¥12.50.</summary>
    public static string Shown(long fen) => "¥" + (fen / 100m).ToString("#,##0.00", CultureInfo.InvariantCulture);

    /// <summary>Yuan as typed.</summary>
    public static decimal Yuan(long fen) => fen / 100m;

    /// <summary>Fen of typed yuan; a part of a fen is rounded away.</summary>
    public static long Fen(decimal yuan) => (long)decimal.Round(decimal.Clamp(yuan, -1_000_000_000m, 1_000_000_000m) * 100m, MidpointRounding.AwayFromZero);
}

using System.Globalization;

namespace CommunityPlatform.Sdk;

/// <summary>金额 · Money is kept in fen (分) and shown and typed in yuan (元).</summary>
public static class Money
{
    /// <summary>Beyond this a typed amount is cut off before it is converted; far above every limit of a form.</summary>
    private const decimal MostYuan = 1_000_000_000m;

    /// <summary>As shown, the same in every language: ¥1,500.00.</summary>
    public static string Shown(long fen) => "¥" + Yuan(fen).ToString("#,##0.00", CultureInfo.InvariantCulture);

    /// <summary>Yuan as typed.</summary>
    public static decimal Yuan(long fen) => fen / 100m;

    /// <summary>Fen of typed yuan; a part of a fen is rounded away from zero. Never overflows: check the range afterwards.</summary>
    public static long Fen(decimal yuan) => (long)decimal.Round(decimal.Clamp(yuan, -MostYuan, MostYuan) * 100m, MidpointRounding.AwayFromZero);
}

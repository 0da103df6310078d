using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CommunityPlatform.Host.Communities.Moving;

/// <summary>A table's rows counted and summed up, whatever order a database gives them in.</summary>
internal readonly record struct TableSum(long Rows, UInt128 Sum)
{
    /// <param name="values">One row's values, always in the same order of columns.</param>
    public TableSum With(IReadOnlyList<object?> values)
    {
        var text = new StringBuilder();
        foreach (var value in values)
        {
            var word = Word(value);
            // The length before each value: "a, bc" and "ab, c" are two things.
            text.Append(word?.Length.ToString(CultureInfo.InvariantCulture) ?? "-").Append(':').Append(word);
        }
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
        return new(Rows + 1, unchecked(Sum + new UInt128(BitConverter.ToUInt64(hash, 0), BitConverter.ToUInt64(hash, 8))));
    }

    private static string? Word(object? value) => value switch
    {
        null => null,
        byte[] bytes => Convert.ToHexString(bytes),
        DateTime moment => moment.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.ToString("O", CultureInfo.InvariantCulture),
        // 1.5 and 1.50 are one number; SQLite keeps the words of it.
        decimal number => number.ToString("0.############################", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}

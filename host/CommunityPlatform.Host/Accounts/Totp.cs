using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace CommunityPlatform.Host.Accounts;

/// <summary>动态验证码 · One-time codes by time (RFC 6238), as Identity counts them: SHA-1, six digits, half a minute.</summary>
internal static class Totp
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const long Step = 30;

    /// <summary>Half minutes that a clock may be off, either way.</summary>
    public const int Tolerance = 2;

    /// <summary>A fresh key in Base32, as authenticator apps read it.</summary>
    public static string NewKey()
    {
        // Five bits a letter: 32 letters are 160 bits.
        return string.Concat(RandomNumberGenerator.GetBytes(32).Select(value => Letters[value % 32]));
    }

    /// <summary>The code of a moment.</summary>
    public static string Code(string key, DateTimeOffset at)
    {
        var moment = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(moment, at.ToUnixTimeSeconds() / Step);
#pragma warning disable CA5350 // The apps of the whole world count by SHA-1 here; collisions do not matter for it.
        var hash = HMACSHA1.HashData(Bytes(key), moment);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>Whether a code is right now, or was a minute ago, or will be in one: clocks of phones are not ours.</summary>
    public static bool Is(string key, string? code, DateTimeOffset now) => StepOf(key, code, now) is not null;

    /// <summary>The half minute whose code was typed, counted from 1970; null where it is none that is right now.</summary>
    public static long? StepOf(string key, string? code, DateTimeOffset now)
    {
        var typed = Tidy(code);
        if (typed.Length != 6) return null;
        for (var off = -Tolerance; off <= Tolerance; off++)
        {
            var at = now.AddSeconds(off * Step);
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(Code(key, at)), System.Text.Encoding.ASCII.GetBytes(typed))) return at.ToUnixTimeSeconds() / Step;
        }
        return null;
    }

    /// <summary>What was typed, without the blanks that apps show.</summary>
    public static string Tidy(string? code) => string.Concat((code ?? "").Where(char.IsAsciiDigit));

    /// <summary>What the picture says to the app.</summary>
    public static string Address(string issuer, string name, string key) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(name)}?secret={key}&issuer={Uri.EscapeDataString(issuer)}&digits=6&period={Step}";

    private static byte[] Bytes(string key)
    {
        var (bytes, buffer, bits) = (new List<byte>(20), 0, 0);
        foreach (var letter in key)
        {
            (buffer, bits) = ((buffer << 5) | Letters.IndexOf(letter, StringComparison.Ordinal), bits + 5);
            if (bits < 8) continue;
            bytes.Add((byte)(buffer >> (bits -= 8)));
            buffer &= (1 << bits) - 1;
        }
        return [.. bytes];
    }
}

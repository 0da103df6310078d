using System.Collections.Frozen;

namespace CommunityPlatform.Host.Accounts;

/// <summary>
/// 常见密码 · What is tried first, made here and copied from nowhere: walks over the keyboard, years and dates, words of the
/// office and of this platform in pinyin and English, and the tails that people put behind them. A long password made of up to
/// three such pieces is as common as the pieces.
/// </summary>
internal static class CommonPasswords
{
    /// <summary>Characters beside the pieces that still make nothing of it: hyphens and exclamation marks, mostly.</summary>
    private const int Trimmings = 2;
    private const int Pieces = 3;

    private static readonly string[] Rows = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "qazwsxedcrfvtgbyhnujm", "q1w2e3r4t5y6u7i8o9p0", "1q2w3e4r5t6y7u8i9o0p", "abcdefghijklmnopqrstuvwxyz", "01234567890", "147258369", "789456123", "zaq1xsw2cde3vfr4", "!@#$%^&*()"];

    private static readonly string[] Words =
    [
        "password", "passwort", "passw", "welcome", "letmein", "admin", "administrator", "root", "user", "guest", "login", "test", "master", "secret", "system", "super", "hello", "iloveyou", "sunshine", "dragon", "monkey", "football",
        "community", "communityplatform", "platform", "operator", "worker", "kiosk", "street", "culture", "supermarket", "charity", "register", "resident", "office",
        "shequ", "juweihui", "jumin", "jiedao", "wangge", "wanggeyuan", "shequgongzuo", "gongzuozhe", "gongzuo", "pingtai", "guanli", "guanliyuan", "yunwei", "zizhuji", "jiaohao", "wenhua", "aixin", "chaoshi", "aixinchaoshi", "shuji",
        "zhuren", "minzheng", "dangjian", "dangyuan", "fuwu", "weirenminfuwu", "xingfu", "xingfuli", "mima", "denglu", "zhanghao", "woaini", "woaiwojia", "wodemima", "nihao", "zhongguo", "woaizhongguo", "beijing", "shanghai", "guangzhou",
        "shenzhen", "chengdu", "chongqing", "wuhan", "hangzhou", "nanjing", "xian", "tianjin", "kunming", "anquan", "gongan", "zhengfu", "shehui", "qazwsx", "china",
    ];

    private static readonly string[] Tails = ["123", "1234", "12345", "123456", "12345678", "123456789", "321", "111", "222", "333", "520", "521", "666", "888", "999", "000", "1314", "5201314", "1314520", "168", "518", "110", "119", "12345612345", "abc", "abcd", "aa", "qwe", "asd", "zxc"];

    private static readonly FrozenSet<string> Known = Make();

    /// <summary>How many pieces are known.</summary>
    public static int Count => Known.Count;

    /// <summary>Whether a password is on the list, or is made of nothing but what is on it and these names of its owner.</summary>
    public static bool Has(string password, params ReadOnlySpan<string> names)
    {
        var text = Plain(password);
        var own = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names) if (Plain(name) is { Length: >= 2 } plain) own.Add(plain);
        // As it stands, as it stands without stand-ins, and without whatever was put between the pieces.
        return Cover(password.ToLowerInvariant(), own, Pieces, Trimmings) || Cover(text, own, Pieces, Trimmings) || Cover(string.Concat(text.Where(char.IsLetterOrDigit)), own, Pieces, Trimmings);
    }

    /// <summary>Whether the text is used up by so many pieces and so many characters beside them.</summary>
    private static bool Cover(ReadOnlySpan<char> text, HashSet<string> own, int pieces, int trimmings)
    {
        if (text.Length <= trimmings) return true;
        if (pieces > 0)
        {
            for (var length = text.Length; length >= 2; length--)
                if (Piece(text[..length], own) && Cover(text[length..], own, pieces - 1, trimmings)) return true;
        }
        return trimmings > 0 && Cover(text[1..], own, pieces, trimmings - 1);
    }

    private static bool Piece(ReadOnlySpan<char> text, HashSet<string> own) =>
        Known.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text) || own.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text) || (text.Length > 2 && text.Count(text[0]) == text.Length) || Repeats(text);

    /// <summary>One short piece over and over.</summary>
    private static bool Repeats(ReadOnlySpan<char> text)
    {
        for (var length = 2; length <= text.Length / 2; length++)
        {
            if (text.Length % length != 0) continue;
            var same = true;
            for (var i = length; i < text.Length && same; i++) same = text[i] == text[i - length];
            if (same) return true;
        }
        return false;
    }

    /// <summary>Capitals and the usual stand-ins for letters make no word rarer.</summary>
    private static string Plain(string text) => string.Concat(text.ToLowerInvariant().Select(letter => letter switch { '@' => 'a', '0' => 'o', '$' => 's', '3' => 'e', _ => letter }));

    private static FrozenSet<string> Make()
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in Rows)
            foreach (var line in (string[])[row, string.Concat(row.Reverse())])
                for (var start = 0; start < line.Length; start++)
                    for (var length = 3; start + length <= line.Length; length++) known.Add(line.Substring(start, length));
        foreach (var year in Enumerable.Range(1940, 111))
        {
            known.Add($"{year}");
            foreach (var month in Enumerable.Range(1, 12)) known.Add($"{year}{month:00}");
        }
        foreach (var month in Enumerable.Range(1, 12))
            foreach (var day in Enumerable.Range(1, 31)) known.Add($"{month:00}{day:00}");
        known.UnionWith(Tails);
        foreach (var word in Words)
        {
            known.Add(word);
            foreach (var tail in Tails) known.Add(word + tail);
        }
        // As they look once the stand-ins are read as letters.
        known.UnionWith(known.Select(Plain).ToList());
        return known.ToFrozenSet(StringComparer.Ordinal);
    }
}

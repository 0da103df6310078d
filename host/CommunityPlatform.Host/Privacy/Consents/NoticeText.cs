using System.Security.Cryptography;
using System.Text;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk.Manifest;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Privacy.Consents;

/// <summary>告知书版本 · A notice is known by its text: whoever changes a word has made another one.</summary>
internal static class NoticeText
{
    public static string HashOf(ConsentPurpose purpose) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{purpose.Name.Zh}\n{purpose.Notice.Zh}\n{purpose.Notice.En}")));

    /// <summary>How people tell two versions apart on paper.</summary>
    public static string Short(string hash) => hash[..8].ToUpperInvariant();

    /// <summary>The row of the text that is shown now; kept when the first person consents upon it.</summary>
    public static async Task<ConsentNotice> Kept(CommunityDbContext database, ConsentPurpose purpose, DateTime now, CancellationToken stop)
    {
        var hash = HashOf(purpose);
        if (await database.Notices.FirstOrDefaultAsync(one => one.Purpose == purpose.Id && one.Hash == hash, stop) is { } known) return known;
        var notice = new ConsentNotice { Purpose = purpose.Id, Zh = purpose.Notice.Zh, En = purpose.Notice.En ?? purpose.Notice.Zh, Hash = hash, Since = now };
        database.Notices.Add(notice);
        return notice;
    }
}

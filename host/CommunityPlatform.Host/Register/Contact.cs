using CommunityPlatform.Sdk.Privacy;

namespace CommunityPlatform.Host.Register;

/// <summary>联系电话 · Keeps a person's number sealed and findable: whole by one index, by its last four digits by another.</summary>
internal static class Contact
{
    public static void Set(Person person, string? phone, IVault vault)
    {
        if (phone is null)
        {
            (person.Phone, person.PhoneIndex, person.PhoneTailIndex) = (null, null, null);
            return;
        }
        person.Phone = vault.Seal(HostPersonalData.Phone, phone);
        person.PhoneIndex = Index(vault, phone);
        person.PhoneTailIndex = phone.Length < 4 ? null : TailIndex(vault, phone[^4..]);
    }

    public static string Index(IVault vault, string phone) => vault.Index(HostPersonalData.Phone, phone);

    public static string TailIndex(IVault vault, string tail) => vault.Index(HostPersonalData.Phone + "/tail", tail);

    /// <summary>For looking up: while keys are turned, a number may stand under either.</summary>
    public static IReadOnlyList<string> Indexes(IVault vault, string phone) => vault.Indexes(HostPersonalData.Phone, phone);

    public static IReadOnlyList<string> TailIndexes(IVault vault, string tail) => vault.Indexes(HostPersonalData.Phone + "/tail", tail);

    /// <summary>The one form in which a number is kept: digits only, without the country's prefix. Null where it is no telephone number.</summary>
    public static string? Tidy(string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        var digits = string.Concat(typed.Select(letter => letter is >= '\uff10' and <= '\uff19' ? (char)(letter - '\uff10' + '0') : letter).Where(char.IsAsciiDigit));
        if (digits.Length == 13 && digits.StartsWith("86", StringComparison.Ordinal)) digits = digits[2..];
        var fits = digits.Length == 11 ? digits[0] is '0' or '1' : digits.Length is 7 or 8 or 10 or 12;
        return fits ? digits : null;
    }
}

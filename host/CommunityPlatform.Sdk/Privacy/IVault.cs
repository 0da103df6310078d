namespace CommunityPlatform.Sdk.Privacy;

/// <summary>
/// 保险箱 · Seals and opens personal texts with the key of the community in which the act happens. Injected into handlers,
/// reactions and scene fillers. The keys lie outside of the database.
/// </summary>
/// <remarks>
/// Every method refuses a field that module.json does not declare under <c>personalData</c> with an
/// <see cref="InvalidOperationException"/>: what nobody has declared cannot be kept.
/// </remarks>
public interface IVault
{
    /// <summary>Encrypts a text.</summary>
    /// <param name="field">Entity and property as declared, for instance <c>Applicant.Phone</c>. The text opens under this name only.</param>
    /// <param name="text">Any text; an empty one is sealed too.</param>
    Sealed Seal(string field, string text);

    /// <summary>Decrypts a text for showing it whole. The look stands in the access log with its purpose and reason.</summary>
    /// <param name="field">As when it was sealed.</param>
    /// <param name="value">The sealed text.</param>
    /// <param name="look">Why, and whose it is.</param>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It was changed, or belongs to another field or community, or its key is not there.</exception>
    string Open(string field, Sealed value, Look look);

    /// <summary>Decrypts a text only to mask it, for lists: 138****5678. Leaves no line in the access log.</summary>
    /// <param name="field">As when it was sealed.</param>
    /// <param name="value">The sealed text, or null.</param>
    /// <param name="mask">How it is masked, for instance <see cref="Masks.Phone"/>.</param>
    string Masked(string field, Sealed? value, Func<string, string> mask);

    /// <summary>
    /// A blind index: the same text gives the same index in this community and this field, and nobody without the key can tell
    /// which text it was. Store its 32 small letters in a column with an index, marked by <see cref="BlindIndexAttribute"/>; seal the text
    /// first and make its index then, so that both are of one key or the text is of the older one.
    /// </summary>
    /// <param name="field">The name of the index, below a declared field: <c>Applicant.Phone</c> or <c>Applicant.Phone/tail</c>.</param>
    /// <param name="text">The text in the one form that is searched for: trimmed, digits only, whatever fits.</param>
    string Index(string field, string text);

    /// <summary>
    /// Every index that may be stored for this text: one, and more while the community's keys are being turned. Look up with these
    /// (<c>indexes.Contains(row.PhoneIndex)</c>), store what <see cref="Index"/> gives.
    /// </summary>
    /// <param name="field">As for <see cref="Index"/>.</param>
    /// <param name="text">As for <see cref="Index"/>.</param>
    IReadOnlyList<string> Indexes(string field, string text) => [Index(field, text)];
}

/// <summary>查阅 · One look at somebody's data.</summary>
/// <param name="Purpose">Why, as declared under <c>personalData</c>.</param>
/// <param name="Person">Whose data, where it is one person's; she can read this line.</param>
/// <param name="Reason">What the looking person gave as her reason; null where the purpose says it all.</param>
public sealed record Look(string Purpose, Guid? Person = null, string? Reason = null);

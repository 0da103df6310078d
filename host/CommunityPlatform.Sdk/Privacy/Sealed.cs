namespace CommunityPlatform.Sdk.Privacy;

/// <summary>
/// 加密内容 · A text as it lies in the database: encrypted with the community's own key and bound to its field. Make a personal
/// number, a phone, a health or case text a property of this type; EF stores it as text. Only <see cref="IVault"/> makes and opens it.
/// </summary>
/// <remarks>Two sealed values of one text differ, so a query cannot compare them: keep <see cref="IVault.Index"/> beside it where it must be found.</remarks>
public readonly record struct Sealed
{
    private readonly string? _stored;

    private Sealed(string stored) => _stored = stored;

    /// <summary>What stands in the database.</summary>
    /// <exception cref="InvalidOperationException">Nothing was sealed.</exception>
    public string Stored => _stored ?? throw new InvalidOperationException("Nothing is sealed here. Use IVault.Seal, and Sealed? where there may be none.");

    /// <summary>Reads what the database has. It is opened, and checked, only by the vault.</summary>
    /// <param name="stored">As <see cref="Stored"/> gave it.</param>
    public static Sealed FromStored(string stored) => new(stored);

    /// <summary>Never the text.</summary>
    public override string ToString() => "•••";
}

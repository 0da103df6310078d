namespace CommunityPlatform.Sdk.People;

/// <summary>What kind of person or process acts.</summary>
public enum PersonKind
{
    /// <summary>居民自助 · Somebody at the kiosk or an open page, without an account.</summary>
    Resident,
    /// <summary>工作人员 · Somebody signed in.</summary>
    Staff,
    /// <summary>系统 · The platform itself: reactions, jobs, the demo scene.</summary>
    Platform,
}

/// <summary>The person on whose behalf the act under way happens.</summary>
/// <param name="AccountId">The account, or null for a resident at the kiosk and for the platform.</param>
/// <param name="Name">How the person is called on screen.</param>
/// <param name="Kind">Who acts.</param>
/// <param name="Grids">The grids (网格) that limit what the person sees, or null for the whole community.</param>
public sealed record CurrentPerson(string? AccountId, string Name, PersonKind Kind, IReadOnlySet<Guid>? Grids = null)
{
    /// <summary>Whether the person may see rows of a grid.</summary>
    /// <param name="grid">The grid, or null for a row that lies in none.</param>
    public bool Sees(Guid? grid) => Grids is null || (grid is { } id && Grids.Contains(id));
}

/// <summary>社区 · The community in which the act happens.</summary>
/// <param name="Slug">The short name in addresses.</param>
/// <param name="Name">The name on screen.</param>
public sealed record CurrentCommunity(string Slug, string Name);

/// <summary>居民 · What a module may show of a person in a list: masked.</summary>
/// <param name="Id">The person's id, the only thing a module keeps.</param>
/// <param name="MaskedName">张*.</param>
/// <param name="Place">Building and stair, without the door.</param>
public sealed record PersonHit(Guid Id, string MaskedName, string Place);

/// <summary>居民登记 · The register, as far as a module may ask it.</summary>
public interface IRegister
{
    /// <summary>Finds people by name, pinyin, initials or the last four digits of the phone, within the asker's grids.</summary>
    /// <param name="text">At least two characters.</param>
    /// <param name="purpose">Why, as declared under personalData in module.json; it stands in the access log.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>At most 20 hits.</returns>
    Task<IReadOnlyList<PersonHit>> Find(string text, string purpose, CancellationToken stop);
}

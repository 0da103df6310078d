namespace CommunityPlatform.Sdk.Contributions;

/// <summary>
/// 本人信息来源 · What the module holds of one person, its erasure, and what has outlived its purpose. Registered as scoped; a module
/// that declares <c>personalData</c> without one is not loaded. A fault leaves the person's page with the plain word that this
/// module could not be asked.
/// </summary>
public interface IPersonalDataSource
{
    /// <summary>Everything held of the person, and nothing of others. Runs as a query.</summary>
    /// <param name="person">Whom to look for.</param>
    /// <param name="stop">Gives up.</param>
    Task<IReadOnlyList<HeldRecord>> About(PersonAsked person, CancellationToken stop);

    /// <summary>Erases or anonymises what <see cref="About"/> gave, law-kept records left alone. Do not save: the host does, with its record of the act.</summary>
    /// <param name="person">Whom.</param>
    /// <param name="keys">Keys of the records that are hers; what is not among them stays.</param>
    /// <param name="stop">Gives up.</param>
    /// <remarks>It must be harmless to be asked twice. Files are removed only when the act has been written.</remarks>
    Task Erase(PersonAsked person, IReadOnlySet<string> keys, CancellationToken stop);

    /// <summary>
    /// Deletes or anonymises what has outlived the retention that module.json declares, and counts it. Do not save. The host asks for
    /// it every night and, to see what would happen, at any time without writing it down: the rehearsal is this method itself.
    /// </summary>
    /// <param name="now">The moment, UTC.</param>
    /// <param name="stop">Gives up.</param>
    Task<IReadOnlyList<OutlivedData>> Clear(DateTime now, CancellationToken stop);
}

/// <summary>本人 · The person whose data are looked for, with whatever leads to them.</summary>
/// <param name="Id">Her id in the register, and first.</param>
/// <param name="FormerIds">Ids of entries that were merged into hers.</param>
/// <param name="Name">Her name whole.</param>
/// <param name="Phone">Her number whole; null where none is known.</param>
/// <param name="Codes">Numbers and codes that she showed, such as a sign-up code, trimmed and in capitals: what they lead to is hers for certain.</param>
public sealed record PersonAsked(Guid Id, IReadOnlyList<Guid> FormerIds, string Name, string? Phone, IReadOnlyList<string> Codes);

/// <summary>去向 · What an erasure does with a record, or the nightly work with rows.</summary>
public enum Fate
{
    /// <summary>删除 · Gone.</summary>
    Erased,
    /// <summary>去标识 · What leads to the person goes; the rest stays for the counts.</summary>
    Anonymised,
    /// <summary>依法保留 · The law keeps it.</summary>
    KeptByLaw,
}

/// <summary>一条记录 · One record about the person in plain words.</summary>
/// <param name="Key">Unique in the module; the same at the next asking.</param>
/// <param name="Title">What it is, in the current culture.</param>
/// <param name="Values">What stands in it.</param>
/// <param name="Fate">What an erasure does with it.</param>
/// <param name="Certain">Whether it is hers beyond doubt. Where only name or last digits fit, a person decides before it is shown to her as hers or erased.</param>
public sealed record HeldRecord(string Key, string Title, IReadOnlyList<HeldValue> Values, Fate Fate = Fate.Erased, bool Certain = true)
{
    /// <summary>By which law it is kept, in the current culture; only where the law keeps it.</summary>
    public string? Law { get; init; }

    /// <summary>Until when; null where the law names no day.</summary>
    public DateOnly? Until { get; init; }
}

/// <summary>One value of a record.</summary>
/// <param name="Name">Its name in the current culture.</param>
/// <param name="Value">As she may read it.</param>
public sealed record HeldValue(string Name, string Value);

/// <summary>到期数据 · Values of one declared field that have outlived their purpose.</summary>
/// <param name="Field">Entity and property as declared under <c>personalData</c>.</param>
/// <param name="Count">How many.</param>
/// <param name="Fate">What is done with them.</param>
public sealed record OutlivedData(string Field, int Count, Fate Fate);

using System.Text.Json;

namespace CommunityPlatform.Sdk.Contributions;

/// <summary>
/// 自助机磁贴 · The living line of a kiosk tile that module.json declares ("this week 4 events"). Registered as scoped; it runs
/// as a query, with the module's data at hand. A fault or more than a second leaves the declared line.
/// </summary>
public interface IKioskTileLine
{
    /// <summary>The tile's id in module.json.</summary>
    string Tile { get; }

    /// <summary>The line below the tile's title, in the current culture, or null for the declared one.</summary>
    Task<string?> Line(CancellationToken stop);
}

/// <summary>首页卡片 · A card on the staff's start page. Registered as a singleton instance.</summary>
/// <param name="Id">Unique in the module.</param>
/// <param name="Component">A component without parameters; it fetches its figures by use cases.</param>
/// <param name="Needs">The permission that shows it.</param>
/// <param name="Order">Smaller stands further ahead.</param>
public sealed record DashboardCard(string Id, [property: System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembers(System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.All)] Type Component, string Needs, int Order = 100);

/// <summary>显示屏板块 · A panel on the call screen. Registered as a singleton instance; shows nothing about persons.</summary>
/// <param name="Id">Unique in the module.</param>
/// <param name="Component">A component without parameters.</param>
public sealed record DisplayPanel(string Id, [property: System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembers(System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.All)] Type Component);

/// <summary>数字 · A figure for summaries and the street.</summary>
/// <param name="Key">Unique in the module, for instance <c>events-held</c>.</param>
/// <param name="Name">Its name in the current culture.</param>
/// <param name="Value">The value; null prints as （无记录）.</param>
/// <param name="Unit">场, 人次, 元…</param>
public sealed record Figure(string Key, string Name, decimal? Value, string Unit);

/// <summary>数字来源 · Figures of a period. Registered as scoped; runs as a query. Cells under 5 persons are left out.</summary>
public interface IFigureSource
{
    /// <summary>The figures of the period, first and last day included.</summary>
    Task<IReadOnlyList<Figure>> Figures(DateOnly first, DateOnly last, CancellationToken stop);
}

/// <summary>未办结的工作 · What of a module waits for one member of staff, to be seen when she leaves. Registered as scoped; runs as a query.</summary>
public interface IOpenWork
{
    /// <summary>Her open work, one line a kind, without names of residents.</summary>
    /// <param name="account">The account's id.</param>
    /// <param name="stop">Gives up.</param>
    Task<IReadOnlyList<OpenWork>> Of(string account, CancellationToken stop);
}

/// <summary>未办结的一类工作</summary>
/// <param name="Title">What it is, in the current culture.</param>
/// <param name="Count">How many.</param>
/// <param name="Href">The page that shows them, without a leading slash; null where there is none.</param>
public sealed record OpenWork(string Title, int Count, string? Href = null);

/// <summary>演示数据 · Fills the module's part of a demo scene. Found by its type; runs as one act of the platform.</summary>
public interface ISceneFiller
{
    /// <summary>Writes the demo rows.</summary>
    /// <param name="section">The module's own section of the scene file.</param>
    /// <param name="scene">What the scene already holds.</param>
    /// <param name="stop">Gives up.</param>
    Task Fill(JsonElement section, SceneFacts scene, CancellationToken stop);
}

/// <summary>What a scene filler may build on.</summary>
/// <param name="Today">The community's present day.</param>
/// <param name="Seed">The scene's seed; the same seed gives the same rows.</param>
/// <param name="Accounts">Account id by demo sign-in name.</param>
/// <param name="People">Ids of generated residents.</param>
/// <param name="Units">Name and id of resident units.</param>
public sealed record SceneFacts(DateOnly Today, long Seed, IReadOnlyDictionary<string, string> Accounts, IReadOnlyList<Guid> People, IReadOnlyDictionary<string, Guid> Units);

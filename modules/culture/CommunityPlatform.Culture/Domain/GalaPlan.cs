using CommunityPlatform.Sdk.UseCases;

namespace CommunityPlatform.Culture.Domain;

/// <summary>筹备→报节目→评审→排序→彩排→演出→结束 · The steps of a gala.</summary>
public enum GalaStep
{
    /// <summary>筹备</summary>
    Preparing,
    /// <summary>报节目</summary>
    Entries,
    /// <summary>评审</summary>
    Judging,
    /// <summary>排序</summary>
    Ordering,
    /// <summary>彩排</summary>
    Rehearsals,
    /// <summary>演出</summary>
    Shows,
    /// <summary>结束</summary>
    Over,
}

/// <summary>节目形式 · What kind of act it is.</summary>
public enum EntryForm
{
    /// <summary>歌曲</summary>
    Song,
    /// <summary>舞蹈</summary>
    Dance,
    /// <summary>快板</summary>
    Clapper,
    /// <summary>戏曲</summary>
    Opera,
    /// <summary>小品</summary>
    Sketch,
    /// <summary>合唱</summary>
    Choir,
    /// <summary>器乐</summary>
    Instrument,
    /// <summary>朗诵</summary>
    Recital,
    /// <summary>太极</summary>
    TaiChi,
    /// <summary>曲艺</summary>
    FolkArt,
    /// <summary>其他</summary>
    Other,
}

/// <summary>演出参数 · Limits of one gala; each community may set its own. Units: entries, entries, minutes.</summary>
public sealed record GalaLimits(int SideMin, int SideMax, int ChosenMin, int ChosenMax, int MinutesMin, int MinutesMax)
{
    /// <summary>R-002 每方 1–2 个, R-003 挑选 12–14 个, R-004 60–80 分钟.</summary>
    public static readonly GalaLimits Default = new(1, 2, 12, 14, 60, 80);
}

/// <summary>演出方案 · What is planned for a gala.</summary>
public sealed record GalaPlan
{
    public string Title { get; init; } = "";
    public string ResponsibleRole { get; init; } = "";
    public bool Outdoor { get; init; }
    public bool OrdinarySound { get; init; }
    /// <summary>UTC.</summary>
    public DateTime EntriesUntil { get; init; }
    /// <summary>The two paired sides (结对双方).</summary>
    public string FirstSide { get; init; } = "";
    public string SecondSide { get; init; } = "";
    public GalaLimits Limits { get; init; } = GalaLimits.Default;

    /// <summary>The errors of shape.</summary>
    public void Check(FieldErrors errors)
    {
        errors.Text(nameof(Title), Title, 60);
        errors.Text(nameof(ResponsibleRole), ResponsibleRole, 40);
        errors.Text(nameof(FirstSide), FirstSide, 40);
        errors.Text(nameof(SecondSide), SecondSide, 40);
        if (FirstSide.Trim().Length > 0 && FirstSide.Trim() == SecondSide.Trim()) errors.Add(nameof(SecondSide), "Field.SameSide");
        if (EntriesUntil == default) errors.Add(nameof(EntriesUntil), "Field.Required");
        Span("SideMax", Limits.SideMin, Limits.SideMax, 20);
        Span("ChosenMax", Limits.ChosenMin, Limits.ChosenMax, 60);
        Span("MinutesMax", Limits.MinutesMin, Limits.MinutesMax, 480);

        void Span(string field, int min, int max, int most)
        {
            if (min < 1 || max > most || max < min) errors.Add(field, "Field.OutOfRange", Math.Max(1, min), most);
        }
    }
}

/// <summary>报送节目 · An entry as a side offers it.</summary>
public sealed record OfferedEntry(Guid Side, string Title, EntryForm Form, string Team, int Minutes)
{
    /// <summary>The errors of shape.</summary>
    public void Check(FieldErrors errors)
    {
        if (Side == Guid.Empty) errors.Add(nameof(Side), "Field.Required");
        errors.Text(nameof(Title), Title, 40);
        errors.Text(nameof(Team), Team, 40);
        errors.Range(nameof(Minutes), Minutes, 1, 30);
    }
}

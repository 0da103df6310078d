namespace CommunityPlatform.Culture.Domain;

/// <summary>层级 · For whom an event is meant; the words stand in the resources.</summary>
public enum EventLevel
{
    /// <summary>社区</summary>
    Community,
    /// <summary>广场</summary>
    Square,
    /// <summary>楼院</summary>
    Courtyard,
    /// <summary>家庭</summary>
    Family,
}

/// <summary>状态 · How far an event has come.</summary>
public enum EventState
{
    /// <summary>草稿</summary>
    Draft,
    /// <summary>待审批</summary>
    Submitted,
    /// <summary>已发布</summary>
    Published,
    /// <summary>已举办</summary>
    Held,
    /// <summary>已归档</summary>
    Closed,
    /// <summary>已取消</summary>
    Cancelled,
}

/// <summary>部分 · What an event is made of: 社戏, 书画展, 灯谜会…</summary>
public enum PartKind
{
    /// <summary>社戏</summary>
    Opera,
    /// <summary>书画展</summary>
    Exhibition,
    /// <summary>灯谜会</summary>
    Riddles,
    /// <summary>文艺演出</summary>
    Show,
    /// <summary>比赛</summary>
    Contest,
    /// <summary>游园</summary>
    Games,
    /// <summary>慰问</summary>
    Visit,
    /// <summary>讲座</summary>
    Talk,
    /// <summary>其他</summary>
    Other,
}

/// <summary>适合的人群 · Who signs up; it decides which data is kept and how it is asked.</summary>
public enum Audience
{
    /// <summary>居民</summary>
    Everybody,
    /// <summary>儿童 · A guardian signs up; the child's name is never kept .</summary>
    Children,
    /// <summary>单身联谊 · Sign-ups are deleted when the event closes; marital state is never kept .</summary>
    Singles,
}

/// <summary>五求 · The need an event serves.</summary>
public enum NeedServed
{
    /// <summary>未填</summary>
    None,
    /// <summary>求知</summary>
    Knowledge,
    /// <summary>求美</summary>
    Beauty,
    /// <summary>求健</summary>
    Health,
    /// <summary>求乐</summary>
    Joy,
    /// <summary>求新</summary>
    Novelty,
}

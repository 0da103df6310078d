namespace CommunityPlatform.Host.Components.Shell;

/// <summary>Every word the staff shell shows or speaks.</summary>
/// <param name="SkipToContent">跳到正文</param>
/// <param name="OpenNav">打开导航</param>
/// <param name="CloseNav">关闭导航</param>
/// <param name="NavLabel">主导航</param>
/// <param name="Home">回到我的一天</param>
/// <param name="CommunityMenu">换一个社区</param>
/// <param name="PersonMenu">我的账号</param>
/// <param name="CloseMenu">关闭菜单</param>
/// <param name="Command">搜索页面、人、事项</param>
/// <param name="Language">English, that is the name of the other language</param>
/// <param name="LanguageShort">EN</param>
/// <param name="Dark">深色</param>
/// <param name="Light">浅色</param>
/// <param name="BadgeSuffix">项待办, spoken after a count</param>
/// <param name="Palette">The words of the command box.</param>
public sealed record StaffShellTexts(
    string SkipToContent, string OpenNav, string CloseNav, string NavLabel, string Home, string CommunityMenu, string PersonMenu,
    string CloseMenu, string Command, string Language, string LanguageShort, string Dark, string Light, string BadgeSuffix, CommandPaletteTexts Palette);

/// <summary>Every word the command box shows or speaks.</summary>
/// <param name="Title">去哪里</param>
/// <param name="Placeholder">输入页面、人或事项</param>
/// <param name="Nothing">没有找到</param>
/// <param name="Move">选择</param>
/// <param name="Open">打开</param>
/// <param name="Close">关闭</param>
public sealed record CommandPaletteTexts(string Title, string Placeholder, string Nothing, string Move, string Open, string Close);

/// <summary>Every word the kiosk shell (自助机) shows or speaks.</summary>
/// <param name="TextLarger">字大一些</param>
/// <param name="ReadAloud">读给我听</param>
/// <param name="StopReading">停止朗读</param>
/// <param name="Low">按钮放低</param>
/// <param name="High">按钮放高</param>
/// <param name="Staff">找工作人员</param>
/// <param name="End">结束使用</param>
/// <param name="ScrollUp">往上看</param>
/// <param name="ScrollDown">往下看</param>
public sealed record KioskShellTexts(string TextLarger, string ReadAloud, string StopReading, string Low, string High, string Staff, string End, string ScrollUp, string ScrollDown);

/// <summary>Every word the display shell (叫号屏) speaks.</summary>
/// <param name="Ticker">滚动通知</param>
public sealed record DisplayShellTexts(string Ticker);

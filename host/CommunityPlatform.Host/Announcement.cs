using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Scenes;

namespace CommunityPlatform.Host;

/// <summary>What the console says once the house is open.</summary>
internal static class Announcement
{
    public static async Task Print(WebApplication app)
    {
        var address = app.Urls.FirstOrDefault() ?? "";
        var options = app.Services.GetRequiredService<PlatformOptions>();
        Console.WriteLine();
        Console.WriteLine($"  CommunityPlatform  {address}");
        if (options.SafeMode) Console.WriteLine("  安全模式：没有载入任何模块  Safe mode: no module is loaded");
        foreach (var community in app.Services.GetRequiredService<CommunityDirectory>().All)
        {
            Console.WriteLine($"  {community.Name}  工作台 {address}/c/{community.Slug}  自助机 {address}/k/{community.Slug}  显示屏 {address}/d/{community.Slug}");
        }
        Console.WriteLine($"  运维 {address}/admin  登录 {address}/sign-in  数据 {options.Data}");
        if (app.Environment.IsDevelopment() && app.Services.GetRequiredService<SceneKeeper>().SignIns() is { } accounts)
        {
            Console.WriteLine("  演示账号 demo sign-ins:");
            Console.Write(accounts);
        }
        if (await app.Services.GetRequiredService<Accounts.FirstStart>().Link(CancellationToken.None) is { } link)
            Console.WriteLine($"  首次设置（一次有效）one-time set-up:  {link}");
        Console.WriteLine();
    }
}

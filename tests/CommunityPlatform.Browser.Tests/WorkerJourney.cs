using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CommunityPlatform.Browser.Tests;

[Collection(nameof(House))]
public class WorkerJourney(House house)
{
    [Fact]
    public async Task Takes_an_event_from_the_plan_to_the_closed_record()
    {
        var worker = await house.SignedIn("jia.worker2", "/c/jia/culture/events/new");
        var title = "楼院茶话会 " + Guid.NewGuid().ToString("N")[..4];
        await Plan(worker, title);
        var address = new Uri(worker.Url).AbsolutePath;

        // Approval is another person's.
        await worker.ClickAsync("button:has-text('提交审批')");
        await Expect(worker.GetByText("正在等待审批")).ToBeVisibleAsync();
        await Expect(worker.Locator("button:has-text('发布')")).ToHaveCountAsync(0);
        var approver = await house.SignedIn("jia.approver", address);
        await approver.ClickAsync("button:has-text('批准并发布')");
        await Expect(approver.GetByText("已发布，居民可以报名。")).ToBeVisibleAsync();

        var code = await SignUpAtTheKiosk(address[(address.LastIndexOf('/') + 1)..]);
        await worker.ReloadAsync();
        await House.Alive(worker);
        await SignUpAtTheDesk(worker);
        await TakeAttendance(worker, code);
        await Summarise(worker);
        await Close(worker);
    }

    private static async Task Plan(IPage worker, string title)
    {
        await worker.FillAsync("#ev-title", title);
        await Times(worker, fromNow: 1);
        await worker.FillAsync("#ev-venue", "三号楼院 " + title[^4..]);
        await worker.FillAsync("#ev-role", "文化专干");
        await worker.FillAsync("#ev-capacity", "30");
        await worker.ClickAsync("button:has-text('保存草稿')");
        await Expect(worker.Locator("h1")).ToHaveTextAsync(title);
    }

    /// <summary>Fills in that it lasts an hour, beginning so many hours from now by Beijing's clock.</summary>
    private static async Task Times(IPage worker, int fromNow)
    {
        var start = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(8 + fromNow);
        await worker.FillAsync("#ev-start", $"{start:yyyy-MM-ddTHH:mm}");
        await worker.FillAsync("#ev-end", $"{start.AddHours(1):yyyy-MM-ddTHH:mm}");
    }

    private async Task<string> SignUpAtTheKiosk(string id)
    {
        var kiosk = await house.Open(1080, 1920);
        await kiosk.GotoAsync($"{house.Address}/k/jia/culture/sign-up/{id}");
        await House.Alive(kiosk);
        await KioskHand.AnswerUpToPhone(kiosk);
        await KioskHand.Digits(kiosk, KioskHand.SomeTail());
        return await KioskHand.Confirm(kiosk);
    }

    private static async Task SignUpAtTheDesk(IPage worker)
    {
        await worker.ClickAsync("#tab-SignUps");
        await worker.FillAsync("#su-name", "楼下王阿姨");
        await worker.ClickAsync("form button:has-text('替居民报名')");
        await Expect(worker.GetByText("报名成功")).ToBeVisibleAsync();
        await Expect(worker.Locator("tbody tr")).ToHaveCountAsync(2);
    }

    private static async Task TakeAttendance(IPage worker, string code)
    {
        await worker.ClickAsync("#tab-Attendance");
        await worker.FillAsync("#at-code", code.ToLowerInvariant());
        await worker.ClickAsync("form button:has-text('签到')");
        await Expect(worker.GetByText("签到成功")).ToBeVisibleAsync();
        await Expect(worker.Locator("input[type=checkbox]:checked")).ToHaveCountAsync(1);
        await worker.GetByLabel("楼下王阿姨").CheckAsync();
        await Expect(worker.GetByText("名单上已签到 2 人")).ToBeVisibleAsync();
        await worker.FillAsync("#at-heads", "1");
        await worker.ClickAsync("button:has-text('登记人数')");
        await Expect(worker.Locator("#tab-panel .cp-error")).ToBeVisibleAsync();
        await worker.FillAsync("#at-heads", "12");
        await worker.ClickAsync("button:has-text('登记人数')");
        await Expect(worker.GetByText("活动已举办。")).ToBeVisibleAsync();
    }

    private static async Task Summarise(IPage worker)
    {
        await worker.ClickAsync("#tab-Summary");
        await worker.FillAsync("#su-text", "居民到场踊跃，活动按计划完成。");
        await worker.ClickAsync("button:has-text('保存总结')");
        await Expect(worker.GetByText("总结：已写好")).ToBeVisibleAsync();
        await Expect(worker.GetByText("到场人数：12 人")).ToBeVisibleAsync();
    }

    /// <summary>The record is not closed before the event began; it was held earlier than planned, which the worker puts right.</summary>
    private static async Task Close(IPage worker)
    {
        await PressClose(worker);
        await Expect(worker.GetByText("才开始，现在还早")).ToBeVisibleAsync();
        await worker.ClickAsync("#tab-Plan");
        await Times(worker, fromNow: -2);
        await worker.ClickAsync("button:has-text('保存计划')");
        await Expect(worker.GetByText("计划已保存")).ToBeVisibleAsync();
        await worker.ClickAsync("#tab-Summary");
        await PressClose(worker);
        await Expect(worker.GetByText("已归档，不能再改。")).ToBeVisibleAsync();
        await Expect(worker.GetByText("居民到场踊跃，活动按计划完成。")).ToBeVisibleAsync();

        // How many came stays; who came does not.
        await worker.ClickAsync("#tab-Attendance");
        await Expect(worker.GetByText("到场人数：12")).ToBeVisibleAsync();
        await Expect(worker.GetByText("称呼已删除")).ToHaveCountAsync(2);
        await Expect(worker.GetByText("王阿姨")).ToHaveCountAsync(0);
    }

    private static async Task PressClose(IPage worker)
    {
        await worker.ClickAsync("#tab-panel button:has-text('归档')");
        await worker.Locator(".rz-dialog").GetByRole(AriaRole.Button, new() { Name = "归档", Exact = true }).ClickAsync();
        await Expect(worker.Locator(".rz-dialog")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Is_told_at_the_field_what_is_missing()
    {
        var worker = await house.SignedIn("jia.worker2", "/c/jia/culture/events/new");
        await worker.FillAsync("#ev-title", "");
        await worker.ClickAsync("button:has-text('保存草稿')");
        await Expect(worker.Locator("#ev-title")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(worker.Locator("#ev-title-e")).Not.ToBeEmptyAsync();
    }

    [Fact]
    public async Task Cannot_open_what_was_not_granted()
    {
        var worker = await house.SignedIn("jia.worker2", "/c/jia/");
        await worker.GotoAsync(house.Address + "/c/jia/settings/modules");
        await Expect(worker.Locator("#door")).ToHaveAttributeAsync("data-verdict", "NotAllowed");
        await worker.GotoAsync(house.Address + "/c/yi/");
        await Expect(worker.Locator("#door")).ToHaveAttributeAsync("data-verdict", "NotAllowed");
    }
}

using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CommunityPlatform.Browser.Tests;

[Collection(nameof(House))]
public class WorkerJourney(House house)
{
    [Fact]
    public async Task Takes_an_event_from_plan_to_summary()
    {
        var worker = await house.SignedIn("jia.worker2", "/c/jia/culture/events/new");
        var title = "楼院茶话会 " + Guid.NewGuid().ToString("N")[..4];
        await worker.FillAsync("#ev-title", title);
        // In the past by the clock of the house, so that it can be held, counted and closed in one journey.
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(3);
        await worker.FillAsync("#ev-start", $"{day:yyyy-MM-dd}T09:00");
        await worker.FillAsync("#ev-end", $"{day:yyyy-MM-dd}T10:30");
        await worker.FillAsync("#ev-venue", "三号楼院 " + title[^4..]);
        await worker.FillAsync("#ev-role", "文化专干");
        await worker.FillAsync("#ev-capacity", "30");
        await worker.ClickAsync("button:has-text('保存草稿')");
        await Expect(worker.Locator("h1")).ToHaveTextAsync(title);
        var address = worker.Url;

        // Approval is another person's.
        var admin = await house.SignedIn("jia.approver", new Uri(address).AbsolutePath);
        await admin.ClickAsync("button:has-text('发布')");
        await Expect(admin.Locator("button:has-text('发布')")).ToHaveCountAsync(0);

        await worker.ReloadAsync();
        await House.Alive(worker);
        await worker.ClickAsync("#tab-Summary");
        await worker.FillAsync("#su-text", "居民到场踊跃，活动按计划完成。");
        await worker.ClickAsync("button:has-text('保存总结')");
        await worker.ClickAsync("#tab-Plan");
        await worker.ClickAsync("#tab-Summary");
        await Expect(worker.Locator("#su-text")).ToHaveValueAsync("居民到场踊跃，活动按计划完成。");
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

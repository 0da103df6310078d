using CommunityPlatform.Host.Admin;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Testing;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Tests.Admin;

[Collection(ModulesCollection.Name)]
public sealed class OperatorBookTests
{
    [Fact]
    public async Task A_notice_taken_note_of_stands_in_the_log_once()
    {
        await using var host = await TestHost.With();
        var notice = new OperatorNotice { At = TimeProvider.System.GetUtcNow().UtcDateTime, Module = "good", Community = "jia", Kind = "switched-off", Detail = "x" };
        await using (var database = await host.Platforms())
        {
            database.Notices.Add(notice);
            await database.SaveChangesAsync();
        }
        var book = host.Get<OperatorBook>();
        await book.See(notice.Id, "first", CancellationToken.None);
        await book.See(notice.Id, "second", CancellationToken.None);
        await book.See(Guid.NewGuid(), "third", CancellationToken.None);
        await using var after = await host.Platforms();
        Assert.True((await after.Notices.SingleAsync()).Seen);
        var line = await after.OperatorLog.SingleAsync();
        Assert.Equal(("first", "see-notice", "jia/good", "done"), (line.By, line.Act, line.Subject, line.Outcome));
    }

    [Fact]
    public async Task A_collection_stands_in_the_log()
    {
        await using var host = await TestHost.With();
        await host.Get<OperatorBook>().Collect("somebody", CancellationToken.None);
        await using var after = await host.Platforms();
        var line = await after.OperatorLog.SingleAsync();
        Assert.Equal(("somebody", "collect", "done"), (line.By, line.Act, line.Outcome));
    }
}

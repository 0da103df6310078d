using System.Data.Common;
using CommunityPlatform.Host.Audit;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommunityPlatform.Host.Tests.Audit;

[Collection(ModulesCollection.Name)]
public sealed class AuditChainTests
{
    private static readonly string Unlock = TestEngine.Kind == DatabaseKind.SQLite
        ? "DROP TRIGGER host_audit_no_update; DROP TRIGGER host_audit_no_delete; "
        : "DROP TRIGGER host_audit_no_change ON host_audit; ";

    private static CancellationToken No => CancellationToken.None;

    [Fact]
    public async Task Puts_each_act_behind_the_one_before_and_refused_ones_too()
    {
        await using var host = await TestHost.With("good-1");
        await host.Enable("good");
        Assert.True((await host.Act("good", "AddNote", new { Text = "one" })).Ok);
        Assert.Equal("NotAllowed", (await host.Act("good", "AddNote", new { Text = "two" }, may: [])).Refusal);
        var lines = await host.Books("jia", books => books.Audit.OrderBy(line => line.Sequence).ToListAsync());
        Assert.Equal(Enumerable.Range(1, lines.Count).Select(number => (long?)number), lines.Select(line => line.Sequence));
        Assert.Equal(["EnableModule", "AddNote", "AddNote"], lines.Select(line => line.Act));
        var before = AuditSeal.Start;
        foreach (var line in lines) Assert.Equal(before = AuditSeal.Of(before, line), line.Hash);
        var report = await Check(host);
        Assert.True(report.Intact);
        Assert.Equal((3, before), (report.Lines, report.Hash));
    }

    [Fact]
    public async Task Cannot_be_changed_or_shortened_by_plain_SQL()
    {
        await using var host = await Written(2);
        foreach (var sql in (string[])["UPDATE host_audit SET \"Person\" = 'x'", "DELETE FROM host_audit", "DELETE FROM host_audit WHERE \"Sequence\" = 2"])
            Assert.Contains("append-only", (await Assert.ThrowsAnyAsync<DbException>(() => host.Sql("jia", sql))).Message, StringComparison.Ordinal);
        Assert.True((await Check(host)).Intact);
    }

    [Theory]
    [InlineData("UPDATE host_audit SET \"Person\" = 'somebody else' WHERE \"Sequence\" = 3", ChainFault.Changed, 3, 3)]
    [InlineData("UPDATE host_audit SET \"At\" = '2020-01-01 00:00:00' WHERE \"Sequence\" = 3", ChainFault.Changed, 3, 3)]
    [InlineData("UPDATE host_audit SET \"Subject\" = NULL WHERE \"Sequence\" = 6", ChainFault.Changed, 6, 6)]
    [InlineData("DELETE FROM host_audit WHERE \"Sequence\" IN (3, 4)", ChainFault.Removed, 3, 4)]
    [InlineData("DELETE FROM host_audit WHERE \"Sequence\" = 1", ChainFault.Removed, 1, 1)]
    [InlineData("DELETE FROM host_audit WHERE \"Sequence\" > 4", ChainFault.CutOff, 5, 6)]
    [InlineData("DELETE FROM host_audit_head", ChainFault.HeadWrong, 6, 6)]
    [InlineData("UPDATE host_audit_head SET \"Hash\" = 'x'", ChainFault.HeadWrong, 6, 6)]
    public async Task Finds_what_was_done_to_it(string sql, object fault, long first, long last)
    {
        await using var host = await Written(6);
        await host.Sql("jia", Unlock + sql);
        Assert.Equal(((ChainFault)fault, first, last), Assert.Single((await Check(host)).Breaks.Select(found => (found.Fault, found.First, found.Last))));
    }

    [Fact]
    public async Task Finds_an_inserted_line_beside_the_chain_and_in_it()
    {
        await using var host = await Written(3);
        const string Copy = "INSERT INTO host_audit (\"Id\", \"At\", \"Person\", \"Module\", \"Act\", \"Outcome\", \"Sequence\", \"Hash\") SELECT {id}, \"At\", 'nobody', \"Module\", \"Act\", \"Outcome\", ";
        await host.Sql("jia", Copy.Replace("{id}", Id(1), StringComparison.Ordinal) + "NULL, NULL FROM host_audit WHERE \"Sequence\" = 2");
        Assert.Equal(ChainFault.Inserted, Assert.Single((await Check(host)).Breaks).Fault);

        // Numbered in, with the rest moved up: every line behind it stands at another's place.
        await host.Sql("jia", Unlock + "DROP INDEX \"IX_host_audit_Sequence\"; DELETE FROM host_audit WHERE \"Sequence\" IS NULL; UPDATE host_audit SET \"Sequence\" = \"Sequence\" + 1 WHERE \"Sequence\" > 1; UPDATE host_audit_head SET \"Sequence\" = 4;"
            + Copy.Replace("{id}", Id(2), StringComparison.Ordinal) + "2, \"Hash\" FROM host_audit WHERE \"Sequence\" = 1");
        Assert.Equal([2L, 3, 4], (await Check(host)).Breaks.Where(found => found.Fault == ChainFault.Changed).Select(found => found.First));
    }

    [Fact]
    public async Task Finds_lines_in_another_order()
    {
        await using var host = await Written(5);
        await host.Sql("jia", Unlock + "UPDATE host_audit SET \"Sequence\" = 99 WHERE \"Sequence\" = 2; UPDATE host_audit SET \"Sequence\" = 2 WHERE \"Sequence\" = 3; UPDATE host_audit SET \"Sequence\" = 3 WHERE \"Sequence\" = 99");
        var report = await Check(host);
        Assert.All(report.Breaks, found => Assert.Equal(ChainFault.Changed, found.Fault));
        Assert.Contains(2, report.Breaks.Select(found => found.First));
        Assert.Contains(3, report.Breaks.Select(found => found.First));
    }

    [Fact]
    public async Task Finds_by_the_published_head_that_the_end_was_cut_off_or_all_was_written_anew()
    {
        await using var host = await Written(5);
        Assert.True(await host.Get<HeadPublisher>().Publish("jia", No));
        // The head in the database was put right as well: by itself the chain looks whole.
        await host.Sql("jia", Unlock + "DELETE FROM host_audit WHERE \"Sequence\" > 3; UPDATE host_audit_head SET \"Sequence\" = 3, \"Hash\" = (SELECT \"Hash\" FROM host_audit WHERE \"Sequence\" = 3)");
        Assert.Equal((ChainFault.CutOff, 4, 5), Assert.Single((await Check(host)).Breaks.Select(found => (found.Fault, found.First, found.Last))));
        Assert.False(await host.Get<HeadPublisher>().Publish("jia", No));
        await using (var platform = await host.Platforms()) Assert.Equal(("jia", HeadPublisher.Broken), Assert.Single((await platform.Notices.ToListAsync()).Select(row => (row.Community, row.Kind))));

        await Write(host, 2);
        Assert.Equal((ChainFault.Rewritten, 5L), Assert.Single((await Check(host)).Breaks.Select(found => (found.Fault, found.First))));
    }

    [Fact]
    public async Task Publishes_only_what_is_new()
    {
        await using var host = await Written(2);
        var heads = host.Get<PublishedHeads>();
        foreach (var _ in (int[])[1, 2]) Assert.True(await host.Get<HeadPublisher>().Publish("jia", No));
        Assert.Equal([2L], (await heads.Read("jia", No)).Heads.Select(head => head.Sequence));
        await Write(host, 1);
        Assert.True(await host.Get<HeadPublisher>().Publish("jia", No));
        var (published, unreadable) = await heads.Read("jia", No);
        Assert.Equal([2L, 3], published.Select(head => head.Sequence));
        Assert.Empty(unreadable);
        await File.AppendAllTextAsync(heads.FileOf("jia"), "nonsense\n");
        Assert.Equal((ChainFault.HeadsUnreadable, 3L), Assert.Single((await Check(host)).Breaks.Select(found => (found.Fault, found.First))));
    }

    [Fact]
    public async Task Does_not_fork_under_many_writers_of_two_hosts()
    {
        await using var host = await Written(0);
        // A second engine on the same database queues nobody of the first one: only the database itself stands between them.
        DatabaseEngine other = TestEngine.Kind == DatabaseKind.SQLite
            ? new SqliteEngine(host.Get<PlatformOptions>(), TimeProvider.System)
            : new PostgresEngine(host.Get<PostgresSource>(), host.Get<PostgresCopies>(), host.Get<PlatformOptions>(), NullLogger<PostgresEngine>.Instance);
        using var own = new HostEngine();
        var second = new CommunityLedger(other, new CommunityBooks(own), host.Get<CommunityDirectory>(), host.Get<Outboxes>(), TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Note(i % 2 == 0 ? host.Get<CommunityLedger>() : second, $"{i}")));
        var report = await Check(host);
        Assert.True(report.Intact, string.Join(", ", report.Breaks));
        Assert.Equal(40, report.Lines);
    }

    [Fact]
    public async Task Takes_in_the_lines_from_before_the_chain()
    {
        await using var host = await Written(4);
        // As an older version left it: the same rows without a place, and no head.
        await host.Sql("jia", Unlock + "UPDATE host_audit SET \"Sequence\" = NULL, \"Hash\" = NULL; DELETE FROM host_audit_head");
        await Write(host, 1);
        var report = await Check(host);
        Assert.True(report.Intact, string.Join(", ", report.Breaks));
        Assert.Equal(5, report.Lines);
        var lines = await host.Books("jia", books => books.Audit.OrderBy(line => line.Sequence).Select(line => line.At).ToListAsync());
        Assert.Equal(lines.Order(), lines);
    }

    [Fact]
    public async Task Checks_ten_thousand_lines()
    {
        await using var host = await Written(0);
        await using (var session = await host.Get<DatabaseEngine>().Open("jia", write: true, No))
        {
            await using var books = host.Get<CommunityBooks>().Open(session);
            books.ChangeTracker.AutoDetectChangesEnabled = false;
            for (var i = 0; i < 10_000; i++)
                await AuditChain.Append(books, new() { Id = Guid.CreateVersion7(), At = TimeProvider.System.GetUtcNow().UtcDateTime, Person = "p", Module = "host", Act = "Test", Outcome = "done" }, No);
            await books.SaveChangesAsync();
            await session.Commit(No);
        }
        var report = await Check(host);
        Assert.Equal((true, 10_000), (report.Intact, report.Lines));
        await host.Sql("jia", Unlock + "UPDATE host_audit SET \"Outcome\" = 'failed' WHERE \"Sequence\" = 7777");
        Assert.Equal(7777, Assert.Single((await Check(host)).Breaks).First);
    }

    [Fact]
    public async Task The_command_says_in_words_where_it_breaks()
    {
        await using var host = await Written(3);
        string[] args = ["--data", host.Folders.Data, .. await host.Folders.Database(TestEngine.Kind)];
        Assert.Equal(0, (await Said(args)).Code);
        Assert.Equal(2, (await Said([.. args, "--community", "nowhere"])).Code);
        Assert.Equal(2, (await Said(["--data", host.Folders.Root])).Code);
        Assert.False(File.Exists(Path.Combine(host.Folders.Root, "platform.db")));
        await host.Sql("jia", Unlock + "DELETE FROM host_audit WHERE \"Sequence\" = 2");
        var (code, said) = await Said([.. args, "--community", "jia"]);
        Assert.Equal(1, code);
        Assert.Contains("第 2 条不见了", said, StringComparison.Ordinal);
        Assert.Contains("Line 2 is gone", said, StringComparison.Ordinal);
    }

    private static string Id(int number)
    {
        var id = $"'0198A000-0000-7000-8000-00000000000{number}'";
        return TestEngine.Kind == DatabaseKind.SQLite ? id : id + "::uuid";
    }

    private static async Task<(int Code, string Words)> Said(string[] args)
    {
        await using var said = new StringWriter();
        return (await VerifyCommand.Run(args, said, No), said.ToString());
    }

    private static async Task<TestHost> Written(int lines)
    {
        var host = await TestHost.With();
        await Write(host, lines);
        return host;
    }

    private static async Task Write(TestHost host, int lines)
    {
        for (var i = 0; i < lines; i++) await Note(host.Get<CommunityLedger>(), $"{i}");
    }

    private static Task Note(CommunityLedger ledger, string subject) => ledger.Note("jia", new CurrentPerson("a-1", "Tester", PersonKind.Staff), "Test", subject, No);

    private static Task<ChainReport> Check(TestHost host) =>
        host.Books("jia", books => ChainCheck.Run(stop => host.Get<PublishedHeads>().Read("jia", stop), books, No));
}

using CommunityPlatform.Host.Admin;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.UseCases;
using CommunityPlatform.Testing;

namespace CommunityPlatform.Host.Tests.Admin;

[Collection(ModulesCollection.Name)]
public sealed class BrowseAuditTests
{
    [Fact]
    public async Task Orders_by_what_was_asked_and_pages_through()
    {
        await using var host = await TestHost.With();
        var ledger = host.Get<CommunityLedger>();
        foreach (var (person, act) in new[] { ("b", "Two"), ("c", "One"), ("a", "Three") })
            await ledger.Note("jia", new CurrentPerson(null, person, PersonKind.Staff, new HashSet<Guid>()), act, null, CancellationToken.None);

        Assert.Equal(["a", "c", "b"], await Persons(host, AuditSort.At, up: false));
        Assert.Equal(["b", "c", "a"], await Persons(host, AuditSort.At, up: true));
        Assert.Equal(["a", "b", "c"], await Persons(host, AuditSort.Person, up: true));
        Assert.Equal(["b", "a", "c"], await Persons(host, AuditSort.Act, up: false));
        Assert.Equal(["c"], await Persons(host, AuditSort.Person, up: true, skip: 2));
        foreach (var sort in Enum.GetValues<AuditSort>()) Assert.Equal(3, (await Persons(host, sort, up: true)).Count);
    }

    [Fact]
    public async Task Finds_in_either_case_and_puts_lines_without_a_subject_first_on_every_database()
    {
        await using var host = await TestHost.With();
        var ledger = host.Get<CommunityLedger>();
        foreach (var (person, subject) in new[] { ("Wang", "KTV night"), ("zhao", null), ("WANG Li", "a fair") })
            await ledger.Note("jia", new CurrentPerson(null, person, PersonKind.Staff, new HashSet<Guid>()), "Plan", subject, CancellationToken.None);

        Assert.Equal(["WANG Li", "Wang"], (await Found(host, new(new(Person: "wang"), 0, 20))).Order(StringComparer.Ordinal));
        Assert.Equal(["Wang"], await Found(host, new(new(Subject: "ktv"), 0, 20)));
        Assert.Equal(["zhao", "Wang", "WANG Li"], await Found(host, new(new(), 0, 20, AuditSort.Subject, true)));
    }

    [Fact]
    public async Task Finds_by_person_act_subject_outcome_and_period()
    {
        await using var host = await TestHost.With("good-1");
        await host.Enable("good");
        await host.Act("good", "AddNote", new { Text = "one" });
        await host.Act("good", "AddNote", new { Text = "two" }, may: []);
        var ledger = host.Get<CommunityLedger>();
        await ledger.Note("jia", new CurrentPerson(null, "Wang", PersonKind.Staff, new HashSet<Guid>()), "Invite", "li.si", CancellationToken.None);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;

        Assert.Equal(["Invite"], await Acts(host, new(Person: "Wan")));
        Assert.Equal(["Invite"], await Acts(host, new(Subject: "si")));
        Assert.Equal(["AddNote", "AddNote"], await Acts(host, new(Act: "Note")));
        Assert.Equal(["EnableModule"], await Acts(host, new(Act: "打开", Acts: ["EnableModule"])));
        Assert.Equal(["AddNote"], await Acts(host, new(Outcome: "refused")));
        Assert.Equal(["Invite", "AddNote", "AddNote"], await Acts(host, new(From: now.AddHours(-1), Before: now.AddHours(1)), take: 3));
        Assert.Empty(await Acts(host, new(From: now.AddHours(1))));
        Assert.Empty(await Acts(host, new(Module: "host", Outcome: "failed")));
        // A percent sign is a percent sign.
        Assert.Empty(await Acts(host, new(Subject: "%")));
    }

    [Fact]
    public async Task Says_on_whose_behalf_staff_acted_and_of_a_resident_that_she_acted_herself()
    {
        await using var host = await TestHost.With();
        var place = host.Get<CommunityDirectory>().Find("jia")!;
        foreach (var kind in (PersonKind[])[PersonKind.Staff, PersonKind.Resident])
        {
            await using var session = await host.Get<DatabaseEngine>().Open("jia", write: true, CancellationToken.None);
            var frame = new ActFrame(new(null, "", kind), place, session, "host", TimeProvider.System.GetUtcNow().UtcDateTime) { OnBehalfOf = "sign-up 7" };
            await host.Get<CommunityBooks>().Write(frame, "Test", "done", CancellationToken.None);
            await session.Commit(CancellationToken.None);
        }
        var rows = await Rows(host, new());
        Assert.Equal([null, "sign-up 7"], rows.Select(row => row.OnBehalfOf));
        Assert.Single(await Rows(host, new(Subject: "sign-up")));
    }

    [Fact]
    public async Task Goes_out_as_a_spreadsheet_in_the_order_of_the_chain()
    {
        await using var host = await TestHost.With();
        var ledger = host.Get<CommunityLedger>();
        foreach (var act in (string[])["Invite", "Test", "Invite"]) await ledger.Note("jia", new CurrentPerson(null, "Wang", PersonKind.Staff, new HashSet<Guid>()), act, null, CancellationToken.None);
        var person = new CurrentPerson("account-1", "Tester", PersonKind.Staff);
        var runner = host.Get<UseCaseRunner>();
        var made = await runner.Run(new ExportAudit(new(Act: "Invite")), host.Get<CommunityDirectory>().Find("jia")!, person, _ => ValueTask.FromResult(true), CancellationToken.None);
        Assert.Equal(2, made.Value.Rows);
        Assert.Equal("ExportAudit", (await Rows(host, new()))[0].Act);
        Assert.IsType<NotAllowed>((await runner.Run(new ExportAudit(new()), host.Get<CommunityDirectory>().Find("jia")!, person, _ => ValueTask.FromResult(false), CancellationToken.None)).Refusal);
    }

    private static async Task<List<string>> Acts(TestHost host, AuditFilter filter, int take = 20) => [.. (await Rows(host, filter)).Take(take).Select(row => row.Act)];

    private static Task<IReadOnlyList<AuditRow>> Rows(TestHost host, AuditFilter filter) => host.Books("jia", async books =>
        (await new BrowseAuditHandler(books).Handle(new(filter, 0, 20), CancellationToken.None)).Value.Rows);

    private static Task<List<string>> Found(TestHost host, BrowseAudit ask) => host.Books("jia", async books =>
        (await new BrowseAuditHandler(books).Handle(ask, CancellationToken.None)).Value.Rows.Select(row => row.Person).ToList());

    private static Task<List<string>> Persons(TestHost host, AuditSort sort, bool up, int skip = 0) => host.Books("jia", async books =>
        (await new BrowseAuditHandler(books).Handle(new(new(), skip, 20, sort, up), CancellationToken.None)).Value.Rows.Select(row => row.Person).ToList());
}

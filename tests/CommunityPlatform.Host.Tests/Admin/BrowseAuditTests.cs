using CommunityPlatform.Host.Admin;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Sdk.People;
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

        Assert.Equal(["WANG Li", "Wang"], (await Found(host, new(null, null, "wang", null, null, 0, 20))).Order(StringComparer.Ordinal));
        Assert.Equal(["Wang"], await Found(host, new(null, "ktv", null, null, null, 0, 20)));
        Assert.Equal(["zhao", "Wang", "WANG Li"], await Found(host, new(null, null, null, null, null, 0, 20, AuditSort.Subject, true)));
    }

    private static Task<List<string>> Found(TestHost host, BrowseAudit ask) => host.Books("jia", async books =>
        (await new BrowseAuditHandler(books).Handle(ask, CancellationToken.None)).Value.Rows.Select(row => row.Person).ToList());

    private static Task<List<string>> Persons(TestHost host, AuditSort sort, bool up, int skip = 0) => host.Books("jia", async books =>
        (await new BrowseAuditHandler(books).Handle(new(null, null, null, null, null, skip, 20, sort, up), CancellationToken.None)).Value.Rows.Select(row => row.Person).ToList());
}

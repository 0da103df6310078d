using CommunityPlatform.Testing;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Tests.Modules;

/// <summary>Door, permission, shape, handler, one transaction, audit line.</summary>
[Collection(ModulesCollection.Name)]
public sealed class UseCaseRoadTests : IAsyncLifetime
{
    private TestHost _host = default!;

    public async Task InitializeAsync()
    {
        _host = await TestHost.With("good-1");
        await _host.AddCommunity("yi");
        await _host.Enable("good");
    }

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    private async Task<int> Notes(string community = "jia") => (int)(await _host.Act("good", "CountNotes", community: community)).Value!;

    private Task<List<(string Act, string Outcome, string? Subject)>> Audit() => _host.Books("jia", async books =>
        (await books.Audit.Where(line => line.Module == "good").OrderBy(line => line.Id).ToListAsync()).ConvertAll(line => (line.Act, line.Outcome, line.Subject)));

    [Fact]
    public async Task Done_saves_data_fact_and_audit_line_together()
    {
        var answer = await _host.Act("good", "AddNote", new { Text = "a secret word" });
        Assert.True(answer.Ok);
        Assert.Equal(1, await Notes());
        Assert.Equal(("AddNote", "done", answer.Value!.ToString()), Assert.Single(await Audit()));
        var facts = await _host.Books("jia", books => books.Outbox.Where(row => row.Name == "good.note-added.v1").ToListAsync());
        Assert.Contains(answer.Value!.ToString()!, Assert.Single(facts).Payload, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_audit_line_holds_no_payload()
    {
        await _host.Act("good", "AddNote", new { Text = "a secret word" });
        await _host.Act("good", "AddNote", new { Text = "a secret word", Then = "Throw" });
        var lines = await _host.Books("jia", books => books.Audit.ToListAsync());
        Assert.All(lines, line => Assert.DoesNotContain("secret", $"{line.Act} {line.Outcome} {line.Subject} {line.Person} {line.Account}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Refuse", "Full", "refused:Full")]
    [InlineData("Throw", "Failed", "failed")]
    [InlineData("TimeOut", "Failed", "failed")]
    public async Task Refused_or_failed_saves_nothing_but_its_audit_line(string then, string refusal, string outcome)
    {
        var answer = await _host.Act("good", "AddNote", new { Text = "note", Then = then });
        Assert.Equal(refusal, answer.Refusal);
        Assert.Equal(0, await Notes());
        Assert.Empty(await _host.Books("jia", books => books.Outbox.Where(row => row.Name == "good.note-added.v1").ToListAsync()));
        Assert.Equal(outcome, Assert.Single(await Audit()).Outcome);
    }

    [Fact]
    public async Task A_wrong_shape_never_reaches_the_handler()
    {
        Assert.Equal("InvalidFields", (await _host.Act("good", "AddNote", new { Text = "" })).Refusal);
        Assert.Equal("Failed", (await _host.Act("good", "AddNote", new { Text = "throw in check" })).Refusal);
        Assert.Equal(0, await Notes());
    }

    [Fact]
    public async Task Who_lacks_the_permission_is_refused()
    {
        Assert.Equal("NotAllowed", (await _host.Act("good", "AddNote", new { Text = "note" }, may: ["good.see"])).Refusal);
        Assert.Equal(0, await Notes());
        Assert.Equal("refused:NotAllowed", Assert.Single(await Audit()).Outcome);
    }

    [Fact]
    public async Task Another_communitys_rows_are_out_of_reach()
    {
        var note = await _host.Act("good", "AddNote", new { Text = "note" });
        await _host.Enable("good", "yi");
        Assert.Equal(0, await Notes("yi"));
        Assert.Equal("NotFound", (await _host.Act("good", "EditNote", new { Id = note.Value, Version = 0L, Text = "stolen" }, "yi")).Refusal);
    }

    [Fact]
    public async Task Where_the_module_is_off_there_is_no_such_act()
    {
        Assert.Equal("NotAvailable", (await _host.Act("good", "AddNote", new { Text = "note" }, "yi")).Refusal);
        await _host.Disable("good");
        Assert.Equal("NotAvailable", (await _host.Act("good", "AddNote", new { Text = "note" })).Refusal);
    }

    [Fact]
    public async Task Writers_at_the_same_time_lose_nothing()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 25).Select(_ => _host.Act("good", "CountOneMore")));
        Assert.Equal(Enumerable.Range(1, 25), answers.Select(answer => (int)answer.Value!).Order());
    }

    [Fact]
    public async Task The_second_of_two_edits_of_one_version_is_stale()
    {
        var id = (await _host.Act("good", "AddNote", new { Text = "note" })).Value;
        var answers = await Task.WhenAll(
            _host.Act("good", "EditNote", new { Id = id, Version = 0L, Text = "one" }),
            _host.Act("good", "EditNote", new { Id = id, Version = 0L, Text = "two" }));
        Assert.Single(answers, answer => answer.Ok);
        Assert.Single(answers, answer => answer.Refusal == "Stale");
    }
}

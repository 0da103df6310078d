using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Testing;

namespace CommunityPlatform.Host.Tests.Privacy;

/// <summary>Nothing about persons is kept that module.json does not declare with purpose, basis and retention.</summary>
[Collection(ModulesCollection.Name)]
public sealed class DeclarationTests : IDisposable
{
    private readonly TestFolders _folders = new();

    public void Dispose()
    {
        AppContext.SetData("keeper", null);
        _folders.Dispose();
    }

    [Fact]
    public async Task A_module_that_declares_everything_is_loaded_and_can_be_switched_on()
    {
        await using var host = await TestHost.With("keeper");
        Assert.Empty(host.Desk.Refusals);
        await host.Enable("keeper");
        Assert.Equal(0, await host.CountVisits());
    }

    /// <summary>A text, a sealed text, an id that leads out, and a date in a row about a person: each is missed when it is not declared.</summary>
    [Theory]
    [InlineData("Visit.Wish")]
    [InlineData("Visit.Health")]
    [InlineData("Visit.PersonId")]
    [InlineData("Visit.Held")]
    public async Task An_undeclared_field_is_refused_by_name(string field)
    {
        Drop(field);
        var refusal = await Refused(RefusalCode.PersonalFieldUndeclared);
        Assert.Equal(["Keeper.dll", field], refusal.Arguments);
        Assert.Contains("[NotPersonal]", refusal.English, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_this_build_has_looked_at_is_not_looked_at_again_and_what_another_has_is()
    {
        Drop("Visit.Wish");
        var package = default(Package)!;
        await using (var host = await TestHost.Start(_folders))
        {
            package = host.Store.Versions("keeper").Single();
            Assert.False(DeclaredMark.Stands(package, TestEngine.Kind));
        }
        // As a build with another check would have left it.
        DeclaredMark.Set(package, TestEngine.Kind == DatabaseKind.SQLite ? DatabaseKind.PostgreSQL : DatabaseKind.SQLite);
        await Refused(RefusalCode.PersonalFieldUndeclared);
        DeclaredMark.Set(package, TestEngine.Kind);
        await using var again = await TestHost.Start(_folders);
        Assert.Empty(again.Desk.Refusals);
    }

    [Fact]
    public async Task A_declared_field_that_no_table_has_is_refused()
    {
        Change(text => text.Replace("\"Visit.Wish\"", "\"Visit.Wishes\"", StringComparison.Ordinal).Replace("\"personalData\": [", "\"personalData\": [" + Entry("Visit.Wish") + ", ", StringComparison.Ordinal));
        Assert.Contains("Visit.Wishes", (await Refused(RefusalCode.PersonalFieldNowhere)).Arguments[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_sensitive_does_not_stand_readable()
    {
        Change(text => text.Replace("\"name\": { \"zh\": \"愿望\"", "\"sensitive\": true, \"name\": { \"zh\": \"愿望\"", StringComparison.Ordinal));
        Assert.Equal(["Keeper.dll", "Visit.Wish"], (await Refused(RefusalCode.SensitiveReadable)).Arguments);
    }

    [Fact]
    public async Task Who_keeps_something_of_persons_must_be_able_to_show_and_erase_it()
    {
        AppContext.SetData("keeper", "no source");
        _folders.Deliver("keeper");
        await Refused(RefusalCode.PersonalSourceMissing);
    }

    [Theory]
    [InlineData("\"purpose\": { \"zh\": \"走访\"", "\"purpose\": { \"zh\": \" \"", "personalData[0].purpose")]
    [InlineData("\"basis\": { \"zh\": \"本人同意\", \"en\": \"Consent\" }, ", "", "personalData[0].basis")]
    [InlineData("\"retention\": { \"zh\": \"一年\", \"en\": \"A year\" }, ", "", "personalData[0].retention")]
    [InlineData("\"Visit.PersonId\"", "\"everything\"", "personalData[0].field")]
    [InlineData("\"consent\": \"keeper.visits\"", "\"consent\": \"keeper.other\"", "personalData[0].consent")]
    [InlineData("\"days\": 365, \"sensitive\": true", "\"days\": 365", "personalData[2].consent")]
    [InlineData("\"id\": \"keeper.visits\"", "\"id\": \"visits\"", "consents[0].id")]
    [InlineData("\"notice\": { \"zh\": \"我们来看您。\"", "\"notice\": { \"zh\": \"\"", "consents[0].notice")]
    public async Task A_field_without_purpose_basis_or_retention_is_refused_at_its_place(string from, string to, string place)
    {
        Change(text => text.Replace(from, to, StringComparison.Ordinal));
        Assert.Contains(place, (await Refused(RefusalCode.Manifest)).Arguments);
    }

    [Fact]
    public async Task A_field_without_a_number_of_days_is_refused_instead_of_taken_for_none()
    {
        Change(text => text.Replace(", \"retentionDays\": 365, \"consent\"", ", \"consent\"", StringComparison.Ordinal));
        Assert.Contains("retentionDays", (await Refused(RefusalCode.Manifest)).English, StringComparison.Ordinal);
    }

    private async Task<ModuleRefusal> Refused(RefusalCode code)
    {
        await using var host = await TestHost.Start(_folders);
        var refusal = Assert.Single(host.Desk.Refusals).Value;
        Assert.Equal(code, refusal.Code);
        Assert.Empty(host.Board.Loaded);
        await Assert.ThrowsAsync<SwitchRefused>(() => host.Enable("keeper"));
        Assert.False(await host.HasTable("jia", "keeper_visits"));
        return refusal;
    }

    /// <summary>Takes a field's line out of the manifest.</summary>
    private void Drop(string field) => Change(text => string.Join('\n', text.Split('\n').Where(line => !line.Contains($"\"field\": \"{field}\"", StringComparison.Ordinal)))
        .Replace("},\n  ],", "}\n  ],", StringComparison.Ordinal));

    private static string Entry(string field) =>
        $$"""{ "field": "{{field}}", "name": { "zh": "a", "en": "a" }, "purpose": { "zh": "a", "en": "a" }, "basis": { "zh": "a", "en": "a" }, "retention": { "zh": "a", "en": "a" }, "retentionDays": 1 }""";

    private void Change(Func<string, string> change)
    {
        var file = Path.Combine(_folders.Deliver("keeper"), "module.json");
        var (before, after) = (File.ReadAllText(file), change(File.ReadAllText(file)));
        Assert.NotEqual(before, after);
        File.WriteAllText(file, after);
    }
}

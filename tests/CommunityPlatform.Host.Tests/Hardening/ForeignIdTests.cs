using System.Globalization;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk.Pages;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.UseCases;
using CommunityPlatform.Testing;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Tests.Hardening;

/// <summary>
/// Ids and codes of one community, tried at every door of another: each use case, page and endpoint that names one, found in the
/// house's own tables. The same ask where the row stands must get further, or nothing would be shown.
/// </summary>
[Trait("Engine", "Own")]
public sealed class ForeignIdTests(DemoHouse house) : IClassFixture<DemoHouse>
{
    /// <summary>A filter is no door: with another community's grid it finds nothing, and says so by an empty list.</summary>
    private static readonly string[] Filters = ["BrowseResidents", "ExportResidents"];

    /// <summary>Beneficiaries are numbered in each community: the number of one is a number of the other as well, and means its own.</summary>
    private static readonly string[] Numbers = ["RegisterBeneficiary", "ClaimCode"];

    /// <summary>What cannot be shown to get further at home with rows of the demo scene alone; each has a test of its own for that.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["RehearseImport"] = "no import waits in the scene; Register/ImportTests", ["ImportBatch"] = "no import waits in the scene; Register/ImportTests", ["EndImport"] = "no import waits in the scene; Register/ImportTests",
        ["OpenSheet"] = "no sheet is kept in the scene; Privacy/SheetTests", ["ErasePerson"] = "wants the keys of what is found first; Privacy/OwnDataTests",
        ["GiveConsent"] = "names a purpose of a manifest; Privacy/ConsentTests", ["WithdrawConsent"] = "no consent stands in the scene; Privacy/ConsentTests",
        ["NameGuardian"] = "names a relation and a child; Privacy/ConsentTests", ["RemoveGuardian"] = "nobody in the scene has a guardian; Privacy/ConsentTests",
        ["SetShow"] = "no side of the scene's gala shows by itself; GalaTests", ["CountAudience"] = "no show is set in the scene; GalaTests",
        ["JudgeEntry"] = "names three rows of one gala; GalaTests",
        ["RedeemVoucher"] = "needs a code, its voucher's state and a basket at once; RedeemVoucherTests",
    };

    private TestHost Host => house.Host;

    [Fact]
    public async Task No_use_case_knows_another_community_s_ids()
    {
        var rows = await Rows("jia");
        Assert.True(rows.Count > 30, $"Only {rows.Count} rows were found.");
        var plans = await Plans(rows);
        var asks = new Asks(Host, plans.GetValueOrDefault);
        var cases = asks.All.Where(one => Asks.IdsOf(one.Case) > 0 || Asks.NamesCode(one.Case)).OrderBy(one => !one.IsQuery).ThenBy(one => one.Case.Name.StartsWith("Remove", StringComparison.Ordinal)).ThenBy(one => one.Case.Name, StringComparer.Ordinal).ToList();
        Assert.True(cases.Count > 60, $"Only {cases.Count} use cases were found.");
        var leaks = new List<string>();
        foreach (var (_, type, _) in cases)
            foreach (var row in Fitting(type, rows))
            {
                var answer = await Host.Start(asks.Make(type, row.Ids, row.Code), "yi");
                if (answer.Ok && !Filters.Contains(type.Name) && !Numbers.Contains(type.Name)) leaks.Add($"{type.Name} did it in yi with ids of jia's {row.Table}");
                if (answer.Refusal == "Failed") leaks.Add($"{type.Name} fell over an id of jia's {row.Table}");
            }
        Assert.True(leaks.Count == 0, string.Join('\n', leaks.Distinct()));

        var idle = new List<string>();
        foreach (var (_, type, _) in cases.Where(one => !Elsewhere.ContainsKey(one.Case.Name)))
        {
            var said = new HashSet<string>(StringComparer.Ordinal);
            foreach (var row in Fitting(type, rows))
            {
                var answer = await Host.Start(asks.Make(type, row.Ids, row.Code), "jia");
                said.Add(answer.Refusal ?? "done");
                if (answer.Refusal is not ("NotFound" or "InvalidFields" or "CodeUnknown" or "UnknownVoucher" or "Failed" or "TooManyTries")) break;
            }
            if (said.All(word => word is "NotFound" or "InvalidFields" or "CodeUnknown" or "UnknownVoucher" or "Failed" or "TooManyTries")) idle.Add($"{type.Name}: {string.Join(", ", said)}");
        }
        Assert.True(idle.Count == 0, "These were refused at home as well, so that nothing is shown of them:\n" + string.Join('\n', idle));
    }

    [Fact]
    public async Task Another_grid_s_residents_are_not_there_for_any_use_case_of_the_register()
    {
        var persons = (await Rows("jia")).Where(row => row.Table == "host_persons").ToList();
        var asks = new Asks(Host, _ => null);
        var stranger = new CurrentPerson("account-9", "Grid worker", PersonKind.Staff, new HashSet<Guid> { Guid.NewGuid() });
        var seen = new List<string>();
        foreach (var (_, type, _) in asks.All.Where(one => one.Case.Namespace == typeof(CommunityPlatform.Host.Register.Residents.ShowResident).Namespace && Asks.IdsOf(one.Case) > 0))
        {
            // Only what finds a resident where her grid is allowed is about residents.
            var own = await Run(asks.Make(type, [persons[0].Ids[0]], null), new("account-8", "Worker", PersonKind.Staff));
            if (own is NotFound or InvalidFields || Filters.Contains(type.Name)) continue;
            seen.Add(type.Name);
            Assert.IsType<NotFound>(await Run(asks.Make(type, [persons[0].Ids[0]], null), stranger));
        }
        Assert.Superset(new HashSet<string> { "ShowResident", "RevealContact", "SaveResident", "MoveResident" }, seen.ToHashSet());
    }

    [Fact]
    public async Task No_page_and_no_endpoint_shows_what_another_community_s_id_names()
    {
        var rows = await Rows("jia");
        using var jia = Host.Client(await Host.Person("door-jia", "community-admin", "jia"));
        using var yi = Host.Client(await Host.Person("door-yi", "community-admin", "yi"));
        await MayEverything();
        var addresses = Templates().ToList();
        Assert.True(addresses.Count >= 9, $"Only {addresses.Count} addresses with an id were found.");
        foreach (var (surface, template) in addresses)
        {
            var atHome = 0;
            foreach (var id in rows.SelectMany(row => row.Ids).Distinct())
            {
                var path = template.Replace("{}", id.ToString(), StringComparison.Ordinal);
                var there = (int)(await yi.GetAsync(Addresses.Place(surface, "yi") + path)).StatusCode;
                Assert.True(there == 404, $"{Addresses.Place(surface, "yi")}{template} answers {there} to an id of jia.");
                if (atHome == 200) continue;
                var here = (int)(await jia.GetAsync(Addresses.Place(surface) + path)).StatusCode;
                if (here == 200) atHome = 200;
            }
            // Finished exports are rows of no table; ExportTests shows them to whoever asked.
            if (!template.Contains("sheets", StringComparison.Ordinal)) Assert.True(atHome == 200, $"{template} was never found at home.");
        }
    }

    /// <summary>A closed door would hide what stands behind it: both administrators may everything here.</summary>
    private async Task MayEverything()
    {
        await using (var database = await Host.Platforms())
        {
            var all = CommunityPlatform.Host.Accounts.HostPermissions.All.Concat(Host.Board.Loaded.SelectMany(module => module.Package.Manifest!.Permissions.Select(permission => permission.Id))).ToList();
            foreach (var community in (string[])["jia", "yi"])
            {
                var has = await database.Grants.Where(row => row.Community == community && row.Role == "community-admin").Select(row => row.Permission).ToListAsync();
                database.Grants.AddRange(all.Except(has).Select(permission => new CommunityPlatform.Host.Accounts.RoleGrant { Community = community, Role = "community-admin", Permission = permission }));
            }
            await database.SaveChangesAsync();
        }
        Host.Get<CommunityPlatform.Host.Accounts.Grants>().Forget();
    }

    /// <summary>Addresses with one id in them, pages and endpoints alike.</summary>
    private IEnumerable<(Surface? Surface, string Template)> Templates()
    {
        foreach (var type in typeof(CommunityPlatform.Host.Components.HostPages).Assembly.GetTypes())
            foreach (var page in type.GetCustomAttributes(typeof(CommunityPlatform.Host.Components.HostPageAttribute), false).Cast<CommunityPlatform.Host.Components.HostPageAttribute>())
                if (page.Template.Contains(":guid}", StringComparison.Ordinal)) yield return (page.Surface, Bare(page.Template));
        foreach (var module in Host.Board.Loaded)
        {
            foreach (var page in module.Pages.Where(page => page.Template.Contains(":guid}", StringComparison.Ordinal))) yield return (page.Surface, Bare(page.Template));
            foreach (var endpoint in module.Endpoints.Where(one => one.RoutePattern.RawText!.Contains(":guid}", StringComparison.Ordinal))) yield return (Surface.Staff, Bare($"/api/{module.Id}/{endpoint.RoutePattern.RawText!.TrimStart('/')}"));
        }
        yield return (Surface.Staff, "/sheets/{}");

        static string Bare(string template) => System.Text.RegularExpressions.Regex.Replace(template, @"\{\w+:guid\}", "{}", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    /// <summary>The rows whose ids and codes an ask can be made of.</summary>
    private static IEnumerable<Marks> Fitting(Type type, IReadOnlyList<Marks> rows) => Asks.IdsOf(type) switch
    {
        0 => rows.Where(row => row.Code is not null),
        1 => rows.SelectMany(row => row.Ids.Select(id => row with { Ids = [id] })),
        // Several ids belong together as they stand in one row, in whichever order, or are two residents.
        _ => rows.Concat(Siblings(rows)).Concat(rows.Where(row => row.Ids.Count > 1).SelectMany(row => row.Ids.SelectMany(one => row.Ids.Where(other => other != one).Select(other => row with { Ids = [one, other, .. row.Ids.Where(third => third != one && third != other)] })))),
    };

    private static IEnumerable<Marks> Siblings(IReadOnlyList<Marks> rows) =>
        from one in rows
        from other in rows
        where one != other && one.Table == other.Table && one.Table == "host_persons"
        select one with { Ids = [one.Ids[0], other.Ids[0]] };

    private async Task<Refusal?> Run(object ask, CurrentPerson person)
    {
        var result = ask.GetType().GetInterfaces().First(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IUseCase<>)).GetGenericArguments()[0];
        var run = GetType().GetMethod(nameof(Typed), System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!.MakeGenericMethod(result);
        return await (Task<Refusal?>)run.Invoke(this, [ask, person])!;
    }

    private async Task<Refusal?> Typed<T>(object ask, CurrentPerson person) =>
        (await Host.Get<UseCaseRunner>().Run((IUseCase<T>)ask, Host.Get<CommunityDirectory>().Find("jia")!, person, _ => ValueTask.FromResult(true), CancellationToken.None)).Refusal;

    /// <summary>Plans are long forms; those of what stands in the scene are right.</summary>
    private async Task<Dictionary<string, object?>> Plans(IReadOnlyList<Marks> rows)
    {
        var plans = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (open, plan) in ((string, string)[])[("OpenEvent", "EventPlan"), ("OpenGala", "GalaPlan")])
            foreach (var id in rows.SelectMany(row => row.Ids).Distinct())
            {
                var answer = await Host.Act("culture", open, new { Id = id });
                if (!answer.Ok) continue;
                plans[plan] = answer.Value!.GetType().GetProperty("Plan")!.GetValue(answer.Value);
                break;
            }
        Assert.Equal(2, plans.Count);
        return plans;
    }

    /// <summary>Some rows of each table: every id in them, the own one first, and the code where they have one.</summary>
    private async Task<IReadOnlyList<Marks>> Rows(string community)
    {
        await using var session = await Host.Get<DatabaseEngine>().Open(community, write: false, CancellationToken.None);
        var tables = new List<string>();
        await using (var command = session.Connection.CreateCommand())
        {
            command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '__ef%' AND name NOT IN ('host_audit', 'host_outbox')";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) tables.Add(reader.GetString(0));
        }
        var rows = new List<Marks>();
        foreach (var table in tables)
        {
            await using var command = session.Connection.CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\" ORDER BY rowid DESC LIMIT 2";
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                var (own, others, code) = (new List<Guid>(), new List<Guid>(), default(string));
                for (var i = 0; i < reader.FieldCount; i++)
                {
                    if (reader.IsDBNull(i)) continue;
                    var text = Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)!;
                    if (Guid.TryParse(text, out var id)) (reader.GetName(i) == "Id" ? own : others).Add(id);
                    if (reader.GetName(i) == "Code") code = text;
                }
                if (own.Count + others.Count > 0) rows.Add(new(table, [.. own, .. others.Distinct()], code));
            }
        }
        return rows;
    }
}

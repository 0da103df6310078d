using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Privacy;
using CommunityPlatform.Host.Privacy.Retention;
using CommunityPlatform.Host.Register;
using CommunityPlatform.Host.Register.Residents;
using CommunityPlatform.Host.Tests.Modules;
using CommunityPlatform.Host.Tests.Register;
using CommunityPlatform.Sdk.UseCases;
using CommunityPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CommunityPlatform.Host.Tests.Privacy;

/// <summary>What has outlived its purpose goes by night; the rehearsal says the same and leaves everything.</summary>
[Collection(ModulesCollection.Name)]
public sealed class RetentionTests : IAsyncLifetime
{
    private TestHost _host = default!;
    private Guid _id;

    public async Task InitializeAsync()
    {
        _host = await TestHost.With("keeper");
        await _host.Enable("keeper");
        _id = await _host.Enter((await _host.Place(1)).Building, "吕桂兰");
        await _host.Consent(_id);
        await _host.Visit(_id, held: TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-366));
        await _host.Visit(_id, held: TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-364));
    }

    public Task DisposeAsync()
    {
        AppContext.SetData("keeper", null);
        return _host.DisposeAsync().AsTask();
    }

    [Fact]
    public async Task The_rehearsal_tells_what_the_night_does_and_changes_nothing()
    {
        var rehearsed = await _host.Must(new RehearseClearing());
        Assert.Equal([("Visit.Wish", 1)], rehearsed.Single(module => module.Module == "keeper").Gone.Select(gone => (gone.Field, gone.Count)));
        Assert.Equal(2, await _host.CountVisits());
        Assert.Empty((await _host.Must(new ShowPrivacy())).Runs);
        var done = await _host.Get<RetentionDesk>().Run("jia", CancellationToken.None);
        Assert.Equal(rehearsed.Select(module => (module.Module, module.Gone.Sum(gone => gone.Count))), done.Select(module => (module.Module, module.Gone.Sum(gone => gone.Count))));
        Assert.Equal(1, await _host.CountVisits());
        Assert.Contains((await _host.Must(new ShowPrivacy())).Runs, run => run is { Module: "keeper", Field: "Visit.Wish", Count: 1, Failed: false });
        Assert.Contains(await _host.Books("jia", books => books.Audit.Select(line => line.Act).ToListAsync()), act => act == RetentionDesk.Act);
        Assert.All(await _host.Must(new RehearseClearing()), module => Assert.Empty(module.Gone));
        Assert.IsType<NotAllowed>((await _host.Ask(new RehearseClearing(), denied: HostPermissions.Privacy)).Refusal);
    }

    [Fact]
    public async Task A_look_is_not_changed_and_does_not_go_before_its_time()
    {
        await _host.Must(new ShowResident(_id, "serve"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => _host.Sql("jia", "UPDATE host_access SET \"Account\" = 'somebody else'"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => _host.Sql("jia", "DELETE FROM host_access"));
        var looks = await _host.Books("jia", books => books.Access.CountAsync());
        Assert.NotEqual(0, looks);
        await _host.Sql("jia", """INSERT INTO host_access ("Id", "At", "Module", "Purpose", "Rows") VALUES ('00000000-0000-7000-8000-000000000001', '2020-01-01 00:00:00', 'host', 'serve', 1)""");
        Assert.Contains((await _host.Get<RetentionDesk>().Run("jia", CancellationToken.None))[0].Gone, gone => gone is { Field: HostPersonalData.Access, Count: 1 });
        Assert.Equal(looks, await _host.Books("jia", books => books.Access.CountAsync()));
    }

    [Theory]
    [InlineData("broken")]
    [InlineData("undeclared")]
    public async Task A_module_that_fails_loses_nothing_and_stands_in_the_list(string how)
    {
        AppContext.SetData("keeper", how);
        var done = await _host.Get<RetentionDesk>().Run("jia", CancellationToken.None);
        Assert.True(done.Single(module => module.Module == "keeper").Failed);
        Assert.Equal(2, await _host.CountVisits());
        Assert.Contains((await _host.Must(new ShowPrivacy())).Runs, run => run is { Module: "keeper", Failed: true });
    }

    [Fact]
    public async Task A_module_that_is_off_is_told_and_waits()
    {
        await _host.Disable("keeper");
        Assert.True((await _host.Must(new RehearseClearing())).Single(module => module.Module == "keeper").IsOff);
    }

    [Fact]
    public async Task Who_left_three_years_ago_goes_with_her_moves_and_whoever_lives_here_stays()
    {
        var card = await _host.Must(new ShowResident(_id, "maintain"));
        await _host.Must(new MoveResident(_id, MoveKind.Out, null, 0, "", card.Version));
        await _host.Sql("jia", "UPDATE host_persons SET \"LeftAt\" = '2020-01-01 00:00:00'");
        await _host.Enter((await _host.Place(2)).Building, "王建国");
        var host = (await _host.Get<RetentionDesk>().Run("jia", CancellationToken.None))[0];
        Assert.Contains(host.Gone, gone => gone is { Field: HostPersonalData.Resident, Count: 1 });
        Assert.Equal(["王建国"], await _host.Books("jia", books => books.Persons.Select(person => person.Name).ToListAsync()));
        Assert.Equal(1, await _host.Books("jia", books => books.Moves.CountAsync()));
        // Looks and consents of hers are proofs and have their own three years.
        Assert.NotEqual(0, await _host.Books("jia", books => books.Access.CountAsync(line => line.Resident == _id)));
        Assert.Equal(1, await _host.Books("jia", books => books.Consents.CountAsync()));
    }

    [Fact]
    public async Task A_guardian_goes_when_the_child_decides_for_itself()
    {
        var building = (await _host.Place(3)).Building;
        var year = TimeProvider.System.GetUtcNow().Year;
        var mother = await _host.Enter(building, "王桂兰", 1985);
        var child = await _host.Must(new SaveResident(null, "王小明", year - 14, null, building, 1, "1单元101", 0, mother, GuardianRelation.Parent));
        Assert.DoesNotContain((await _host.Must(new RehearseClearing()))[0].Gone, gone => gone.Field == HostPersonalData.Guardian);
        await _host.Sql("jia", $"UPDATE host_persons SET \"BirthYear\" = {year - 15} WHERE \"Name\" = '王小明'");
        Assert.Contains((await _host.Must(new RehearseClearing()))[0].Gone, gone => gone is { Field: HostPersonalData.Guardian, Count: 1 });
        Assert.Equal(1, await _host.Books("jia", books => books.Guardians.CountAsync(link => link.Child == child)));
        await _host.Get<RetentionDesk>().Run("jia", CancellationToken.None);
        Assert.Equal(0, await _host.Books("jia", books => books.Guardians.CountAsync(link => link.Child == child)));
    }

    [Theory]
    [InlineData("2026-11-22T02:59:00+08:00", "2026-11-22T03:00:00+08:00")]
    [InlineData("2026-11-22T03:00:00+08:00", "2026-11-23T03:00:00+08:00")]
    [InlineData("2026-12-31T23:59:00+08:00", "2027-01-01T03:00:00+08:00")]
    public void The_night_strikes_three(string now, string next) =>
        Assert.Equal(DateTimeOffset.Parse(next, System.Globalization.CultureInfo.InvariantCulture), RetentionNight.Next(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public async Task A_night_is_done_once()
    {
        var night = _host.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<RetentionNight>().Single();
        await night.Tonight(CancellationToken.None);
        await night.Tonight(CancellationToken.None);
        Assert.Single(await _host.Books("jia", books => books.Clearings.Select(line => line.Run).Distinct().ToListAsync()));
    }
}

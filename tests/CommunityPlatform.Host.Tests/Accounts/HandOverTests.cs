using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Register;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CommunityPlatform.Host.Tests.Accounts;

public sealed class HandOverTests(House house) : IClassFixture<House>
{
    private static CancellationToken No => CancellationToken.None;

    private Grants Grants => house.Services.GetRequiredService<Grants>();

    private static string Fresh() => "h" + Guid.NewGuid().ToString("N")[..8];

    [Fact]
    public async Task Moves_roles_grids_and_lead_in_one_act_and_deletes_nothing()
    {
        var place = Fresh();
        var admin = await house.Account(Fresh(), place, Roles.CommunityAdmin);
        var by = new Asker(admin, "admin", false);
        var name = Fresh();
        var leaver = await house.Account(name, place, Roles.Worker);
        var heir = await house.Account(Fresh(), place, Roles.Counter);
        var (one, two) = (await Grid(place, "01", leaver), await Grid(place, "02", heir));
        Assert.True((await house.Desk.SetRoles(by, place, leaver, [Roles.Worker, Roles.Approver], [one], No)).Ok);
        Assert.True((await house.Desk.SetRoles(by, place, heir, [Roles.Counter], [two], No)).Ok);

        Assert.IsType<SuccessorMissing>((await house.Desk.HandOver(by, place, leaver, leaver, No)).Refusal);
        Assert.IsType<SuccessorMissing>((await house.Desk.HandOver(by, place, leaver, "nobody", No)).Refusal);
        Assert.IsType<OwnAccount>((await house.Desk.HandOver(by, place, admin, heir, No)).Refusal);
        Assert.IsType<NotAllowed>((await house.Desk.HandOver(new(heir, "heir", false), place, leaver, heir, No)).Refusal);
        Assert.True((await house.Desk.HandOver(by, place, leaver, heir, No)).Ok);

        var standing = await Grants.Of(heir, place);
        Assert.Equal([Roles.Approver, Roles.Counter, Roles.Worker], standing.Roles.Order());
        Assert.Equal(new[] { one, two }.Order(), standing.Grids!.Order());
        Assert.Empty((await Grants.Of(leaver, place)).Roles);
        using var browser = house.Browser();
        Assert.StartsWith("/sign-in?said=closed", House.Where(await House.SignIn(browser, name)), StringComparison.Ordinal);
        Assert.Equal(heir, await Leader(place, one));

        // Her rows stay, and the list says who took over.
        await using var database = house.Books();
        Assert.Equal(2, await database.Memberships.CountAsync(row => row.AccountId == leaver && row.HandedTo == heir));
        var row = Assert.Single(await house.Services.GetRequiredService<AccountBook>().Of(place, No), row => row.Id == leaver);
        Assert.Equal((AccountState.Closed, 0), (row.State, row.Roles.Count));
        Assert.NotNull(row.HandedTo);
        Assert.Contains(await Audited(place), line => line.Act == "HandOver" && line.Subject!.StartsWith(name + " → ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Leaves_the_account_open_where_she_works_elsewhere_too()
    {
        var (place, elsewhere) = (Fresh(), Fresh());
        await house.Account(Fresh(), place, Roles.CommunityAdmin);
        var name = Fresh();
        var leaver = await house.Account(name, place, Roles.Worker);
        var heir = await house.Account(Fresh(), place, Roles.Worker);
        await house.Community(elsewhere);
        Assert.True((await house.Desk.SetRoles(Asker.Platform, elsewhere, leaver, [Roles.Worker], null, No)).Ok);
        Assert.True((await house.Desk.HandOver(Asker.Platform, place, leaver, heir, No)).Ok);
        using var browser = house.Browser();
        Assert.Equal($"/c/{elsewhere}", House.Where(await House.SignIn(browser, name)));
    }

    private async Task<Guid> Grid(string place, string code, string leader)
    {
        await using var session = await house.Services.GetRequiredService<DatabaseEngine>().Open(place, write: true, No);
        await using var books = house.Services.GetRequiredService<CommunityBooks>().Open(session);
        var grid = new Grid { Id = Guid.CreateVersion7(), Code = code, Name = code, LeaderAccountId = leader };
        books.Add(grid);
        await books.SaveChangesAsync();
        await session.Commit(No);
        return grid.Id;
    }

    private async Task<string?> Leader(string place, Guid grid) => await Read(place, books => books.Set<Grid>().Where(row => row.Id == grid).Select(row => row.LeaderAccountId).SingleAsync());

    private Task<List<AuditLine>> Audited(string place) => Read(place, books => books.Audit.ToListAsync());

    private async Task<T> Read<T>(string place, Func<CommunityDbContext, Task<T>> read)
    {
        await using var session = await house.Services.GetRequiredService<DatabaseEngine>().Open(place, write: false, No);
        await using var books = house.Services.GetRequiredService<CommunityBooks>().Open(session);
        return await read(books);
    }
}

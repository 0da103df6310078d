using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommunityPlatform.Host.Tests.Accounts;

public sealed class AccountDeskTests(House house) : IClassFixture<House>
{
    private static CancellationToken No => CancellationToken.None;

    private static Asker As(string account) => new(account, account, false);

    private static string Fresh() => "c" + Guid.NewGuid().ToString("N")[..8];

    private async Task<(string Community, string Admin)> Founded()
    {
        var community = Fresh();
        return (community, await house.Account(Fresh(), community, Roles.CommunityAdmin));
    }

    [Fact]
    public async Task Keeps_the_last_administrator()
    {
        var (community, admin) = await Founded();
        Assert.IsType<LastAdministrator>((await house.Desk.SetRoles(As(admin), community, admin, [Roles.Worker], null, No)).Refusal);
        Assert.IsType<LastAdministrator>((await house.Desk.Lock(Asker.Platform, community, admin, No)).Refusal);
        Assert.IsType<LastAdministrator>((await house.Desk.Remove(Asker.Platform, community, admin, No)).Refusal);
        // Somebody who has not chosen a password yet cannot stand in.
        var invited = await house.Desk.Create(As(admin), community, new(Fresh(), "Second", [Roles.CommunityAdmin], null), No);
        Assert.IsType<LastAdministrator>((await house.Desk.Remove(Asker.Platform, community, admin, No)).Refusal);
        await house.Account(Fresh(), community, Roles.CommunityAdmin);
        Assert.True((await house.Desk.Remove(Asker.Platform, community, admin, No)).Ok);
        Assert.True(invited.Ok);
    }

    [Fact]
    public async Task Raises_nobody_by_her_own_hand()
    {
        var (community, admin) = await Founded();
        Assert.IsType<OwnRoleRaised>((await house.Desk.SetRoles(As(admin), community, admin, [Roles.CommunityAdmin, Roles.Approver], null, No)).Refusal);
        Assert.IsType<OwnAccount>((await house.Desk.Lock(As(admin), community, admin, No)).Refusal);
        Assert.IsType<OwnAccount>((await house.Desk.Remove(As(admin), community, admin, No)).Refusal);

        var clerk = await house.Account(Fresh(), community, Roles.Worker);
        var permissions = house.Services.GetRequiredService<PermissionDesk>();
        Assert.True((await permissions.Set(As(admin), community, Roles.Worker, HostPermissions.ManageAccounts, given: true, No)).Ok);
        Assert.IsType<OnlyAdministrators>((await house.Desk.SetRoles(As(clerk), community, clerk, [Roles.CommunityAdmin], null, No)).Refusal);
        Assert.IsType<OnlyAdministrators>((await house.Desk.Invite(As(clerk), community, admin, No)).Refusal);
        Assert.IsType<OnlyAdministrators>((await house.Desk.Create(As(clerk), community, new(Fresh(), "Friend", [Roles.CommunityAdmin], null), No)).Refusal);
        Assert.IsType<OwnRoleRaised>((await permissions.Set(As(clerk), community, Roles.Worker, HostPermissions.ManageModules, given: true, No)).Refusal);
        Assert.True((await house.Desk.SetRoles(Asker.Platform, community, clerk, [Roles.Worker], [Guid.NewGuid()], No)).Ok);
        Assert.IsType<OwnRoleRaised>((await house.Desk.SetRoles(As(clerk), community, clerk, [Roles.Worker], null, No)).Refusal);
    }

    [Fact]
    public async Task Touches_no_account_that_reaches_beyond_the_community()
    {
        var (community, admin) = await Founded();
        var (elsewhere, _) = await Founded();
        var both = await house.Account(Fresh(), community, Roles.Worker);
        Assert.True((await house.Desk.SetRoles(Asker.Platform, elsewhere, both, [Roles.Worker], null, No)).Ok);
        Assert.IsType<WorksElsewhere>((await house.Desk.Invite(As(admin), community, both, No)).Refusal);
        Assert.IsType<WorksElsewhere>((await house.Desk.Lock(As(admin), community, both, No)).Refusal);
        var stranger = await house.Account(Fresh(), elsewhere, Roles.Worker);
        Assert.IsType<NotFound>((await house.Desk.SetRoles(As(admin), community, stranger, [Roles.Worker], null, No)).Refusal);
        Assert.IsType<NotFound>((await house.Desk.Invite(As(admin), community, stranger, No)).Refusal);
        Assert.IsType<NotAllowed>((await house.Desk.Invite(As(admin), elsewhere, stranger, No)).Refusal);
    }

    [Fact]
    public async Task Refuses_a_taken_name_and_makes_nothing_of_it()
    {
        var (community, admin) = await Founded();
        var name = Fresh();
        Assert.True((await house.Desk.Create(As(admin), community, new(name, "One", [Roles.Worker], null), No)).Ok);
        Assert.IsType<SignInNameTaken>((await house.Desk.Create(As(admin), community, new(name.ToUpperInvariant(), "Two", [Roles.Worker], null), No)).Refusal);
        Assert.IsType<SignInNameUnfit>((await house.Desk.Create(As(admin), community, new("two words", "Two", [Roles.Worker], null), No)).Refusal);
        Assert.IsType<RoleMissing>((await house.Desk.Create(As(admin), community, new(Fresh(), "Two", [Roles.Street], null), No)).Refusal);
        Assert.IsType<GridsMissing>((await house.Desk.Create(As(admin), community, new(Fresh(), "Two", [Roles.Worker], []), No)).Refusal);
        Assert.Equal(2, (await house.Services.GetRequiredService<AccountBook>().Of(community, No)).Count);
    }

    [Fact]
    public async Task Writes_both_books()
    {
        var (community, admin) = await Founded();
        var name = Fresh();
        Assert.True((await house.Desk.Create(As(admin), community, new(name, "One", [Roles.Worker], null), No)).Ok);
        Assert.IsType<RoleMissing>((await house.Desk.Create(As(admin), community, new(Fresh(), "Two", [], null), No)).Refusal);
        await using var database = house.Books();
        var lines = await database.OperatorLog.Where(line => line.By == admin).OrderBy(line => line.At).ToListAsync();
        Assert.Equal([("CreateAccount", "done"), ("CreateAccount", "refused:RoleMissing")], lines.Select(line => (line.Act, line.Outcome)));
        await using var session = await house.Services.GetRequiredService<DatabaseEngine>().Open(community, write: false, No);
        await using var books = house.Services.GetRequiredService<CommunityBooks>().Open(session);
        var audit = await books.Audit.Where(line => line.Account == admin).ToListAsync();
        Assert.Equal(("host", "CreateAccount", name), Assert.Single(audit.Select(line => (line.Module, line.Act, line.Subject!))));
    }
}

using System.Net;
using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace CommunityPlatform.Host.Tests.Accounts;

public sealed class PermissionTests(House house) : IClassFixture<House>
{
    private static CancellationToken No => CancellationToken.None;

    private Grants Grants => house.Services.GetRequiredService<Grants>();

    private PermissionDesk Desk => house.Services.GetRequiredService<PermissionDesk>();

    [Fact]
    public async Task Denies_until_granted_and_again_when_taken()
    {
        var admin = await house.Account("admin", "jia", Roles.CommunityAdmin);
        var worker = await house.Account("worker", "jia", Roles.Worker);
        var by = new Asker(admin, "admin", false);
        using var browser = house.Browser();
        await House.SignIn(browser, "worker");

        Assert.Equal([HostPermissions.KeepConsents, HostPermissions.RevealContacts, HostPermissions.SeeRegister], (await Grants.Of(worker, "jia")).Permissions.Order(StringComparer.Ordinal));
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/c/jia/settings/accounts")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/c/jia/settings/permissions")).StatusCode);

        Assert.True((await Desk.Set(by, "jia", Roles.Worker, HostPermissions.ManageAccounts, given: true, No)).Ok);
        Assert.Contains(HostPermissions.ManageAccounts, (await Grants.Of(worker, "jia")).Permissions);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/c/jia/settings/accounts")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/c/jia/settings/permissions")).StatusCode);

        Assert.True((await Desk.Set(by, "jia", Roles.Worker, HostPermissions.ManageAccounts, given: false, No)).Ok);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/c/jia/settings/accounts")).StatusCode);
    }

    [Fact]
    public async Task Holds_in_one_community_only()
    {
        var admin = await house.Account("admin-yi", "yi", Roles.CommunityAdmin);
        await house.Community("bing");
        Assert.Empty((await Grants.Of(admin, "bing")).Permissions);
        Assert.IsType<NotAllowed>((await Desk.Set(new(admin, "admin-yi", false), "bing", Roles.Worker, HostPermissions.SeeAudit, given: true, No)).Refusal);
        using var browser = house.Browser();
        await House.SignIn(browser, "admin-yi");
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/c/bing/settings/accounts")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/c/yi/settings/accounts")).StatusCode);
    }

    [Fact]
    public async Task Keeps_administrators_able_to_manage_and_knows_only_what_modules_declare()
    {
        await house.Community("ding");
        Assert.IsType<KeepsManaging>((await Desk.Set(Asker.Platform, "ding", Roles.CommunityAdmin, HostPermissions.ManageAccounts, given: false, No)).Refusal);
        Assert.IsType<NotFound>((await Desk.Set(Asker.Platform, "ding", Roles.Worker, "nobody.declares-this", given: true, No)).Refusal);
        Assert.IsType<NotFound>((await Desk.Set(Asker.Platform, "ding", "emperor", HostPermissions.SeeAudit, given: true, No)).Refusal);
    }
}

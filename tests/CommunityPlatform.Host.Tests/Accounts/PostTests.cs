using System.Globalization;
using System.Resources;
using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.Extensions.DependencyInjection;

namespace CommunityPlatform.Host.Tests.Accounts;

public sealed class PostTests(House house) : IClassFixture<House>
{
    private static CancellationToken No => CancellationToken.None;

    private PermissionDesk Desk => house.Services.GetRequiredService<PermissionDesk>();

    private AccountBook Book => house.Services.GetRequiredService<AccountBook>();

    [Fact]
    public async Task A_post_is_taken_into_use_with_what_its_template_gives_here()
    {
        var admin = await house.Account("posts-admin", "gang", Roles.CommunityAdmin);
        var worker = await house.Account("posts-worker", "gang", Roles.Worker);
        var by = new Asker(admin, "admin", false);
        Assert.Equal(Roles.Basic, await Book.Posts("gang", No));
        // Modules are off in this house: what is theirs is left out.
        Assert.Equal(2, (await Desk.AddPost(by, "gang", "grid-leader", No)).Value);
        Assert.Contains(("grid-leader", HostPermissions.SeeRegister), await Book.Granted("gang", No));
        Assert.Equal([.. Roles.Basic, "grid-leader"], await Book.Posts("gang", No));
        Assert.True((await house.Desk.SetRoles(by, "gang", worker, ["grid-leader"], null, No)).Ok);
        Assert.Equal([HostPermissions.KeepConsents, HostPermissions.SeeRegister], (await house.Services.GetRequiredService<Grants>().Of(worker, "gang")).Permissions.Order());

        Assert.IsType<PostNeedsModules>((await Desk.AddPost(by, "gang", "culture-officer", No)).Refusal);
        Assert.IsType<NotFound>((await Desk.AddPost(by, "gang", "emperor", No)).Refusal);
        Assert.IsType<NotAllowed>((await Desk.AddPost(new(worker, "worker", false), "gang", "secretary", No)).Refusal);
        Assert.DoesNotContain("secretary", await Book.Posts("gang", No));
    }

    [Fact]
    public void Every_post_has_its_words_and_something_to_do()
    {
        var words = new ResourceManager(typeof(AccountTexts));
        Assert.True(PostTemplates.All.Count >= 10);
        Assert.Equal(PostTemplates.All.Count, PostTemplates.All.Select(post => post.Role).Distinct().Count());
        Assert.Empty(PostTemplates.All.Select(post => post.Role).Intersect(Roles.Basic));
        foreach (var post in PostTemplates.All)
        {
            Assert.NotEmpty(post.Permissions);
            foreach (var language in (string[])["zh-Hans", "en"])
                foreach (var key in (string[])["Role.", "RoleText."]) Assert.NotNull(words.GetString(key + post.Role, CultureInfo.GetCultureInfo(language)));
            Assert.All(post.Permissions.Where(id => id.StartsWith("host.", StringComparison.Ordinal)), id => Assert.Contains(id, HostPermissions.All));
        }
    }

    [Fact]
    public void No_template_gives_what_only_administrators_have() =>
        Assert.All(PostTemplates.All, post => Assert.Empty(post.Permissions.Intersect([HostPermissions.ManageAccounts, HostPermissions.ManageDevices, HostPermissions.ManageModules])));
}

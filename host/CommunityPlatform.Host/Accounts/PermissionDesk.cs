using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Accounts;

/// <summary>Gives permissions to roles and takes them back.</summary>
internal sealed class PermissionDesk(
    IDbContextFactory<PlatformDbContext> databases, CommunityDirectory communities, CommunityLedger ledger, ModuleBoard board, Grants grants, TimeProvider clock)
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Gives or takes one permission. A role that the asker holds herself is raised by the operator only.</summary>
    public async Task<Outcome<bool>> Set(Asker by, string community, string role, string permission, bool given, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            var refusal = await Problem(by, community, role, permission, given);
            var act = given ? "GrantPermission" : "TakePermission";
            var subject = $"{role}: {permission}";
            await using var database = await databases.CreateDbContextAsync(stop);
            if (refusal is null)
            {
                var row = await database.Grants.FindAsync([community, role, permission], stop);
                if (given && row is null) database.Grants.Add(new() { Community = community, Role = role, Permission = permission });
                if (!given && row is not null) database.Grants.Remove(row);
            }
            database.OperatorLog.Add(new()
            {
                At = clock.GetUtcNow().UtcDateTime, By = by.Name, Act = act, Subject = $"{community}/{subject}", Outcome = refusal is null ? "done" : "refused:" + refusal.GetType().Name,
            });
            await database.SaveChangesAsync(stop);
            grants.Forget();
            if (refusal is not null) return refusal;
            await ledger.Note(community, by.Person, act, subject, CancellationToken.None);
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>按模板启用岗位 · Takes a post into use with what its template gives; permissions of modules that are off here are left out. Says how many were given.</summary>
    public async Task<Outcome<int>> AddPost(Asker by, string community, string role, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            await using var database = await databases.CreateDbContextAsync(stop);
            var template = PostTemplates.Find(role);
            var wanted = template?.Permissions.Where(permission => Known(community, permission)).ToList() ?? [];
            Refusal? refusal = template is null || communities.Find(community) is null ? new NotFound() : null;
            if (refusal is null && wanted.Count == 0) refusal = new PostNeedsModules();
            foreach (var permission in wanted)
            {
                if ((refusal ??= await Problem(by, community, role, permission, given: true)) is not null) break;
                if (await database.Grants.FindAsync([community, role, permission], stop) is null) database.Grants.Add(new() { Community = community, Role = role, Permission = permission });
            }
            if (refusal is not null) database.ChangeTracker.Clear();
            database.OperatorLog.Add(new()
            {
                At = clock.GetUtcNow().UtcDateTime, By = by.Name, Act = "AddPost", Subject = $"{community}/{role}", Outcome = refusal is null ? "done" : "refused:" + refusal.GetType().Name,
            });
            await database.SaveChangesAsync(stop);
            grants.Forget();
            if (refusal is not null) return refusal;
            await ledger.Note(community, by.Person, "AddPost", role, CancellationToken.None);
            return wanted.Count;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Whether a role is out of the asker's hand: she holds it herself, so she may take from it but not add.</summary>
    public async ValueTask<bool> IsOwn(Asker by, string community, string role) =>
        !by.RunsPlatform && (await grants.Of(by.AccountId ?? "", community)).Roles.Contains(role);

    private async Task<Refusal?> Problem(Asker by, string community, string role, string permission, bool given)
    {
        if (communities.Find(community) is null || !Roles.InCommunity.Contains(role) || !Known(community, permission)) return new NotFound();
        if (!by.RunsPlatform)
        {
            var standing = await grants.Of(by.AccountId ?? "", community);
            if (!standing.Permissions.Contains(HostPermissions.ManageAccounts)) return new NotAllowed();
            if (role == Roles.CommunityAdmin && !standing.Roles.Contains(Roles.CommunityAdmin)) return new OnlyAdministrators();
            if (given && standing.Roles.Contains(role)) return new OwnRoleRaised();
        }
        return !given && role == Roles.CommunityAdmin && permission == HostPermissions.ManageAccounts ? new KeepsManaging() : null;
    }

    private bool Known(string community, string permission) =>
        HostPermissions.All.Contains(permission) || board.Enabled(community).Any(module => module.Package.Manifest!.Permissions.Any(entry => entry.Id == permission));
}

using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;

namespace CommunityPlatform.Host.News;

/// <summary>Communities founded, renamed or moved by another host or by a command.</summary>
internal sealed class CommunityNews(CommunityDirectory communities, DatabasePlaces places, Modules.ModuleFollow modules) : INewsReader
{
    public string Topic => NewsTopic.Communities;

    public async Task Read(CancellationToken stop)
    {
        var moving = communities.All.Where(community => places.IsMoving(community.Slug)).ToList();
        await communities.Read(stop);
        // A host that started meanwhile could not bind the modules of a closed community.
        if (moving.Exists(community => !places.IsMoving(community.Slug))) await modules.Read(stop);
    }
}

/// <summary>Roles and permissions given or taken by another host.</summary>
internal sealed class GrantNews(Grants grants) : INewsReader
{
    public string Topic => NewsTopic.Grants;

    public Task Read(CancellationToken stop)
    {
        grants.Forget();
        return Task.CompletedTask;
    }
}

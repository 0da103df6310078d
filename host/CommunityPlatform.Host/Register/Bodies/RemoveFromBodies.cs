using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Events;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Register.Bodies;

/// <summary>删除组织 · Takes away a body that was entered by mistake; one that lived is closed instead.</summary>
internal sealed record RemoveBody(Guid Id) : IUseCase<Done>
{
    public static Permission Needs => HostPermissions.ManageRegister;

    public string? Subject => Id.ToString();
}

/// <summary>It has posts, or other bodies stand under it.</summary>
internal sealed record BodyNotEmpty : Refusal;

internal sealed class RemoveBodyHandler(CommunityDbContext database, IOutbox outbox) : IHandler<RemoveBody, Done>
{
    public async Task<Outcome<Done>> Handle(RemoveBody ask, CancellationToken stop)
    {
        if (await database.Bodies.SingleOrDefaultAsync(body => body.Id == ask.Id, stop) is not { } found) return new NotFound();
        if (await database.Posts.AnyAsync(post => post.BodyId == ask.Id, stop) || await database.Bodies.AnyAsync(body => body.ParentId == ask.Id, stop)) return new BodyNotEmpty();
        database.Bodies.Remove(found);
        outbox.Add(new BodyChanged(ask.Id));
        return new Done();
    }
}

/// <summary>删除岗位 · Takes away a post that nobody ever held.</summary>
internal sealed record RemovePost(Guid Id) : IUseCase<Done>
{
    public static Permission Needs => HostPermissions.ManageRegister;

    public string? Subject => Id.ToString();
}

/// <summary>Somebody held it: that stays.</summary>
internal sealed record PostWasHeld : Refusal;

internal sealed class RemovePostHandler(CommunityDbContext database, IOutbox outbox) : IHandler<RemovePost, Done>
{
    public async Task<Outcome<Done>> Handle(RemovePost ask, CancellationToken stop)
    {
        if (await database.Posts.SingleOrDefaultAsync(post => post.Id == ask.Id, stop) is not { } found) return new NotFound();
        if (await database.Terms.AnyAsync(term => term.PostId == ask.Id, stop)) return new PostWasHeld();
        database.Posts.Remove(found);
        outbox.Add(new BodyChanged(found.BodyId));
        return new Done();
    }
}

/// <summary>删除任职记录 · Takes away a term that was entered by mistake; one that was served ends by its last day instead.</summary>
internal sealed record RemoveTerm(Guid Id) : IUseCase<Done>
{
    public static Permission Needs => HostPermissions.ManageRegister;

    public string? Subject => Id.ToString();
}

internal sealed class RemoveTermHandler(CommunityDbContext database, IOutbox outbox) : IHandler<RemoveTerm, Done>
{
    public async Task<Outcome<Done>> Handle(RemoveTerm ask, CancellationToken stop)
    {
        if (await database.Terms.SingleOrDefaultAsync(term => term.Id == ask.Id, stop) is not { } found) return new NotFound();
        var body = await database.Posts.Where(post => post.Id == found.PostId).Select(post => post.BodyId).SingleAsync(stop);
        database.Terms.Remove(found);
        outbox.Add(new PostHolderChanged(body, found.PostId, null, null, found.From, found.To));
        return new Done();
    }
}

using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Events;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Register.Bodies;

/// <summary>组织登记 · Enters or changes a body, also that it was closed.</summary>
internal sealed record SaveBody(Guid? Id, string Name, BodyKind Kind, Guid? Parent, DateOnly? Founded, DateOnly? Closed, long Version) : IUseCase<Guid>
{
    public static Permission Needs => HostPermissions.ManageRegister;

    public string? Subject => Id?.ToString() ?? Name;

    public void Check(FieldErrors errors)
    {
        errors.Text(nameof(Name), Name, 60);
        if (!Enum.IsDefined(Kind)) errors.Add(nameof(Kind), "Field.Required");
        BodyDays.Check(errors, nameof(Founded), Founded, nameof(Closed), Closed);
    }
}

/// <summary>Another body is called so.</summary>
internal sealed record BodyNameTaken(string Name) : Refusal
{
    public override object?[] Args => [Name];

    public override string? Field => nameof(SaveBody.Name);
}

/// <summary>The body above would stand under this one.</summary>
internal sealed record BodyLoop(string Above) : Refusal
{
    public override object?[] Args => [Above];

    public override string? Field => nameof(SaveBody.Parent);
}

/// <summary>The body above is closed.</summary>
internal sealed record ParentClosed(string Above) : Refusal
{
    public override object?[] Args => [Above];

    public override string? Field => nameof(SaveBody.Parent);
}

/// <summary>It cannot be closed: another body still stands under it.</summary>
internal sealed record BodyHasParts(string Part) : Refusal
{
    public override object?[] Args => [Part];

    public override string? Field => nameof(SaveBody.Closed);
}

/// <summary>It cannot be closed: somebody holds a post in it after that day.</summary>
internal sealed record BodyHasHolders(string Post) : Refusal
{
    public override object?[] Args => [Post];

    public override string? Field => nameof(SaveBody.Closed);
}

/// <summary>A body is another one now: founded, changed or closed.</summary>
[EventName("host.body-changed.v1")]
internal sealed record BodyChanged(Guid Body);

internal sealed class SaveBodyHandler(CommunityDbContext database, IOutbox outbox) : IHandler<SaveBody, Guid>
{
    public async Task<Outcome<Guid>> Handle(SaveBody ask, CancellationToken stop)
    {
        var name = ask.Name.Trim();
        var all = await database.Bodies.ToListAsync(stop);
        var found = all.Find(body => body.Id == ask.Id);
        if (ask.Id is not null && found is null) return new NotFound();
        if (found is not null && found.Version != ask.Version) return new Stale();
        if (all.Exists(body => body.Name == name && body != found)) return new BodyNameTaken(name);
        if (ask.Parent is { } parent && Above(parent, found, ask.Closed, all) is { } wrong) return wrong;
        if (found is not null && ask.Closed is { } closed && await Closing(found, closed, all, stop) is { } held) return held;
        if (found is null) database.Bodies.Add(found = new() { Name = name, Kind = ask.Kind });
        (found.Name, found.Kind, found.ParentId, found.Founded, found.Closed) = (name, ask.Kind, ask.Parent, ask.Founded, ask.Closed);
        found.Version++;
        outbox.Add(new BodyChanged(found.Id));
        return found.Id;
    }

    private static Refusal? Above(Guid parent, Body? body, DateOnly? closed, List<Body> all)
    {
        if (all.Find(one => one.Id == parent) is not { } above) return new NotFound();
        for (var up = above; up is not null; up = all.Find(one => one.Id == up.ParentId))
            if (up == body) return new BodyLoop(above.Name);
        return above.Closed is not null && closed is null ? new ParentClosed(above.Name) : null;
    }

    private async Task<Refusal?> Closing(Body body, DateOnly closed, List<Body> all, CancellationToken stop)
    {
        if (all.Find(one => one.ParentId == body.Id && one.Closed is null) is { } part) return new BodyHasParts(part.Name);
        var held = await (from post in database.Posts
                          where post.BodyId == body.Id
                          join term in database.Terms on post.Id equals term.PostId
                          where term.To == null || term.To > closed
                          select post.Name).FirstOrDefaultAsync(stop);
        return held is null ? null : new BodyHasHolders(held);
    }
}

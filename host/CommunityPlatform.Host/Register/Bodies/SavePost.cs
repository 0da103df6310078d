using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Events;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Register.Bodies;

/// <summary>设置岗位 · Enters or changes a post of a body.</summary>
internal sealed record SavePost(Guid? Id, Guid Body, string Name, int Seats, string? Duty, string? Role, long Version) : IUseCase<Guid>
{
    public static Permission Needs => HostPermissions.ManageRegister;

    public string? Subject => Id?.ToString() ?? Name;

    public void Check(FieldErrors errors)
    {
        errors.Text(nameof(Name), Name, 40);
        errors.Range(nameof(Seats), Seats, 1, 999);
        errors.Text(nameof(Duty), Duty, 200, required: false);
        if (!string.IsNullOrEmpty(Role) && !Roles.InCommunity.Contains(Role)) errors.Add(nameof(Role), "Field.Required");
    }
}

/// <summary>The body has a post of this name.</summary>
internal sealed record PostNameTaken(string Name) : Refusal
{
    public override object?[] Args => [Name];

    public override string? Field => nameof(SavePost.Name);
}

/// <summary>More hold it on some day than there would be seats.</summary>
internal sealed record SeatsTooFew(DateOnly Day) : Refusal
{
    public override object?[] Args => [Day];

    public override string? Field => nameof(SavePost.Seats);
}

internal sealed class SavePostHandler(CommunityDbContext database, IOutbox outbox) : IHandler<SavePost, Guid>
{
    public async Task<Outcome<Guid>> Handle(SavePost ask, CancellationToken stop)
    {
        var name = ask.Name.Trim();
        if (!await database.Bodies.AnyAsync(body => body.Id == ask.Body, stop)) return new NotFound();
        var posts = await database.Posts.Where(post => post.BodyId == ask.Body).ToListAsync(stop);
        var found = posts.Find(post => post.Id == ask.Id);
        if (ask.Id is not null && found is null) return new NotFound();
        if (found is not null && found.Version != ask.Version) return new Stale();
        if (posts.Exists(post => post.Name == name && post != found)) return new PostNameTaken(name);
        if (found is not null && BodyPost.FullOn(ask.Seats, await database.Terms.Where(term => term.PostId == found.Id).ToListAsync(stop)) is { } day) return new SeatsTooFew(day);
        if (found is null) database.Posts.Add(found = new() { BodyId = ask.Body, Name = name, Seats = ask.Seats });
        (found.Name, found.Seats, found.Duty, found.Role) = (name, ask.Seats, Blank(ask.Duty), Blank(ask.Role));
        found.Version++;
        outbox.Add(new BodyChanged(ask.Body));
        return found.Id;
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

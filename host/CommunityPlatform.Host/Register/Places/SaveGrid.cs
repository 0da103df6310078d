using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Events;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Register.Places;

/// <summary>网格登记 · Enters or changes a grid. It has one leader or, while the post is vacant, none.</summary>
internal sealed record SaveGrid(Guid? Id, string Code, string Name, string? Leader) : IUseCase<Guid>
{
    public static Permission Needs => HostPermissions.ManageRegister;

    public string? Subject => Id?.ToString() ?? Code;

    public void Check(FieldErrors errors)
    {
        errors.Text(nameof(Code), Code, 16);
        errors.Text(nameof(Name), Name, 50);
    }
}

/// <summary>Another grid has this number.</summary>
internal sealed record GridCodeTaken(string Code) : Refusal
{
    public override object?[] Args => [Code];

    public override string? Field => nameof(SaveGrid.Code);
}

/// <summary>A grid is another one now: its name or its leader.</summary>
[EventName("host.grid-changed.v1")]
internal sealed record GridChanged(Guid Grid);

internal sealed class SaveGridHandler(CommunityDbContext database, CurrentPerson asker, CurrentCommunity community, AccountBook accounts, IOutbox outbox) : IHandler<SaveGrid, Guid>
{
    public async Task<Outcome<Guid>> Handle(SaveGrid ask, CancellationToken stop)
    {
        var code = ask.Code.Trim();
        if (await database.Grids.AnyAsync(grid => grid.Code == code && grid.Id != ask.Id, stop)) return new GridCodeTaken(code);
        var found = ask.Id is { } id ? await database.Grids.SingleOrDefaultAsync(grid => grid.Id == id, stop) : null;
        // Whoever is limited to her grids founds none.
        if (ask.Id is null ? asker.Grids is not null : found is null || !asker.Sees(found.Id)) return new NotFound();
        var leader = string.IsNullOrEmpty(ask.Leader) ? null : ask.Leader;
        if (leader is not null && leader != found?.LeaderAccountId && !await accounts.WorksAt(community.Slug, leader, stop)) return new NotFound();
        if (found is null) database.Grids.Add(found = new() { Id = Guid.CreateVersion7(), Code = code, Name = "" });
        (found.Code, found.Name, found.LeaderAccountId) = (code, ask.Name.Trim(), leader);
        outbox.Add(new GridChanged(found.Id));
        return found.Id;
    }
}

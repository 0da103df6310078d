using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Register;
using CommunityPlatform.Host.Register.Residents;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Privacy.OwnData;

/// <summary>查阅记录 · Who looked at one resident's data, for her to read.</summary>
internal sealed record ListLooks(Guid Person) : IQuery<LooksOf>
{
    public static Permission Needs => HostPermissions.SeeRegister;

    public string? Subject => Person.ToString();
}

/// <summary>The latest thousand looks.</summary>
public sealed record LooksOf(Guid Person, string Name, DateTime At, IReadOnlyList<LookRow> Looks);

internal sealed class ListLooksHandler(CommunityDbContext database, CurrentPerson asker, ActFrame act) : IHandler<ListLooks, LooksOf>
{
    private const int Latest = 1000;

    public async Task<Outcome<LooksOf>> Handle(ListLooks ask, CancellationToken stop)
    {
        if (await database.Residents(asker).AsNoTracking().SingleOrDefaultAsync(one => one.Person.Id == ask.Person, stop) is not { } found) return new NotFound();
        var looks = await database.Looks(await database.FormerIds(ask.Person, stop), Latest, stop);
        act.Looks.Add((new(Purposes.Rights, ask.Person), 1));
        return new LooksOf(ask.Person, found.Person.Name, act.Now, looks);
    }
}

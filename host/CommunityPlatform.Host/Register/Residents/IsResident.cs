using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Register.Residents;

/// <summary>
/// Whether an id names a resident whom the asker may see, and nothing about her: no look is written down. A page asks it for its first
/// answer, whose status says that nothing is there; the open page looks.
/// </summary>
internal sealed record IsResident(Guid Id) : IQuery<Done>
{
    public static Permission Needs => HostPermissions.SeeRegister;
}

internal sealed class IsResidentHandler(CommunityDbContext database, CurrentPerson asker) : IHandler<IsResident, Done>
{
    public async Task<Outcome<Done>> Handle(IsResident ask, CancellationToken stop) =>
        await database.Residents(asker).AnyAsync(one => one.Person.Id == ask.Id, stop) ? new Done() : new NotFound();
}

using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.Privacy;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Register.Residents;

/// <summary>疑似重复 · Finds entries that may be one person: the same name and year of birth, and the same phone or the same building.</summary>
internal sealed record FindDoubles : IQuery<IReadOnlyList<DoubleRow>>
{
    public const int Most = 200;

    public static Permission Needs => HostPermissions.ManageRegister;
}

/// <summary>Two entries side by side. Names are whole: nobody can tell from a star whether two are one.</summary>
internal sealed record DoubleRow(string Name, int BirthYear, DoubleEntry One, DoubleEntry Other, bool SamePhone);

/// <summary>One of the two.</summary>
internal sealed record DoubleEntry(Guid Id, string Place, string Phone, long Version);

internal sealed class FindDoublesHandler(CommunityDbContext database, CurrentPerson asker, IVault vault, ActFrame act) : IHandler<FindDoubles, IReadOnlyList<DoubleRow>>
{
    public async Task<Outcome<IReadOnlyList<DoubleRow>>> Handle(FindDoubles ask, CancellationToken stop)
    {
        var living = database.Residents(asker).AsNoTracking().Where(one => one.Person.LeftAt == null);
        var pairs = from one in living
                    join other in living on new { one.Person.Name, one.Person.BirthYear } equals new { other.Person.Name, other.Person.BirthYear }
                    where one.Person.Id.CompareTo(other.Person.Id) < 0
                        && ((one.Person.PhoneIndex != null && one.Person.PhoneIndex == other.Person.PhoneIndex) || one.Building.Id == other.Building.Id)
                    orderby one.Person.NamePinyin, one.Person.Id
                    select new { One = one, Other = other };
        var found = await pairs.Take(FindDoubles.Most).ToListAsync(stop);
        foreach (var person in found.SelectMany(pair => new[] { pair.One.Person.Id, pair.Other.Person.Id }).Distinct()) act.Looks.Add((new(Purposes.Maintain, person), 1));
        return found.ConvertAll(pair => new DoubleRow(
            pair.One.Person.Name, pair.One.Person.BirthYear, Entry(pair.One), Entry(pair.Other), pair.One.Person.PhoneIndex is not null && pair.One.Person.PhoneIndex == pair.Other.Person.PhoneIndex));
    }

    private DoubleEntry Entry(Residence one) => new(
        one.Person.Id, $"{one.Building.Name} {one.Household.Door}", vault.Masked(HostPersonalData.Phone, one.Person.Phone, Masks.Phone), one.Person.Version);
}

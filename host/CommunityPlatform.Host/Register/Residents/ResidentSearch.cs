using System.Globalization;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.Privacy;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Register.Residents;

/// <summary>
/// 居民查找 · Whom words fit. Each word becomes the set of ids that it fits, found by an index or in one small table; a condition over
/// joined tables would read every resident with her household for every word.
/// </summary>
internal static class ResidentSearch
{
    private const int MostWords = 6;

    /// <summary>The residents within the asker's grids whom the words fit, each of them.</summary>
    public static async Task<IQueryable<Residence>> Residents(this CommunityDbContext database, CurrentPerson asker, string? text, IVault vault, CancellationToken stop) =>
        database.Residents(asker, await database.Persons(text, vault, stop));

    /// <summary>The same without the places where they live and without the asker's grids, for counting where all grids count.</summary>
    public static async Task<IQueryable<Person>> Persons(this CommunityDbContext database, string? text, IVault vault, CancellationToken stop)
    {
        IQueryable<Person> found = database.Persons;
        var words = (text ?? "").Split((char[])[' ', '\u3000'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MostWords).ToList();
        if (words.Count == 0) return found;
        var buildings = await database.Buildings.AsNoTracking().Select(building => new { building.Id, building.Name }).ToListAsync(stop);
        foreach (var word in words)
        {
            var fitting = Fitting(database, word, [.. buildings.Where(building => Names(building.Name, word)).Select(building => building.Id)], vault);
            found = found.Where(person => fitting.Contains(person.Id));
        }
        return found;
    }

    /// <summary>Whether the word stands in a building's name; house 1 is not meant by the end of house 11.</summary>
    private static bool Names(string building, string word)
    {
        for (var at = building.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0; at = building.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
            if (at == 0 || !char.IsAsciiDigit(word[0]) || !char.IsAsciiDigit(building[at - 1])) return true;
        return false;
    }

    private static IQueryable<Guid> Fitting(CommunityDbContext database, string word, List<Guid> buildings, IVault vault)
    {
        var isNumber = word.All(char.IsAsciiDigit);
        if (isNumber && Contact.Tidy(word) is { } phone)
        {
            // While a key is turned, what it sealed is found by either.
            var indexes = Contact.Indexes(vault, phone);
            return database.Persons.Where(person => indexes.Contains(person.PhoneIndex!)).Select(person => person.Id);
        }
        if (word.All(char.IsAsciiLetter)) return Or(ByLetters(database, word.ToLower(CultureInfo.InvariantCulture)), InBuildings(database, buildings));
        var fitting = Or(BehindDoors(database, word), InBuildings(database, buildings));
        if (isNumber && word.Length == 4)
        {
            var tails = Contact.TailIndexes(vault, word);
            fitting = fitting.Union(database.Persons.Where(person => tails.Contains(person.PhoneTailIndex!)).Select(person => person.Id));
        }
        // A name holds no digit.
        return word.Any(char.IsAsciiDigit) ? fitting : fitting.Union(database.Persons.Where(person => person.Name.Contains(word)).Select(person => person.Id));
    }

    private static IQueryable<Guid> Or(IQueryable<Guid> one, IQueryable<Guid>? other) => other is null ? one : one.Union(other);

    /// <summary>Pinyin or initials begin so. Said as a range, which both engines look up in the index.</summary>
    private static IQueryable<Guid> ByLetters(CommunityDbContext database, string letters)
    {
        var (pinyin, initials) = (database.Persons.AsQueryable(), database.Persons.AsQueryable());
        if (After(letters) is { } end)
        {
            pinyin = pinyin.Where(person => string.Compare(person.NamePinyin, end) < 0);
            initials = initials.Where(person => string.Compare(person.NameInitials, end) < 0);
        }
        return pinyin.Where(person => string.Compare(person.NamePinyin, letters) >= 0).Select(person => person.Id)
            .Union(initials.Where(person => string.Compare(person.NameInitials, letters) >= 0).Select(person => person.Id));
    }

    /// <summary>The first word behind all that begin with these letters; null where none comes after them.</summary>
    private static string? After(string letters)
    {
        var stem = letters.TrimEnd('z');
        return stem.Length == 0 ? null : stem[..^1] + (char)(stem[^1] + 1);
    }

    private static IQueryable<Guid> BehindDoors(CommunityDbContext database, string word) =>
        from household in database.Households
        where household.Door.Contains(word)
        join person in database.Persons on household.Id equals person.HouseholdId
        select person.Id;

    private static IQueryable<Guid>? InBuildings(CommunityDbContext database, List<Guid> buildings) =>
        buildings.Count == 0 ? null
        : from household in database.Households
          where buildings.Contains(household.BuildingId)
          join person in database.Persons on household.Id equals person.HouseholdId
          select person.Id;
}

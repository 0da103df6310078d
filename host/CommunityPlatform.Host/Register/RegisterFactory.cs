using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Register;

/// <summary>The register as one act may ask it: masked, within the asker's grids, each look written down with its purpose.</summary>
internal sealed class RegisterFactory(CommunityBooks books) : IRegisterFactory
{
    private const int Most = 20;

    public IRegister For(ActFrame frame) => new Face(frame, books);

    private sealed class Face(ActFrame frame, CommunityBooks books) : IRegister
    {
        public async Task<IReadOnlyList<PersonHit>> Find(string text, string purpose, CancellationToken stop)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(purpose);
            text = text.Trim();
            if (text.Length < 2 || frame.Person.Kind == PersonKind.Resident) return [];
            await using var database = books.Open(frame.Session);
            var latin = text.ToLowerInvariant();
            var found = from person in database.Set<Person>()
                        join household in database.Set<Household>() on person.HouseholdId equals household.Id
                        join building in database.Set<Building>() on household.BuildingId equals building.Id
                        // Lower case on both sides: what LIKE holds for equal differs from database to database.
                        where person.Name.ToLower().StartsWith(latin) || person.NamePinyin.StartsWith(latin) || person.NameInitials == latin
                            || (latin.Length == 4 && person.Phone != null && person.Phone.EndsWith(latin))
                        select new { person.Id, person.Name, building.GridId, Building = building.Name, household.Stair };
            if (frame.Person.Grids is { } grids)
            {
                var own = grids.ToList();
                found = found.Where(hit => own.Contains(hit.GridId));
            }
            var hits = await found.OrderBy(hit => hit.Name).ThenBy(hit => hit.Id).Take(Most).ToListAsync(stop);
            frame.Looks.Add((purpose, hits.Count));
            return hits.ConvertAll(hit => new PersonHit(hit.Id, Masking.Name(hit.Name), $"{hit.Building} {hit.Stair}"));
        }
    }
}

/// <summary>脱敏 · How personal data look where nobody has given a reason to see more.</summary>
internal static class Masking
{
    /// <summary>张*: the first character, and a star whatever follows, so that the length tells nothing.</summary>
    public static string Name(string name) => name.Length == 0 ? "" : new System.Globalization.StringInfo(name).SubstringByTextElements(0, 1) + "*";

    /// <summary>138****5678.</summary>
    public static string Phone(string? phone) => phone is { Length: >= 7 } ? phone[..3] + "****" + phone[^4..] : "";
}

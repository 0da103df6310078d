using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Register.Residents;
using CommunityPlatform.Host.Sheets;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.Privacy;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Register.Imports;

/// <summary>What the rehearsal and the import do alike: rows to drafts, drafts to residents.</summary>
internal sealed class ImportWork(CommunityDbContext database, CurrentPerson asker, IVault vault, DateTime now)
{
    private readonly ImportGuardians _guardians = new(database, asker, now);
    private readonly HashSet<int> _children = [];
    private Dictionary<string, Building> _buildings = [];

    public async Task ReadPlaces(CancellationToken stop) =>
        _buildings = (await database.Buildings.ToListAsync(stop)).ToDictionary(building => Key(building.Name), StringComparer.OrdinalIgnoreCase);

    /// <summary>All rows, in order. A row that stands twice in the file is told at its second place.</summary>
    public async Task<(List<ResidentDraft> Drafts, List<RowProblem> Problems)> Drafts(XlsxTable table, ResidentColumns columns, CancellationToken stop)
    {
        var (drafts, problems) = (new List<ResidentDraft>(), new List<RowProblem>());
        var seen = new HashSet<(string, int, string, string)>();
        foreach (var (row, cells) in table.Rows)
        {
            if (ResidentDraft.From(row, cells, columns, now.Year, problems) is not { } draft) continue;
            if (_guardians.IsChild(draft)) _children.Add(row);
            if (!_buildings.TryGetValue(Key(draft.Building), out var building)) problems.Add(new(row, ResidentField.Building, "BuildingUnknown", draft.Building));
            else if (!asker.Sees(building.GridId)) problems.Add(new(row, ResidentField.Building, "OtherGrid", draft.Building));
            else if (!seen.Add((draft.Name, draft.BirthYear, Key(draft.Building), draft.Door))) problems.Add(new(row, null, "Twice", draft.Name));
            else drafts.Add(draft);
        }
        var known = await Known([.. drafts.Where(_guardians.IsChild)], stop);
        await _guardians.Check(drafts, drafts.Where(draft => known.ContainsKey(KeyOf(draft))).Select(draft => draft.Row).ToHashSet(), draft => _buildings[Key(draft.Building)].Id, problems, stop);
        return (drafts, problems);
    }

    /// <summary>
    /// The rows in the order in which they are taken over: children behind everybody else, so that their guardians are there. It hangs on
    /// the spreadsheet alone and is the same after a break. Asked after <see cref="Drafts"/>.
    /// </summary>
    public IReadOnlyList<int> Order(XlsxTable table) => [.. table.Rows.Select(row => row.Row).OrderBy(_children.Contains)];

    public async Task<(int New, int Changed, int Same)> Count(IReadOnlyList<ResidentDraft> drafts, CancellationToken stop)
    {
        var known = await Known(drafts, stop);
        var (fresh, changed, same) = (0, 0, 0);
        foreach (var draft in drafts)
        {
            if (known.GetValueOrDefault(KeyOf(draft)) is not { } person) fresh++;
            else if (Differs(person, draft)) changed++;
            else same++;
        }
        return (fresh, changed, same);
    }

    /// <summary>Takes drafts over: new residents are entered, a new telephone number replaces the old one.</summary>
    public async Task<(int Added, int Changed)> Take(IReadOnlyList<ResidentDraft> drafts, CancellationToken stop)
    {
        var known = await Known(drafts, stop);
        var homes = await Homes(drafts, stop);
        var changed = 0;
        var entered = new List<(ResidentDraft, Guid, Person)>();
        foreach (var draft in drafts)
        {
            if (known.GetValueOrDefault(KeyOf(draft)) is { } person)
            {
                if (!Differs(person, draft)) continue;
                Contact.Set(person, draft.Phone, vault);
                person.Version++;
                changed++;
                continue;
            }
            entered.Add((draft, _buildings[Key(draft.Building)].Id, Enter(draft, homes)));
        }
        await _guardians.Bind(entered, stop);
        return (entered.Count, changed);
    }

    private Person Enter(ResidentDraft draft, Dictionary<(Guid, int, string), Household> homes)
    {
        var building = _buildings[Key(draft.Building)];
        var place = (building.Id, draft.Stair, draft.Door);
        if (!homes.TryGetValue(place, out var household))
            database.Households.Add(household = homes[place] = new() { Id = Guid.CreateVersion7(), BuildingId = building.Id, Stair = draft.Stair, Door = draft.Door });
        var person = new Person { Id = Guid.CreateVersion7(), HouseholdId = household.Id, Name = "", NamePinyin = "", NameInitials = "", BirthYear = draft.BirthYear };
        person.Rename(draft.Name);
        Contact.Set(person, draft.Phone, vault);
        database.Persons.Add(person);
        database.Moves.Add(new() { PersonId = person.Id, Kind = MoveKind.In, ToHousehold = household.Id, At = now, By = asker.Name });
        return person;
    }

    /// <summary>Whoever of the drafts stands in the register already: the same name, year and door.</summary>
    private async Task<Dictionary<(string, int, Guid, string), Person>> Known(IReadOnlyList<ResidentDraft> drafts, CancellationToken stop)
    {
        var known = new Dictionary<(string, int, Guid, string), Person>();
        foreach (var names in drafts.Select(draft => draft.Name).Distinct(StringComparer.Ordinal).Chunk(400))
            foreach (var one in await (from person in database.Persons
                                       join household in database.Households on person.HouseholdId equals household.Id
                                       where names.Contains(person.Name) && person.LeftAt == null
                                       select new { Person = person, household.BuildingId, household.Door }).ToListAsync(stop))
                known.TryAdd((one.Person.Name, one.Person.BirthYear, one.BuildingId, one.Door), one.Person);
        return known;
    }

    private async Task<Dictionary<(Guid, int, string), Household>> Homes(IReadOnlyList<ResidentDraft> drafts, CancellationToken stop)
    {
        var homes = new Dictionary<(Guid, int, string), Household>();
        foreach (var building in drafts.Select(draft => _buildings[Key(draft.Building)].Id).Distinct())
            foreach (var home in await database.Households.Where(one => one.BuildingId == building).ToListAsync(stop))
                homes.TryAdd((home.BuildingId, home.Stair, home.Door), home);
        return homes;
    }

    private (string, int, Guid, string) KeyOf(ResidentDraft draft) => (draft.Name, draft.BirthYear, _buildings[Key(draft.Building)].Id, draft.Door);

    // A spreadsheet without a number says nothing about the one that is known.
    private bool Differs(Person person, ResidentDraft draft) => draft.Phone is { } phone && (person.PhoneIndex is null || !Contact.Indexes(vault, phone).Contains(person.PhoneIndex));

    private static string Key(string building) => string.Concat(building.Normalize(System.Text.NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c)));
}

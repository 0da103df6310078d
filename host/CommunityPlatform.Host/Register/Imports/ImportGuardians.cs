using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Privacy;
using CommunityPlatform.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Register.Imports;

/// <summary>导入儿童的监护人 · A child's row names an adult of the same door, in the spreadsheet or in the register; without one it is left out.</summary>
internal sealed class ImportGuardians(CommunityDbContext database, CurrentPerson asker, DateTime now)
{
    /// <summary>Whether a row is about somebody whose guardian decides.</summary>
    public bool IsChild(ResidentDraft draft) => Guardianship.Guards(draft.BirthYear, now);

    /// <summary>Takes children without a guardian out of the drafts and says so. Whoever stands in the register already is not entered anew.</summary>
    public async Task Check(List<ResidentDraft> drafts, IReadOnlySet<int> known, Func<ResidentDraft, Guid> buildingOf, List<RowProblem> problems, CancellationToken stop)
    {
        var children = drafts.Where(draft => IsChild(draft) && !known.Contains(draft.Row)).ToList();
        var here = drafts.Where(draft => Guardianship.IsOfAge(draft.BirthYear, now)).Select(draft => (buildingOf(draft), draft.Door, draft.Name)).ToHashSet();
        var there = await Adults(children, stop);
        foreach (var child in children)
        {
            var wanted = (buildingOf(child), child.Door, child.Guardian ?? "");
            if (here.Contains(wanted) || there.ContainsKey(wanted)) continue;
            drafts.Remove(child);
            problems.Add(new(child.Row, ResidentField.Guardian, child.Guardian is null ? "GuardianMissing" : "GuardianUnknown", child.Guardian ?? ""));
        }
    }

    /// <summary>Binds the children that were entered in this batch to their guardians.</summary>
    public async Task Bind(IReadOnlyList<(ResidentDraft Draft, Guid Building, Person Person)> entered, CancellationToken stop)
    {
        var children = entered.Where(one => IsChild(one.Draft)).ToList();
        if (children.Count == 0) return;
        var adults = await Adults(children.ConvertAll(one => one.Draft), stop);
        foreach (var one in entered.Where(one => Guardianship.IsOfAge(one.Draft.BirthYear, now))) adults.TryAdd((one.Building, one.Draft.Door, one.Draft.Name), one.Person.Id);
        foreach (var child in children)
            database.Guardians.Add(new()
            {
                Child = child.Person.Id, Guardian = adults[(child.Building, child.Draft.Door, child.Draft.Guardian ?? "")], Relation = GuardianRelation.Unstated, At = now, By = asker.Name,
            });
    }

    private async Task<Dictionary<(Guid Building, string Door, string Name), Guid>> Adults(IReadOnlyList<ResidentDraft> children, CancellationToken stop)
    {
        var adults = new Dictionary<(Guid, string, string), Guid>();
        foreach (var names in children.Select(child => child.Guardian).OfType<string>().Distinct(StringComparer.Ordinal).Chunk(400))
            foreach (var one in await (from person in database.Persons
                                       join household in database.Households on person.HouseholdId equals household.Id
                                       where names.Contains(person.Name) && person.LeftAt == null
                                       select new { person.Id, person.Name, person.BirthYear, household.BuildingId, household.Door }).ToListAsync(stop))
                if (Guardianship.IsOfAge(one.BirthYear, now)) adults.TryAdd((one.BuildingId, one.Door, one.Name), one.Id);
        return adults;
    }
}

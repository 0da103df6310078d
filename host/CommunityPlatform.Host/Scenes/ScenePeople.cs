using System.Globalization;
using CommunityPlatform.Host.Register;

namespace CommunityPlatform.Host.Scenes;

/// <summary>
/// Everyone and everything in the register of a demo community. Built from the scene's figures alone: the same
/// scene gives the same rows on every machine, and every figure comes out exactly.
/// </summary>
internal sealed class ScenePeople
{
    private const int AdultAge = 18;
    private const int FirstPhoneAge = 10;

    private readonly long seed;
    private readonly int presentYear;

    private ScenePeople(Scene scene, ScenePlaces places, IReadOnlyList<Person> persons, IReadOnlyDictionary<Guid, string> phones, IReadOnlyList<ResidentUnit> units)
    {
        seed = scene.Seed;
        presentYear = scene.People.BirthYearsAsOf;
        Grids = places.Grids;
        Buildings = places.Buildings;
        Households = places.Households;
        Persons = persons;
        Phones = phones;
        Units = units;
    }

    public IReadOnlyList<Grid> Grids { get; }

    public IReadOnlyList<Building> Buildings { get; }

    public IReadOnlyList<Household> Households { get; }

    public IReadOnlyList<Person> Persons { get; }

    /// <summary>Who has a phone, readable: they are sealed on their way into the register.</summary>
    public IReadOnlyDictionary<Guid, string> Phones { get; }

    public IReadOnlyList<ResidentUnit> Units { get; }

    public static ScenePeople From(Scene scene)
    {
        var places = ScenePlaces.From(scene);
        var persons = MakePersons(scene, places.Households);
        return new ScenePeople(scene, places, persons, MakePhones(scene, persons), MakeUnits(scene));
    }

    /// <summary>
    /// Different grown-ups for one purpose (the sign-ups of an event, say), in the same order every time.
    /// </summary>
    /// <param name="purpose">Any text; another text picks other people.</param>
    /// <exception cref="ArgumentOutOfRangeException">The community has fewer grown-ups.</exception>
    public IReadOnlyList<Person> PickAdults(string purpose, int count)
    {
        var adults = Persons.Where(x => presentYear - x.BirthYear >= AdultAge).ToArray();
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, adults.Length);
        SceneRandom.For(seed, "pick/" + purpose).Shuffle(adults);
        return adults[..count];
    }

    private static List<Person> MakePersons(Scene scene, IReadOnlyList<Household> households)
    {
        var random = SceneRandom.For(scene.Seed, "names");
        var names = new SceneNames(random);
        var families = SceneFamilies.Compose(scene);
        var persons = new List<Person>(scene.Community.Population);
        for (var i = 0; i < families.Length; i++)
        {
            var family = names.NextFamily();
            foreach (var member in families[i])
            {
                var birthYear = scene.People.BirthYearsAsOf - member.Age;
                var name = names.Next(family, member, birthYear);
                persons.Add(new Person
                {
                    Id = SceneIds.Of(scene.Seed, SceneKind.Person, persons.Count),
                    HouseholdId = households[i].Id,
                    Name = name.Text,
                    NamePinyin = name.Pinyin,
                    NameInitials = name.Initials,
                    BirthYear = birthYear,
                });
            }
        }

        return persons;
    }

    /// <summary>
    /// 138000 and five digits: eleven digits as on a real form, yet plainly made up. Nothing may ever be sent to them.
    /// </summary>
    private static Dictionary<Guid, string> MakePhones(Scene scene, List<Person> persons)
    {
        var random = SceneRandom.For(scene.Seed, "phones");
        var without = persons.Select(x => AgeOf(x) < FirstPhoneAge).ToArray();
        var left = (int)Math.Round(persons.Count * scene.People.WithoutPhonePercent / 100m) - without.Count(x => x);
        while (left > 0)
        {
            for (var i = 0; i < persons.Count && left > 0; i++)
            {
                if (!without[i] && random.Percent(AgeOf(persons[i]) is < 14 or > 74 ? 30 : 4))
                {
                    without[i] = true;
                    left--;
                }
            }
        }

        var start = random.Between(0, 99_999);
        var phones = new Dictionary<Guid, string>();
        for (var i = 0; i < persons.Count; i++)
        {
            // 7919 has no factor in common with 100,000: no number repeats before all are used.
            var number = (start + (i * 7919L)) % 100_000;
            if (!without[i]) phones[persons[i].Id] = string.Create(CultureInfo.InvariantCulture, $"138000{number:00000}");
        }
        return phones;

        int AgeOf(Person person) => scene.People.BirthYearsAsOf - person.BirthYear;
    }

    private static ResidentUnit[] MakeUnits(Scene scene)
    {
        var random = SceneRandom.For(scene.Seed, "units");
        var staff = scene.Units.Count == 0
            ? []
            : SceneSpread.AtLeastOne(scene.UnitStaff, [.. scene.Units.Select(_ => random.Between(20, 120))]);
        return
        [
            .. scene.Units.Select((unit, i) => new ResidentUnit
            {
                Id = SceneIds.Of(scene.Seed, SceneKind.Unit, i),
                Name = unit.Name,
                Kind = unit.Kind,
                Staff = staff[i],
            }),
        ];
    }
}

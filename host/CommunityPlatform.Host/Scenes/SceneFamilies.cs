namespace CommunityPlatform.Host.Scenes;

/// <summary>Who lives behind a door, before anyone has a name.</summary>
/// <param name="Man">Steers the choice of a given name only; the register does not keep it.</param>
/// <param name="OwnSurname">False for those who carry the family's surname.</param>
internal readonly record struct SceneMember(int Age, bool Man, bool OwnSurname);

/// <summary>Composes households so that people and elders come out exactly as the scene says.</summary>
internal static class SceneFamilies
{
    public const int ElderAge = 60;

    private static readonly int[] UsualSizes = [1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 6];

    // In percent, by household size: how often the old live there.
    private static readonly int[] WithElders = [0, 45, 35, 20, 25, 75, 85];

    public static IReadOnlyList<SceneMember>[] Compose(Scene scene)
    {
        var random = SceneRandom.For(scene.Seed, "families");
        var sizes = Sizes(scene.Community, random);
        var elders = Elders(sizes, (int)Math.Round(scene.Community.Population * scene.People.ElderPercent / 100m), random);
        return [.. sizes.Select((size, i) => Compose(size, elders[i], random))];
    }

    private static int[] Sizes(SceneCommunity figures, SceneRandom random)
    {
        var sizes = Enumerable.Range(0, figures.Households).Select(_ => random.Pick(UsualSizes)).ToArray();
        var most = Math.Max(6, (figures.Population / figures.Households) + 1);
        var off = figures.Population - sizes.Sum();
        while (off != 0)
        {
            var i = random.Between(0, sizes.Length - 1);
            var size = sizes[i] + Math.Sign(off);
            if (size >= 1 && size <= most)
            {
                off -= Math.Sign(off);
                sizes[i] = size;
            }
        }

        return sizes;
    }

    private static int[] Elders(int[] sizes, int wanted, SceneRandom random)
    {
        var elders = new int[sizes.Length];
        var order = Enumerable.Range(0, sizes.Length).ToArray();
        random.Shuffle(order);
        var room = sizes.Sum(MostElders);
        var left = Math.Min(wanted, room);
        while (left > 0)
        {
            foreach (var i in order)
            {
                if (left == 0)
                {
                    break;
                }

                if (elders[i] < MostElders(sizes[i]) && random.Percent(WithElders[Math.Min(sizes[i], WithElders.Length - 1)]))
                {
                    var couple = MostElders(sizes[i]) - elders[i] == 2 && left > 1 && random.Percent(sizes[i] == 3 ? 30 : 75);
                    elders[i] += couple ? 2 : 1;
                    left -= couple ? 2 : 1;
                }
            }
        }

        return elders;
    }

    private static int MostElders(int size) => Math.Min(size, 2);

    private static List<SceneMember> Compose(int size, int elders, SceneRandom random)
    {
        var members = new List<SceneMember>(size);
        var younger = size - elders;
        // Someone whose parents are over sixty is hardly under thirty-five.
        var headAge = random.Between(elders > 0 ? 35 : 27, ElderAge - 2);
        var wifeAge = Math.Clamp(headAge - random.Between(-2, 4), 24, ElderAge - 1);
        var headIsMan = younger > 1 || random.Percent(50);
        if (younger > 0)
        {
            members.Add(new SceneMember(headAge, headIsMan, OwnSurname: false));
        }

        var couple = younger >= 3 || (younger == 2 && random.Percent(75));
        if (couple)
        {
            members.Add(new SceneMember(wifeAge, Man: false, OwnSurname: true));
        }

        var children = Math.Min(younger - members.Count, 2);
        for (var i = 0; i < children; i++)
        {
            var age = Math.Max(0, wifeAge - random.Between(23, 35));
            members.Add(new SceneMember(age, random.Percent(51), OwnSurname: false));
        }

        while (members.Count < younger)
        {
            // A brother, a sister or a lodger.
            members.Add(new SceneMember(random.Between(18, ElderAge - 1), random.Percent(50), random.Percent(40)));
        }

        var oldest = younger > 0 ? headAge + random.Between(22, 33) : ElderAge + Math.Min(random.Between(0, 30), random.Between(0, 30));
        var oldAge = Math.Clamp(oldest, ElderAge, 97);
        for (var i = 0; i < elders; i++)
        {
            var man = elders == 2 ? i == 0 : random.Percent(42);
            var age = i == 0 ? oldAge : Math.Max(ElderAge, oldAge - random.Between(-1, 5));
            members.Add(new SceneMember(age, man, OwnSurname: !man));
        }

        return members;
    }
}

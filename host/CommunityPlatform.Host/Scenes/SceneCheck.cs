namespace CommunityPlatform.Host.Scenes;

/// <summary>Whether a scene's figures can hold together at all, before anyone is generated.</summary>
internal static class SceneCheck
{
    private const int MostPeople = 200_000;
    private const int MostPerHousehold = 9;

    public static string? FirstProblem(Scene scene) =>
        Figures(scene.Community) ?? Units(scene) ?? People(scene.People) ?? Accounts(scene) ?? SceneBodies.FirstProblem(scene);

    private static string? Figures(SceneCommunity c)
    {
        if (c.Slug.Length is 0 or > 40 || !c.Slug.All(x => char.IsAsciiLetterLower(x) || char.IsAsciiDigit(x) || x == '-'))
        {
            return "community.slug needs 1 to 40 lower-case letters, digits or hyphens.";
        }

        return c switch
        {
            { Grids: < 1 or > 99 } => $"community.grids is {c.Grids}; 1 to 99 can be generated.",
            _ when c.Buildings < c.Grids => $"community.buildings ({c.Buildings}) is less than community.grids ({c.Grids}).",
            _ when c.Households < c.Buildings => $"community.households ({c.Households}) is less than community.buildings ({c.Buildings}).",
            _ when c.Population < c.Households => $"community.population ({c.Population}) is less than community.households ({c.Households}).",
            _ when c.Population > MostPeople => $"community.population is {c.Population}; at most {MostPeople} can be generated.",
            _ when c.Population / MostPerHousehold >= c.Households => $"community.population ({c.Population}) leaves {MostPerHousehold} or more people to every household.",
            _ when c.Households / c.Buildings > 400 => $"community.households ({c.Households}) leaves more than 400 to every building.",
            _ => null,
        };
    }

    private static string? Units(Scene scene)
    {
        if (scene.Community.Units is { } said && said != scene.Units.Count)
        {
            return $"community.units says {said}, but {scene.Units.Count} units are listed.";
        }

        if (scene.Units.FirstOrDefault(x => x.Name.Length is 0 or > 100) is { } unit)
        {
            return $"the unit name '{unit.Name}' needs 1 to 100 characters.";
        }

        if (scene.Units.Select(x => x.Name).Distinct(StringComparer.Ordinal).Count() != scene.Units.Count)
        {
            return "two units have the same name.";
        }

        return scene.UnitStaff >= scene.Units.Count && (scene.Units.Count > 0 || scene.UnitStaff == 0)
            ? null
            : $"unitStaff ({scene.UnitStaff}) cannot be spread over {scene.Units.Count} units.";
    }

    private static string? People(ScenePeopleOptions options) => options switch
    {
        { BirthYearsAsOf: < 1990 or > 2200 } => $"people.birthYearsAsOf is {options.BirthYearsAsOf}; give a year from 1990 to 2200.",
        { ElderPercent: < 5 or > 40 } => $"people.elderPercent is {options.ElderPercent}; 5 to 40 can be generated.",
        { WithoutPhonePercent: < 10 or > 100 } => $"people.withoutPhonePercent is {options.WithoutPhonePercent}; 10 to 100 can be generated.",
        _ => null,
    };

    private static string? Accounts(Scene scene)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var led = new HashSet<string>(StringComparer.Ordinal);
        var codes = Enumerable.Range(0, scene.Community.Grids).Select(ScenePlaces.GridCode).ToHashSet(StringComparer.Ordinal);
        foreach (var account in scene.Accounts)
        {
            if (!names.Add(account.UserName))
            {
                return $"two accounts are called '{account.UserName}'.";
            }

            var unknown = (account.Grids ?? []).Append(account.LeadsGrid).FirstOrDefault(x => x is not null && !codes.Contains(x));
            if (unknown is not null)
            {
                return $"account '{account.UserName}' names grid '{unknown}', which this community does not have.";
            }

            if (account.LeadsGrid is { } grid && !led.Add(grid))
            {
                return $"grid '{grid}' has two leaders; a grid has exactly one.";
            }
        }

        return null;
    }
}

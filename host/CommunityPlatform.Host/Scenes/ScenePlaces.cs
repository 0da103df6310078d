using System.Globalization;
using CommunityPlatform.Host.Register;

namespace CommunityPlatform.Host.Scenes;

/// <summary>Grids, buildings and doors of a demo community, made from its figures.</summary>
internal sealed record ScenePlaces(
    IReadOnlyList<Grid> Grids,
    IReadOnlyList<Building> Buildings,
    IReadOnlyList<Household> Households)
{
    private const int DoorsPerLanding = 2;

    private static readonly string[] Digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

    public static string GridCode(int index) => (index + 1).ToString("00", CultureInfo.InvariantCulture);

    public static ScenePlaces From(Scene scene)
    {
        var figures = scene.Community;
        var random = SceneRandom.For(scene.Seed, "places");
        var shapes = Shapes(figures, random);
        var households = SceneSpread.AtLeastOne(figures.Households, [.. shapes.Select(x => x.Doors)]);
        var grids = Enumerable.Range(0, figures.Grids).Select(i => new Grid
        {
            Id = SceneIds.Of(scene.Seed, SceneKind.Grid, i),
            Code = GridCode(i),
            Name = $"第{Chinese(i + 1)}网格",
        }).ToArray();
        var gridOf = Neighbours(households, grids.Length);
        var buildings = shapes.Select((shape, i) => new Building
        {
            Id = SceneIds.Of(scene.Seed, SceneKind.Building, i),
            Name = string.Create(CultureInfo.InvariantCulture, $"{i + 1}号楼"),
            GridId = grids[gridOf[i]].Id,
            Stairs = shape.Stairs,
            Floors = shape.Floors,
        }).ToArray();
        return new ScenePlaces(grids, buildings, Doors(scene.Seed, buildings, shapes, households, random));
    }

    /// <summary>Walk-up houses of five to seven floors, with some empty dwellings in the whole.</summary>
    private static List<Shape> Shapes(SceneCommunity figures, SceneRandom random)
    {
        var shapes = Enumerable.Range(0, figures.Buildings)
            .Select(_ => new Shape(random.Between(2, 5), random.Between(5, 7)))
            .ToList();
        while (shapes.Sum(x => x.Doors) * 100L < figures.Households * 104L)
        {
            var i = random.Between(0, shapes.Count - 1);
            shapes[i] = shapes[i] with { Stairs = shapes[i].Stairs + 1 };
        }

        while (shapes.Sum(x => x.Doors) * 100L > figures.Households * 120L && shapes.Exists(x => x.Stairs > 1))
        {
            var i = random.Between(0, shapes.Count - 1);
            shapes[i] = shapes[i] with { Stairs = Math.Max(1, shapes[i].Stairs - 1) };
        }

        return shapes;
    }

    /// <summary>A grid is a run of neighbouring buildings; every grid gets about as many households and at least one building.</summary>
    private static int[] Neighbours(int[] households, int grids)
    {
        var total = households.Sum(x => (long)x);
        var gridOf = new int[households.Length];
        var grid = 0;
        var passed = 0L;
        for (var i = 0; i < households.Length; i++)
        {
            var full = (passed + (households[i] / 2)) * grids >= total * (grid + 1);
            var started = i > 0 && gridOf[i - 1] == grid;
            var mustHurry = households.Length - i <= grids - 1 - grid;
            if (started && grid < grids - 1 && (full || mustHurry))
            {
                grid++;
            }

            gridOf[i] = grid;
            passed += households[i];
        }

        return gridOf;
    }

    private static List<Household> Doors(
        long seed, Building[] buildings, List<Shape> shapes, int[] households, SceneRandom random)
    {
        var all = new List<Household>(households.Sum());
        for (var i = 0; i < buildings.Length; i++)
        {
            var doors = Enumerable.Range(0, shapes[i].Doors).ToArray();
            random.Shuffle(doors);
            foreach (var door in doors.Take(households[i]).Order())
            {
                var perStair = shapes[i].Floors * DoorsPerLanding;
                var stair = (door / perStair) + 1;
                var number = (((door % perStair / DoorsPerLanding) + 1) * 100) + (door % DoorsPerLanding) + 1;
                all.Add(new Household
                {
                    Id = SceneIds.Of(seed, SceneKind.Household, all.Count),
                    BuildingId = buildings[i].Id,
                    Stair = stair,
                    Door = string.Create(CultureInfo.InvariantCulture, $"{stair}单元{number}"),
                });
            }
        }

        return all;
    }

    private static string Chinese(int number) => number switch
    {
        < 10 => Digits[number],
        < 20 => "十" + Digits[number - 10],
        _ => Digits[number / 10] + "十" + Digits[number % 10],
    };

    private sealed record Shape(int Stairs, int Floors)
    {
        public int Doors => Stairs * Floors * DoorsPerLanding;
    }
}

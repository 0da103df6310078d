using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Register.Places;
using CommunityPlatform.Host.Register.Residents;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.UseCases;
using CommunityPlatform.Testing;

namespace CommunityPlatform.Host.Tests.Register;

/// <summary>A house with two grids and a building in each, and people who may ask its register.</summary>
internal static class Registry
{
    public static CurrentPerson Worker { get; } = new("account-1", "Worker", PersonKind.Staff);

    public static Task<Outcome<T>> Ask<T>(this TestHost host, IUseCase<T> ask, CurrentPerson? asker = null, string community = "jia", params string[] denied) =>
        host.Get<UseCaseRunner>().Run(ask, host.Get<CommunityDirectory>().Find(community)!, asker ?? Worker, needs => ValueTask.FromResult(!denied.Contains(needs)), CancellationToken.None);

    public static async Task<T> Must<T>(this TestHost host, IUseCase<T> ask, CurrentPerson? asker = null)
    {
        var outcome = await host.Ask(ask, asker);
        Assert.True(outcome.Ok, outcome.Refusal is InvalidFields invalid ? string.Join(", ", invalid.Errors.All) : $"{outcome.Refusal}");
        return outcome.Value;
    }

    /// <summary>Grid and building by number: grid 01 with house 1, grid 02 with house 2.</summary>
    public static async Task<(Guid Grid, Guid Building)> Place(this TestHost host, int number)
    {
        var grid = await host.Must(new SaveGrid(null, $"0{number}", $"Grid {number}", null));
        return (grid, await host.Must(new SaveBuilding(null, $"{number}号楼", grid, 3, 6)));
    }

    public static Task<Guid> Enter(this TestHost host, Guid building, string name, int year = 1950, string? phone = null, string door = "1单元101") =>
        host.Must(new SaveResident(null, name, year, phone ?? "", building, 1, door, 0));

    public static CurrentPerson Of(Guid grid) => new("account-2", "Grid worker", PersonKind.Staff, new HashSet<Guid> { grid });

    public static async Task<ResidentPage> Find(this TestHost host, string? text, CurrentPerson? asker = null) => await host.Must(new BrowseResidents("serve", text, null, false, 0, 50), asker);
}

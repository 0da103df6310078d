using CommunityPlatform.Host.Register;
using CommunityPlatform.Sdk.Data;
using CommunityPlatform.Sdk.Privacy;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CommunityPlatform.Host.Tests.Scenes;

public sealed class RegisterMappingTests
{
    [Fact]
    public async Task A_whole_scene_goes_in_and_comes_back()
    {
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync();
        var people = DevScenes.People("jia");
        await using (var context = new RegisterContext(Sqlite(connection)))
        {
            await context.Database.EnsureCreatedAsync();
            context.AddRange(people.Grids);
            context.AddRange(people.Buildings);
            context.AddRange(people.Households);
            context.AddRange(people.Persons);
            context.AddRange(people.Units);
            await context.SaveChangesAsync();
        }

        await using var fresh = new RegisterContext(Sqlite(connection));
        Assert.Equal(8010, await fresh.Set<Person>().CountAsync());
        Assert.Equal(730, await fresh.Set<ResidentUnit>().SumAsync(x => x.Staff));
        var first = people.Persons[0];
        var found = await fresh.Set<Person>().SingleAsync(x => x.Id == first.Id);
        Assert.Equivalent(first, found, strict: true);
        Assert.NotEmpty(await fresh.Set<Person>().Where(x => x.NamePinyin.StartsWith("chen")).ToListAsync());
    }

    [Fact]
    public async Task A_grid_with_buildings_cannot_be_deleted()
    {
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync();
        await using var context = new RegisterContext(Sqlite(connection));
        await context.Database.EnsureCreatedAsync();
        var grid = new Grid { Id = Guid.CreateVersion7(), Code = "01", Name = "第一网格" };
        context.Add(grid);
        context.Add(new Building { Id = Guid.CreateVersion7(), Name = "1号楼", GridId = grid.Id, Stairs = 3, Floors = 6 });
        await context.SaveChangesAsync();
        context.ChangeTracker.Clear();

        context.Remove(grid);

        await Assert.ThrowsAsync<DbUpdateException>(() => context.SaveChangesAsync());
    }

    [Fact]
    public void The_same_mappings_hold_on_PostgreSQL()
    {
        var options = new DbContextOptionsBuilder<RegisterContext>().UseNpgsql("Host=nowhere").Options;
        using var context = new RegisterContext(options);

        var script = context.Database.GenerateCreateScript();

        Assert.All(
            new[] { "host_grids", "host_buildings", "host_households", "host_persons", "host_units" },
            x => Assert.Contains($"CREATE TABLE {x}", script, StringComparison.Ordinal));
    }

    [Fact]
    public void A_person_is_name_contact_birth_year_and_dwelling_and_nothing_more()
    {
        using var context = new RegisterContext(new DbContextOptionsBuilder<RegisterContext>().UseSqlite("Data Source=:memory:").Options);

        var columns = context.Model.FindEntityType(typeof(Person))!.GetProperties().Select(x => x.Name).Order(StringComparer.Ordinal);

        Assert.Equal(["BirthYear", "HouseholdId", "Id", "LeftAt", "Name", "NameInitials", "NamePinyin", "Phone", "PhoneIndex", "PhoneTailIndex", "Version"], columns);
    }

    private static DbContextOptions<RegisterContext> Sqlite(SqliteConnection connection) =>
        new DbContextOptionsBuilder<RegisterContext>().UseSqlite(connection).Options;

    private sealed class RegisterContext(DbContextOptions<RegisterContext> options) : DbContext(options)
    {
        protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
            configurationBuilder.Properties<Sealed>().HaveConversion<SealedConverter>();

        protected override void OnModelCreating(ModelBuilder modelBuilder) =>
            modelBuilder.ApplyConfigurationsFromAssembly(typeof(Person).Assembly, x => x.Namespace == typeof(Person).Namespace);
    }
}

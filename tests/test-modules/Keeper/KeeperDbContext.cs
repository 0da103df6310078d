using CommunityPlatform.Sdk.Data;
using CommunityPlatform.Sdk.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Keeper;

internal sealed class KeeperDbContext(DbContextOptions<KeeperDbContext> options) : ModuleDbContext(options)
{
    public DbSet<Visit> Visits => Set<Visit>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        builder.Entity<Visit>().ToTable("keeper_visits");
        builder.Entity<Leaflet>().ToTable("keeper_leaflets");
    }
}

internal sealed class Visit
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PersonId { get; init; }
    public required string Wish { get; set; }
    public Sealed? Health { get; set; }
    public required DateTime Held { get; init; }
    [NotPersonal("A count.")]
    public int Cups { get; init; }
}

[NotPersonal("Paper.")]
internal sealed class Leaflet
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Title { get; init; }
}

[DbContext(typeof(KeeperDbContext)), Migration("20260101000000_Init")]
internal sealed class Init : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable(
            "keeper_visits",
            table => new { Id = table.Column<Guid>(), PersonId = table.Column<Guid>(), Wish = table.Column<string>(), Health = table.Column<string>(nullable: true), Held = table.Column<DateTime>(), Cups = table.Column<int>() },
            constraints: table => table.PrimaryKey("PK_keeper_visits", row => row.Id));
        migration.CreateTable("keeper_leaflets", table => new { Id = table.Column<Guid>(), Title = table.Column<string>() }, constraints: table => table.PrimaryKey("PK_keeper_leaflets", row => row.Id));
    }

    protected override void Down(MigrationBuilder migration)
    {
        migration.DropTable("keeper_visits");
        migration.DropTable("keeper_leaflets");
    }
}

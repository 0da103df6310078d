using CommunityPlatform.Sdk.Data;
using CommunityPlatform.Sdk.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Good;

internal sealed class GoodDbContext(DbContextOptions<GoodDbContext> options) : ModuleDbContext(options)
{
    public DbSet<Note> Notes => Set<Note>();
    public DbSet<Heard> Heard => Set<Heard>();
    public DbSet<Tally> Tallies => Set<Tally>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        builder.Entity<Note>().ToTable("good_notes").Property(note => note.Version).IsConcurrencyToken();
        builder.Entity<Heard>().ToTable("good_heard");
        builder.Entity<Tally>().ToTable("good_tallies");
    }
}

[NotPersonal("A note about nobody.")]
internal sealed class Note
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Text { get; set; }
    public long Version { get; set; }
#if V2
    public string? Mood { get; set; }
#endif
}

[NotPersonal("What an event said.")]
internal sealed class Heard
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Text { get; init; }
}

internal sealed class Tally
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public int Count { get; set; }
}

[DbContext(typeof(GoodDbContext)), Migration("20260101000000_Init")]
internal sealed class Init : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable("good_notes", table => new { Id = table.Column<Guid>(), Text = table.Column<string>(), Version = table.Column<long>() },
            constraints: table => table.PrimaryKey("PK_good_notes", row => row.Id));
        migration.CreateTable("good_heard", table => new { Id = table.Column<Guid>(), Text = table.Column<string>() },
            constraints: table => table.PrimaryKey("PK_good_heard", row => row.Id));
        migration.CreateTable("good_tallies", table => new { Id = table.Column<Guid>(), Count = table.Column<int>() },
            constraints: table => table.PrimaryKey("PK_good_tallies", row => row.Id));
    }

    protected override void Down(MigrationBuilder migration)
    {
        migration.DropTable("good_notes");
        migration.DropTable("good_heard");
        migration.DropTable("good_tallies");
    }
}

#if V2
[DbContext(typeof(GoodDbContext)), Migration("20260201000000_Mood")]
internal sealed class AddMood : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.AddColumn<string>("Mood", "good_notes", nullable: true);

    protected override void Down(MigrationBuilder migration) => migration.Sql("ALTER TABLE good_notes DROP COLUMN \"Mood\"");
}

[DbContext(typeof(GoodDbContext)), Migration("20260202000000_Colours")]
internal sealed class AddColours : Migration
{
    protected override void Up(MigrationBuilder migration) =>
        migration.CreateTable("good_colours", table => new { Id = table.Column<Guid>() }, constraints: table => table.PrimaryKey("PK_good_colours", row => row.Id));

    protected override void Down(MigrationBuilder migration) => migration.DropTable("good_colours");
}
#endif

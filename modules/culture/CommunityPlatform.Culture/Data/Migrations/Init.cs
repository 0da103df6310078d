using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommunityPlatform.Culture.Data.Migrations;

/// <summary>The first tables: events with their sign-ups and pictures, galas with all that belongs to them.</summary>
[DbContext(typeof(CultureDbContext)), Migration("20261122000000_Init")]
internal sealed class Init : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        EventTables.Create(migrationBuilder);
        GalaTables.Create(migrationBuilder);
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in new[] { "shows", "rehearsals", "scores", "jurors", "entries", "sides", "productions", "pictures", "sign_ups", "event_parts", "events" })
            migrationBuilder.DropTable("culture_" + table);
    }
}

using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommunityPlatform.Host.Communities.Migrations.Platform;

[DbContext(typeof(PlatformDbContext)), Migration("20261122190000_UsedCodes")]
internal sealed class UsedCodes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "used_codes",
            columns: table => new
            {
                AccountId = table.Column<string>(nullable: false),
                Step = table.Column<long>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_used_codes", x => new { x.AccountId, x.Step });
            });
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(
            name: "used_codes");
    }
}

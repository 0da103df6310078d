using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommunityPlatform.Host.Communities.Migrations.Platform;

[DbContext(typeof(PlatformDbContext)), Migration("20261122150000_Shared")]
internal sealed partial class Shared : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>(
            name: "Database",
            table: "communities",
            nullable: true);

        migrationBuilder.AddColumn<string>(
            name: "MovingTo",
            table: "communities",
            nullable: true);

        migrationBuilder.CreateTable(
            name: "data_keys",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                Name = table.Column<string>(nullable: false),
                Xml = table.Column<string>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_data_keys", x => x.Id);
            });

        migrationBuilder.CreateTable(
            name: "kiosk_calls",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                Community = table.Column<string>(nullable: false),
                At = table.Column<DateTime>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_kiosk_calls", x => x.Id);
            });

        migrationBuilder.CreateTable(
            name: "news",
            columns: table => new
            {
                Topic = table.Column<string>(nullable: false),
                Version = table.Column<long>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_news", x => x.Topic);
            });

        migrationBuilder.CreateTable(
            name: "package_files",
            columns: table => new
            {
                Module = table.Column<string>(nullable: false),
                Package = table.Column<string>(nullable: false),
                Path = table.Column<string>(nullable: false),
                Content = table.Column<byte[]>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_package_files", x => new { x.Module, x.Package, x.Path });
            });
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(
            name: "data_keys");

        migrationBuilder.DropTable(
            name: "kiosk_calls");

        migrationBuilder.DropTable(
            name: "news");

        migrationBuilder.DropTable(
            name: "package_files");

        // Written out: otherwise SQLite would build the whole table anew.
        migrationBuilder.Sql("ALTER TABLE communities DROP COLUMN \"Database\"");
        migrationBuilder.Sql("ALTER TABLE communities DROP COLUMN \"MovingTo\"");
    }
}

using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommunityPlatform.Host.Communities.Migrations.Platform;

[DbContext(typeof(PlatformDbContext)), Migration("20261122130000_PackageFiles")]
internal sealed class PackageFiles : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "package_decisions",
            columns: table => new
            {
                Sha256 = table.Column<string>(nullable: false),
                FileName = table.Column<string>(nullable: false),
                Module = table.Column<string>(nullable: false),
                Package = table.Column<string>(nullable: false),
                State = table.Column<string>(maxLength: 40, nullable: false),
                Publisher = table.Column<string>(nullable: true),
                KeyId = table.Column<string>(nullable: true),
                Agreed = table.Column<bool>(nullable: false),
                At = table.Column<DateTime>(nullable: false),
                By = table.Column<string>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_package_decisions", x => x.Sha256);
            });

        migrationBuilder.CreateTable(
            name: "trusted_publishers",
            columns: table => new
            {
                KeyId = table.Column<string>(nullable: false),
                Name = table.Column<string>(nullable: false),
                PublicKey = table.Column<string>(nullable: false),
                Since = table.Column<DateTime>(nullable: false),
                By = table.Column<string>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_trusted_publishers", x => x.KeyId);
            });

        migrationBuilder.CreateTable(
            name: "uninstalls",
            columns: table => new
            {
                Module = table.Column<string>(nullable: false),
                Asked = table.Column<DateTime>(nullable: false),
                Due = table.Column<DateTime>(nullable: false),
                By = table.Column<string>(nullable: false),
                Export = table.Column<string>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_uninstalls", x => x.Module);
            });
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(
            name: "package_decisions");

        migrationBuilder.DropTable(
            name: "trusted_publishers");

        migrationBuilder.DropTable(
            name: "uninstalls");
    }
}

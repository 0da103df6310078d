using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommunityPlatform.Host.Communities.Migrations.Platform;

[DbContext(typeof(PlatformDbContext)), Migration("20261122180000_Backups")]
internal sealed partial class Backups : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "backup_plan",
            columns: table => new
            {
                Id = table.Column<string>(nullable: false),
                On = table.Column<bool>(nullable: false),
                Folder = table.Column<string>(nullable: false),
                At = table.Column<int>(nullable: false),
                Keep = table.Column<int>(nullable: false),
                EachCommunity = table.Column<bool>(nullable: false),
                RehearseWeekly = table.Column<bool>(nullable: false),
                PublicKey = table.Column<byte[]>(nullable: true),
                KeySince = table.Column<DateTime>(nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_backup_plan", x => x.Id);
            });

        migrationBuilder.CreateTable(
            name: "backup_runs",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                At = table.Column<DateTime>(nullable: false),
                By = table.Column<string>(nullable: false),
                Community = table.Column<string>(nullable: true),
                File = table.Column<string>(nullable: false),
                Bytes = table.Column<long>(nullable: false),
                Milliseconds = table.Column<long>(nullable: false),
                Outcome = table.Column<string>(nullable: false),
                Detail = table.Column<string>(nullable: true),
                Rehearsal = table.Column<string>(nullable: true),
                RehearsalDetail = table.Column<string>(nullable: true),
                Rows = table.Column<long>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_backup_runs", x => x.Id);
            });

        migrationBuilder.CreateIndex(
            name: "IX_backup_runs_At",
            table: "backup_runs",
            column: "At");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(
            name: "backup_plan");

        migrationBuilder.DropTable(
            name: "backup_runs");
    }
}

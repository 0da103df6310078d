using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommunityPlatform.Host.Communities.Migrations.Community;

[DbContext(typeof(CommunityDbContext)), Migration("20261122000000_Init")]
internal sealed partial class Init : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "host_access",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                At = table.Column<DateTime>(nullable: false),
                Account = table.Column<string>(nullable: true),
                Module = table.Column<string>(nullable: false),
                Purpose = table.Column<string>(nullable: false),
                Rows = table.Column<int>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_host_access", x => x.Id);
            });

        migrationBuilder.CreateTable(
            name: "host_applied",
            columns: table => new
            {
                Listener = table.Column<string>(nullable: false),
                Fact = table.Column<Guid>(nullable: false),
                Attempts = table.Column<int>(nullable: false),
                Done = table.Column<bool>(nullable: false),
                NotBefore = table.Column<DateTime>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_host_applied", x => new { x.Listener, x.Fact });
            });

        migrationBuilder.CreateTable(
            name: "host_audit",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                At = table.Column<DateTime>(nullable: false),
                Account = table.Column<string>(nullable: true),
                Person = table.Column<string>(nullable: false),
                Module = table.Column<string>(nullable: false),
                Act = table.Column<string>(nullable: false),
                Subject = table.Column<string>(nullable: true),
                Outcome = table.Column<string>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_host_audit", x => x.Id);
            });

        migrationBuilder.CreateTable(
            name: "host_files",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                Owner = table.Column<string>(nullable: false),
                Name = table.Column<string>(nullable: false),
                ContentType = table.Column<string>(nullable: false),
                Size = table.Column<long>(nullable: false),
                At = table.Column<DateTime>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_host_files", x => x.Id);
            });

        migrationBuilder.CreateTable(
            name: "host_grids",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                Code = table.Column<string>(maxLength: 16, nullable: false),
                Name = table.Column<string>(maxLength: 50, nullable: false),
                LeaderAccountId = table.Column<string>(maxLength: 64, nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_host_grids", x => x.Id);
            });

        migrationBuilder.CreateTable(
            name: "host_listeners",
            columns: table => new
            {
                Listener = table.Column<string>(nullable: false),
                Since = table.Column<DateTime>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_host_listeners", x => x.Listener);
            });

        migrationBuilder.CreateTable(
            name: "host_outbox",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                Name = table.Column<string>(nullable: false),
                Payload = table.Column<string>(nullable: false),
                At = table.Column<DateTime>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_host_outbox", x => x.Id);
            });

        migrationBuilder.CreateTable(
            name: "host_units",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                Name = table.Column<string>(maxLength: 100, nullable: false),
                Kind = table.Column<string>(maxLength: 40, nullable: false),
                Staff = table.Column<int>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_host_units", x => x.Id);
            });

        migrationBuilder.CreateTable(
            name: "host_buildings",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                Name = table.Column<string>(maxLength: 50, nullable: false),
                GridId = table.Column<Guid>(nullable: false),
                Stairs = table.Column<int>(nullable: false),
                Floors = table.Column<int>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_host_buildings", x => x.Id);
                table.ForeignKey(
                    name: "FK_host_buildings_host_grids_GridId",
                    column: x => x.GridId,
                    principalTable: "host_grids",
                    principalColumn: "Id",
                    onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateTable(
            name: "host_households",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                BuildingId = table.Column<Guid>(nullable: false),
                Stair = table.Column<int>(nullable: false),
                Door = table.Column<string>(maxLength: 30, nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_host_households", x => x.Id);
                table.ForeignKey(
                    name: "FK_host_households_host_buildings_BuildingId",
                    column: x => x.BuildingId,
                    principalTable: "host_buildings",
                    principalColumn: "Id",
                    onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateTable(
            name: "host_persons",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                HouseholdId = table.Column<Guid>(nullable: false),
                Name = table.Column<string>(maxLength: 50, nullable: false),
                NamePinyin = table.Column<string>(maxLength: 120, nullable: false),
                NameInitials = table.Column<string>(maxLength: 30, nullable: false),
                Phone = table.Column<string>(maxLength: 30, nullable: true),
                BirthYear = table.Column<int>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_host_persons", x => x.Id);
                table.ForeignKey(
                    name: "FK_host_persons_host_households_HouseholdId",
                    column: x => x.HouseholdId,
                    principalTable: "host_households",
                    principalColumn: "Id",
                    onDelete: ReferentialAction.Restrict);
            });

        migrationBuilder.CreateIndex(
            name: "IX_host_access_At",
            table: "host_access",
            column: "At");

        migrationBuilder.CreateIndex(
            name: "IX_host_audit_At",
            table: "host_audit",
            column: "At");

        migrationBuilder.CreateIndex(
            name: "IX_host_buildings_GridId",
            table: "host_buildings",
            column: "GridId");

        migrationBuilder.CreateIndex(
            name: "IX_host_buildings_Name",
            table: "host_buildings",
            column: "Name",
            unique: true);

        migrationBuilder.CreateIndex(
            name: "IX_host_files_Owner",
            table: "host_files",
            column: "Owner");

        migrationBuilder.CreateIndex(
            name: "IX_host_grids_Code",
            table: "host_grids",
            column: "Code",
            unique: true);

        migrationBuilder.CreateIndex(
            name: "IX_host_households_BuildingId_Stair_Door",
            table: "host_households",
            columns: new[] { "BuildingId", "Stair", "Door" });

        migrationBuilder.CreateIndex(
            name: "IX_host_outbox_Name_Id",
            table: "host_outbox",
            columns: new[] { "Name", "Id" });

        migrationBuilder.CreateIndex(
            name: "IX_host_persons_HouseholdId",
            table: "host_persons",
            column: "HouseholdId");

        migrationBuilder.CreateIndex(
            name: "IX_host_persons_Name",
            table: "host_persons",
            column: "Name");

        migrationBuilder.CreateIndex(
            name: "IX_host_persons_NameInitials",
            table: "host_persons",
            column: "NameInitials");

        migrationBuilder.CreateIndex(
            name: "IX_host_persons_NamePinyin",
            table: "host_persons",
            column: "NamePinyin");

        migrationBuilder.CreateIndex(
            name: "IX_host_units_Name",
            table: "host_units",
            column: "Name",
            unique: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(
            name: "host_access");

        migrationBuilder.DropTable(
            name: "host_applied");

        migrationBuilder.DropTable(
            name: "host_audit");

        migrationBuilder.DropTable(
            name: "host_files");

        migrationBuilder.DropTable(
            name: "host_listeners");

        migrationBuilder.DropTable(
            name: "host_outbox");

        migrationBuilder.DropTable(
            name: "host_persons");

        migrationBuilder.DropTable(
            name: "host_units");

        migrationBuilder.DropTable(
            name: "host_households");

        migrationBuilder.DropTable(
            name: "host_buildings");

        migrationBuilder.DropTable(
            name: "host_grids");
    }
}

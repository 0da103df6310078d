using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommunityPlatform.Host.Communities.Migrations.Community;

/// <summary>The community in numbers, its rooms and places, and what is built.</summary>
[DbContext(typeof(CommunityDbContext)), Migration("20261122220000_Profiles")]
internal sealed partial class Profiles : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "host_profiles",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                AsOf = table.Column<DateOnly>(nullable: false),
                AreaM2 = table.Column<long>(nullable: false),
                Households = table.Column<int>(nullable: false),
                People = table.Column<int>(nullable: false),
                Units = table.Column<int>(nullable: false),
                Shops = table.Column<int>(nullable: false),
                Author = table.Column<string>(maxLength: 64, nullable: false),
                ConfirmedAt = table.Column<DateTime>(nullable: true),
                ConfirmedBy = table.Column<string>(maxLength: 100, nullable: true),
                Version = table.Column<long>(nullable: false)
            },
            constraints: table => table.PrimaryKey("PK_host_profiles", x => x.Id));
        migrationBuilder.CreateIndex(name: "IX_host_profiles_AsOf", table: "host_profiles", column: "AsOf", unique: true);

        migrationBuilder.CreateTable(
            name: "host_facilities",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                Name = table.Column<string>(maxLength: 60, nullable: false),
                Kind = table.Column<string>(maxLength: 40, nullable: false),
                AreaM2 = table.Column<int>(nullable: false),
                StandardM2 = table.Column<int>(nullable: false),
                Version = table.Column<long>(nullable: false)
            },
            constraints: table => table.PrimaryKey("PK_host_facilities", x => x.Id));
        migrationBuilder.CreateIndex(name: "IX_host_facilities_Name", table: "host_facilities", column: "Name", unique: true);

        migrationBuilder.CreateTable(
            name: "host_facility_projects",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                FacilityId = table.Column<Guid>(nullable: false),
                Name = table.Column<string>(maxLength: 80, nullable: false),
                Investor = table.Column<string>(maxLength: 100, nullable: false),
                SumFen = table.Column<long>(nullable: false),
                From = table.Column<DateOnly>(nullable: false),
                To = table.Column<DateOnly>(nullable: false),
                Version = table.Column<long>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_host_facility_projects", x => x.Id);
                table.ForeignKey(name: "FK_host_facility_projects_host_facilities_FacilityId", column: x => x.FacilityId, principalTable: "host_facilities", principalColumn: "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex(name: "IX_host_facility_projects_FacilityId", table: "host_facility_projects", column: "FacilityId");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in new[] { "host_facility_projects", "host_facilities", "host_profiles" }) migrationBuilder.DropTable(table);
    }
}

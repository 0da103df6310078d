using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommunityPlatform.Host.Communities.Migrations.Community;

/// <summary>Telephone numbers move into a sealed column; the readable one waits aside until they are sealed.</summary>
[DbContext(typeof(CommunityDbContext)), Migration("20261122160000_SealedContacts")]
internal sealed partial class SealedContacts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("ALTER TABLE host_persons RENAME COLUMN \"Phone\" TO \"OldPhone\"");
        migrationBuilder.AddColumn<string>(name: "Phone", table: "host_persons", maxLength: 200, nullable: true);
        migrationBuilder.AddColumn<string>(name: "PhoneIndex", table: "host_persons", maxLength: 32, nullable: true);
        migrationBuilder.AddColumn<string>(name: "PhoneTailIndex", table: "host_persons", maxLength: 32, nullable: true);
        migrationBuilder.AddColumn<DateTime>(name: "LeftAt", table: "host_persons", nullable: true);
        migrationBuilder.AddColumn<long>(name: "Version", table: "host_persons", nullable: false, defaultValue: 0L);
        migrationBuilder.CreateIndex(name: "IX_host_persons_PhoneIndex", table: "host_persons", column: "PhoneIndex");
        migrationBuilder.CreateIndex(name: "IX_host_persons_PhoneTailIndex", table: "host_persons", column: "PhoneTailIndex");

        migrationBuilder.AddColumn<Guid>(name: "Resident", table: "host_access", nullable: true);
        migrationBuilder.AddColumn<string>(name: "Reason", table: "host_access", maxLength: 200, nullable: true);
        migrationBuilder.CreateIndex(name: "IX_host_access_Resident", table: "host_access", column: "Resident");

        migrationBuilder.CreateTable(
            name: "host_moves",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                PersonId = table.Column<Guid>(nullable: false),
                Kind = table.Column<string>(maxLength: 40, nullable: false),
                FromHousehold = table.Column<Guid>(nullable: true),
                ToHousehold = table.Column<Guid>(nullable: true),
                At = table.Column<DateTime>(nullable: false),
                By = table.Column<string>(maxLength: 100, nullable: false)
            },
            constraints: table => table.PrimaryKey("PK_host_moves", x => x.Id));
        migrationBuilder.CreateIndex(name: "IX_host_moves_At", table: "host_moves", column: "At");
        migrationBuilder.CreateIndex(name: "IX_host_moves_PersonId", table: "host_moves", column: "PersonId");

        migrationBuilder.CreateTable(
            name: "host_merges",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                Kept = table.Column<Guid>(nullable: false),
                Gone = table.Column<Guid>(nullable: false),
                GoneHousehold = table.Column<Guid>(nullable: false),
                GoneName = table.Column<string>(maxLength: 50, nullable: false),
                At = table.Column<DateTime>(nullable: false),
                By = table.Column<string>(maxLength: 100, nullable: false)
            },
            constraints: table => table.PrimaryKey("PK_host_merges", x => x.Id));
        migrationBuilder.CreateIndex(name: "IX_host_merges_Kept", table: "host_merges", column: "Kept");

        migrationBuilder.CreateTable(
            name: "host_imports",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                FileName = table.Column<string>(maxLength: 200, nullable: false),
                At = table.Column<DateTime>(nullable: false),
                By = table.Column<string>(maxLength: 100, nullable: false),
                Columns = table.Column<string>(maxLength: 500, nullable: false),
                Rows = table.Column<int>(nullable: false),
                Passed = table.Column<int>(nullable: false),
                Added = table.Column<int>(nullable: false),
                Changed = table.Column<int>(nullable: false),
                LeftOut = table.Column<int>(nullable: false),
                State = table.Column<string>(maxLength: 40, nullable: false),
                Version = table.Column<long>(nullable: false)
            },
            constraints: table => table.PrimaryKey("PK_host_imports", x => x.Id));
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("host_imports");
        migrationBuilder.DropTable("host_merges");
        migrationBuilder.DropTable("host_moves");
        migrationBuilder.DropIndex("IX_host_access_Resident", "host_access");
        migrationBuilder.Sql("ALTER TABLE host_access DROP COLUMN \"Reason\"");
        migrationBuilder.Sql("ALTER TABLE host_access DROP COLUMN \"Resident\"");
        migrationBuilder.DropIndex("IX_host_persons_PhoneTailIndex", "host_persons");
        migrationBuilder.DropIndex("IX_host_persons_PhoneIndex", "host_persons");
        foreach (var column in new[] { "Version", "LeftAt", "PhoneTailIndex", "PhoneIndex", "Phone" }) migrationBuilder.Sql($"ALTER TABLE host_persons DROP COLUMN \"{column}\"");
        migrationBuilder.Sql("ALTER TABLE host_persons RENAME COLUMN \"OldPhone\" TO \"Phone\"");
    }
}

using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommunityPlatform.Host.Communities.Migrations.Community;

/// <summary>Consents with the notices they were given upon, guardians, erasures still to be done, what ran out of its time, and the sheets that are kept.</summary>
[DbContext(typeof(CommunityDbContext)), Migration("20261122170000_ConsentsAndErasures")]
internal sealed partial class ConsentsAndErasures : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>(name: "Kind", table: "host_access", maxLength: 40, nullable: true);

        migrationBuilder.CreateTable(
            name: "host_notices",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                Purpose = table.Column<string>(maxLength: 100, nullable: false),
                Zh = table.Column<string>(nullable: false),
                En = table.Column<string>(nullable: false),
                Hash = table.Column<string>(maxLength: 64, nullable: false),
                Since = table.Column<DateTime>(nullable: false)
            },
            constraints: table => table.PrimaryKey("PK_host_notices", x => x.Id));
        migrationBuilder.CreateIndex(name: "IX_host_notices_Purpose_Hash", table: "host_notices", columns: ["Purpose", "Hash"], unique: true);

        migrationBuilder.CreateTable(
            name: "host_consents",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                PersonId = table.Column<Guid>(nullable: false),
                Purpose = table.Column<string>(maxLength: 100, nullable: false),
                NoticeId = table.Column<Guid>(nullable: false),
                Way = table.Column<string>(maxLength: 40, nullable: false),
                At = table.Column<DateTime>(nullable: false),
                Until = table.Column<DateTime>(nullable: true),
                Account = table.Column<string>(maxLength: 64, nullable: true),
                By = table.Column<string>(maxLength: 100, nullable: false),
                GuardianId = table.Column<Guid>(nullable: true),
                WithdrawnAt = table.Column<DateTime>(nullable: true),
                WithdrawnBy = table.Column<string>(maxLength: 100, nullable: true),
                Version = table.Column<long>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_host_consents", x => x.Id);
                table.ForeignKey(
                    name: "FK_host_consents_host_notices_NoticeId", column: x => x.NoticeId, principalTable: "host_notices", principalColumn: "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex(name: "IX_host_consents_NoticeId", table: "host_consents", column: "NoticeId");
        migrationBuilder.CreateIndex(name: "IX_host_consents_PersonId_Purpose", table: "host_consents", columns: ["PersonId", "Purpose"]);

        migrationBuilder.CreateTable(
            name: "host_guardians",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                Child = table.Column<Guid>(nullable: false),
                Guardian = table.Column<Guid>(nullable: false),
                Relation = table.Column<string>(maxLength: 40, nullable: false),
                At = table.Column<DateTime>(nullable: false),
                By = table.Column<string>(maxLength: 100, nullable: false)
            },
            constraints: table => table.PrimaryKey("PK_host_guardians", x => x.Id));
        migrationBuilder.CreateIndex(name: "IX_host_guardians_Child_Guardian", table: "host_guardians", columns: ["Child", "Guardian"], unique: true);
        migrationBuilder.CreateIndex(name: "IX_host_guardians_Guardian", table: "host_guardians", column: "Guardian");

        migrationBuilder.CreateTable(
            name: "host_erasures",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                PersonId = table.Column<Guid>(nullable: false),
                Module = table.Column<string>(maxLength: 40, nullable: false),
                Asked = table.Column<string>(nullable: true),
                At = table.Column<DateTime>(nullable: false),
                By = table.Column<string>(maxLength: 100, nullable: false),
                State = table.Column<string>(maxLength: 40, nullable: false),
                DoneAt = table.Column<DateTime>(nullable: true),
                Unsure = table.Column<int>(nullable: false),
                Attempts = table.Column<int>(nullable: false)
            },
            constraints: table => table.PrimaryKey("PK_host_erasures", x => x.Id));
        migrationBuilder.CreateIndex(name: "IX_host_erasures_State", table: "host_erasures", column: "State");

        migrationBuilder.CreateTable(
            name: "host_clearings",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                Run = table.Column<Guid>(nullable: false),
                At = table.Column<DateTime>(nullable: false),
                Module = table.Column<string>(maxLength: 40, nullable: false),
                Field = table.Column<string>(maxLength: 100, nullable: true),
                Count = table.Column<int>(nullable: false),
                Fate = table.Column<string>(maxLength: 40, nullable: false),
                Failed = table.Column<bool>(nullable: false)
            },
            constraints: table => table.PrimaryKey("PK_host_clearings", x => x.Id));
        migrationBuilder.CreateIndex(name: "IX_host_clearings_At", table: "host_clearings", column: "At");

        migrationBuilder.CreateTable(
            name: "host_privacy_sheets",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                Kind = table.Column<string>(maxLength: 40, nullable: false),
                Number = table.Column<int>(nullable: false),
                At = table.Column<DateTime>(nullable: false),
                By = table.Column<string>(maxLength: 100, nullable: false),
                Body = table.Column<string>(nullable: false)
            },
            constraints: table => table.PrimaryKey("PK_host_privacy_sheets", x => x.Id));
        migrationBuilder.CreateIndex(name: "IX_host_privacy_sheets_Kind_Number", table: "host_privacy_sheets", columns: ["Kind", "Number"], unique: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in new[] { "host_privacy_sheets", "host_clearings", "host_erasures", "host_guardians", "host_consents", "host_notices" }) migrationBuilder.DropTable(table);
        migrationBuilder.Sql("ALTER TABLE host_access DROP COLUMN \"Kind\"");
    }
}

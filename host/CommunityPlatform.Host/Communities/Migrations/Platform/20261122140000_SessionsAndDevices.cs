using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommunityPlatform.Host.Communities.Migrations.Platform;

[DbContext(typeof(PlatformDbContext)), Migration("20261122140000_SessionsAndDevices")]
internal sealed partial class SessionsAndDevices : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>(
            name: "HandedTo",
            table: "memberships",
            nullable: true);

        migrationBuilder.CreateTable(
            name: "account_passkeys",
            columns: table => new
            {
                Id = table.Column<string>(nullable: false),
                AccountId = table.Column<string>(nullable: false),
                Name = table.Column<string>(nullable: true),
                PublicKey = table.Column<string>(nullable: false),
                Since = table.Column<DateTime>(nullable: false),
                SignCount = table.Column<long>(nullable: false),
                Transports = table.Column<string>(nullable: true),
                IsUserVerified = table.Column<bool>(nullable: false),
                IsBackupEligible = table.Column<bool>(nullable: false),
                IsBackedUp = table.Column<bool>(nullable: false),
                Attestation = table.Column<string>(nullable: false),
                ClientData = table.Column<string>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_account_passkeys", x => x.Id);
            });

        migrationBuilder.CreateTable(
            name: "account_sessions",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                AccountId = table.Column<string>(nullable: false),
                Device = table.Column<string>(nullable: false),
                Place = table.Column<string>(nullable: false),
                Since = table.Column<DateTime>(nullable: false),
                LastSeen = table.Column<DateTime>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_account_sessions", x => x.Id);
            });

        migrationBuilder.CreateTable(
            name: "device_codes",
            columns: table => new
            {
                Hash = table.Column<string>(nullable: false),
                Community = table.Column<string>(nullable: false),
                Kind = table.Column<string>(nullable: false),
                Name = table.Column<string>(nullable: false),
                By = table.Column<string>(nullable: false),
                Until = table.Column<DateTime>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_device_codes", x => x.Hash);
            });

        migrationBuilder.CreateTable(
            name: "devices",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                Community = table.Column<string>(nullable: false),
                Kind = table.Column<string>(nullable: false),
                Name = table.Column<string>(nullable: false),
                Since = table.Column<DateTime>(nullable: false),
                By = table.Column<string>(nullable: false),
                LastSeen = table.Column<DateTime>(nullable: false),
                RevokedAt = table.Column<DateTime>(nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_devices", x => x.Id);
            });

        migrationBuilder.CreateTable(
            name: "second_factor_resets",
            columns: table => new
            {
                AccountId = table.Column<string>(nullable: false),
                Community = table.Column<string>(nullable: false),
                AskedBy = table.Column<string>(nullable: false),
                AskedByName = table.Column<string>(nullable: false),
                At = table.Column<DateTime>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_second_factor_resets", x => new { x.AccountId, x.Community });
            });

        migrationBuilder.CreateIndex(
            name: "IX_account_passkeys_AccountId",
            table: "account_passkeys",
            column: "AccountId");

        migrationBuilder.CreateIndex(
            name: "IX_account_sessions_AccountId",
            table: "account_sessions",
            column: "AccountId");

        migrationBuilder.CreateIndex(
            name: "IX_devices_Community",
            table: "devices",
            column: "Community");

        // Communities that are there already: whoever looks after their accounts looks after their devices.
        migrationBuilder.Sql("""INSERT INTO role_grants ("Community", "Role", "Permission") SELECT "Slug", 'community-admin', 'host.manage-devices' FROM communities""");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""DELETE FROM role_grants WHERE "Permission" = 'host.manage-devices'""");

        migrationBuilder.DropTable(
            name: "account_passkeys");

        migrationBuilder.DropTable(
            name: "account_sessions");

        migrationBuilder.DropTable(
            name: "device_codes");

        migrationBuilder.DropTable(
            name: "devices");

        migrationBuilder.DropTable(
            name: "second_factor_resets");

        // Both engines can; EF would have SQLite build the whole table anew for it.
        migrationBuilder.Sql("""ALTER TABLE memberships DROP COLUMN "HandedTo" """);
    }
}

using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace CommunityPlatform.Host.Communities.Migrations.Platform;

[DbContext(typeof(PlatformDbContext)), Migration("20261122000000_Init")]
internal sealed partial class Init : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "accounts",
            columns: table => new
            {
                Id = table.Column<string>(nullable: false),
                DisplayName = table.Column<string>(nullable: false),
                IsOperator = table.Column<bool>(nullable: false),
                UserName = table.Column<string>(maxLength: 256, nullable: true),
                NormalizedUserName = table.Column<string>(maxLength: 256, nullable: true),
                Email = table.Column<string>(maxLength: 256, nullable: true),
                NormalizedEmail = table.Column<string>(maxLength: 256, nullable: true),
                EmailConfirmed = table.Column<bool>(nullable: false),
                PasswordHash = table.Column<string>(nullable: true),
                SecurityStamp = table.Column<string>(nullable: true),
                ConcurrencyStamp = table.Column<string>(nullable: true),
                PhoneNumber = table.Column<string>(nullable: true),
                PhoneNumberConfirmed = table.Column<bool>(nullable: false),
                TwoFactorEnabled = table.Column<bool>(nullable: false),
                LockoutEnd = table.Column<DateTimeOffset>(nullable: true),
                LockoutEnabled = table.Column<bool>(nullable: false),
                AccessFailedCount = table.Column<int>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_accounts", x => x.Id);
            });

        migrationBuilder.CreateTable(
            name: "communities",
            columns: table => new
            {
                Slug = table.Column<string>(nullable: false),
                Name = table.Column<string>(nullable: false),
                Street = table.Column<string>(nullable: true),
                Since = table.Column<DateTime>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_communities", x => x.Slug);
            });

        migrationBuilder.CreateTable(
            name: "enablements",
            columns: table => new
            {
                Community = table.Column<string>(nullable: false),
                Module = table.Column<string>(nullable: false),
                On = table.Column<bool>(nullable: false),
                Package = table.Column<string>(nullable: false),
                Since = table.Column<DateTime>(nullable: false),
                By = table.Column<string>(nullable: false),
                Reason = table.Column<string>(nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_enablements", x => new { x.Community, x.Module });
            });

        migrationBuilder.CreateTable(
            name: "memberships",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                AccountId = table.Column<string>(nullable: false),
                Community = table.Column<string>(nullable: false),
                Role = table.Column<string>(nullable: false),
                Grids = table.Column<string>(nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_memberships", x => x.Id);
            });

        migrationBuilder.CreateTable(
            name: "operator_log",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                At = table.Column<DateTime>(nullable: false),
                By = table.Column<string>(nullable: false),
                Act = table.Column<string>(nullable: false),
                Subject = table.Column<string>(nullable: true),
                Outcome = table.Column<string>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_operator_log", x => x.Id);
            });

        migrationBuilder.CreateTable(
            name: "operator_notices",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                At = table.Column<DateTime>(nullable: false),
                Module = table.Column<string>(nullable: false),
                Community = table.Column<string>(nullable: true),
                Kind = table.Column<string>(nullable: false),
                Detail = table.Column<string>(nullable: false),
                Seen = table.Column<bool>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_operator_notices", x => x.Id);
            });

        migrationBuilder.CreateTable(
            name: "packages",
            columns: table => new
            {
                Module = table.Column<string>(nullable: false),
                Package = table.Column<string>(nullable: false),
                Previous = table.Column<string>(nullable: true),
                Load = table.Column<bool>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_packages", x => x.Module);
            });

        migrationBuilder.CreateTable(
            name: "role_grants",
            columns: table => new
            {
                Community = table.Column<string>(nullable: false),
                Role = table.Column<string>(nullable: false),
                Permission = table.Column<string>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_role_grants", x => new { x.Community, x.Role, x.Permission });
            });

        migrationBuilder.CreateTable(
            name: "streets",
            columns: table => new
            {
                Slug = table.Column<string>(nullable: false),
                Name = table.Column<string>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_streets", x => x.Slug);
            });

        migrationBuilder.CreateTable(
            name: "account_claims",
            columns: table => new
            {
                Id = table.Column<int>(nullable: false)
                    .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn)
                    .Annotation("Sqlite:Autoincrement", true),
                UserId = table.Column<string>(nullable: false),
                ClaimType = table.Column<string>(nullable: true),
                ClaimValue = table.Column<string>(nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_account_claims", x => x.Id);
                table.ForeignKey(
                    name: "FK_account_claims_accounts_UserId",
                    column: x => x.UserId,
                    principalTable: "accounts",
                    principalColumn: "Id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "account_logins",
            columns: table => new
            {
                LoginProvider = table.Column<string>(nullable: false),
                ProviderKey = table.Column<string>(nullable: false),
                ProviderDisplayName = table.Column<string>(nullable: true),
                UserId = table.Column<string>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_account_logins", x => new { x.LoginProvider, x.ProviderKey });
                table.ForeignKey(
                    name: "FK_account_logins_accounts_UserId",
                    column: x => x.UserId,
                    principalTable: "accounts",
                    principalColumn: "Id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateTable(
            name: "account_tokens",
            columns: table => new
            {
                UserId = table.Column<string>(nullable: false),
                LoginProvider = table.Column<string>(nullable: false),
                Name = table.Column<string>(nullable: false),
                Value = table.Column<string>(nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_account_tokens", x => new { x.UserId, x.LoginProvider, x.Name });
                table.ForeignKey(
                    name: "FK_account_tokens_accounts_UserId",
                    column: x => x.UserId,
                    principalTable: "accounts",
                    principalColumn: "Id",
                    onDelete: ReferentialAction.Cascade);
            });

        migrationBuilder.CreateIndex(
            name: "IX_account_claims_UserId",
            table: "account_claims",
            column: "UserId");

        migrationBuilder.CreateIndex(
            name: "IX_account_logins_UserId",
            table: "account_logins",
            column: "UserId");

        migrationBuilder.CreateIndex(
            name: "EmailIndex",
            table: "accounts",
            column: "NormalizedEmail");

        migrationBuilder.CreateIndex(
            name: "UserNameIndex",
            table: "accounts",
            column: "NormalizedUserName",
            unique: true);

        migrationBuilder.CreateIndex(
            name: "IX_memberships_Community_AccountId",
            table: "memberships",
            columns: new[] { "Community", "AccountId" });
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable(
            name: "account_claims");

        migrationBuilder.DropTable(
            name: "account_logins");

        migrationBuilder.DropTable(
            name: "account_tokens");

        migrationBuilder.DropTable(
            name: "communities");

        migrationBuilder.DropTable(
            name: "enablements");

        migrationBuilder.DropTable(
            name: "memberships");

        migrationBuilder.DropTable(
            name: "operator_log");

        migrationBuilder.DropTable(
            name: "operator_notices");

        migrationBuilder.DropTable(
            name: "packages");

        migrationBuilder.DropTable(
            name: "role_grants");

        migrationBuilder.DropTable(
            name: "streets");

        migrationBuilder.DropTable(
            name: "accounts");
    }
}

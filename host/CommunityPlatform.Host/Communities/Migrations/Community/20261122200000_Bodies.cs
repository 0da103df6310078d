using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommunityPlatform.Host.Communities.Migrations.Community;

/// <summary>Bodies, their posts, and who holds them from when to when.</summary>
[DbContext(typeof(CommunityDbContext)), Migration("20261122200000_Bodies")]
internal sealed partial class Bodies : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "host_bodies",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                Name = table.Column<string>(maxLength: 60, nullable: false),
                Kind = table.Column<string>(maxLength: 40, nullable: false),
                ParentId = table.Column<Guid>(nullable: true),
                Founded = table.Column<DateOnly>(nullable: true),
                Closed = table.Column<DateOnly>(nullable: true),
                Version = table.Column<long>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_host_bodies", x => x.Id);
                table.ForeignKey(name: "FK_host_bodies_host_bodies_ParentId", column: x => x.ParentId, principalTable: "host_bodies", principalColumn: "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex(name: "IX_host_bodies_Name", table: "host_bodies", column: "Name", unique: true);
        migrationBuilder.CreateIndex(name: "IX_host_bodies_ParentId", table: "host_bodies", column: "ParentId");

        migrationBuilder.CreateTable(
            name: "host_posts",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                BodyId = table.Column<Guid>(nullable: false),
                Name = table.Column<string>(maxLength: 40, nullable: false),
                Seats = table.Column<int>(nullable: false),
                Duty = table.Column<string>(maxLength: 200, nullable: true),
                Role = table.Column<string>(maxLength: 40, nullable: true),
                Version = table.Column<long>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_host_posts", x => x.Id);
                table.ForeignKey(name: "FK_host_posts_host_bodies_BodyId", column: x => x.BodyId, principalTable: "host_bodies", principalColumn: "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex(name: "IX_host_posts_BodyId_Name", table: "host_posts", columns: ["BodyId", "Name"], unique: true);

        migrationBuilder.CreateTable(
            name: "host_terms",
            columns: table => new
            {
                Id = table.Column<Guid>(nullable: false),
                PostId = table.Column<Guid>(nullable: false),
                AccountId = table.Column<string>(maxLength: 64, nullable: true),
                PersonId = table.Column<Guid>(nullable: true),
                From = table.Column<DateOnly>(nullable: false),
                To = table.Column<DateOnly>(nullable: true),
                Version = table.Column<long>(nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_host_terms", x => x.Id);
                table.ForeignKey(name: "FK_host_terms_host_posts_PostId", column: x => x.PostId, principalTable: "host_posts", principalColumn: "Id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex(name: "IX_host_terms_PersonId", table: "host_terms", column: "PersonId");
        migrationBuilder.CreateIndex(name: "IX_host_terms_PostId", table: "host_terms", column: "PostId");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in new[] { "host_terms", "host_posts", "host_bodies" }) migrationBuilder.DropTable(table);
    }
}

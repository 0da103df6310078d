using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommunityPlatform.Host.Communities.Migrations.Community;

/// <summary>The readable column goes. The way back brings an empty one: what was sealed is not made readable again.</summary>
[DbContext(typeof(CommunityDbContext)), Migration("20261122160100_ReadableContactsGone")]
internal sealed partial class ReadableContactsGone : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("ALTER TABLE host_persons DROP COLUMN \"OldPhone\"");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<string>(name: "OldPhone", table: "host_persons", maxLength: 30, nullable: true);
}

using Microsoft.EntityFrameworkCore.Migrations;

namespace CommunityPlatform.Culture.Data.Migrations;

internal static class GalaTables
{
    public static void Create(MigrationBuilder migration)
    {
        migration.CreateTable("culture_productions", table => new
        {
            Id = table.Column<Guid>(nullable: false),
            Title = table.Column<string>(maxLength: 60, nullable: false),
            ResponsibleRole = table.Column<string>(maxLength: 40, nullable: false),
            Outdoor = table.Column<bool>(nullable: false),
            OrdinarySound = table.Column<bool>(nullable: false),
            EntriesUntil = table.Column<DateTime>(nullable: false),
            Step = table.Column<string>(maxLength: 40, nullable: false),
            SideMin = table.Column<int>(nullable: false),
            SideMax = table.Column<int>(nullable: false),
            ChosenMin = table.Column<int>(nullable: false),
            ChosenMax = table.Column<int>(nullable: false),
            MinutesMin = table.Column<int>(nullable: false),
            MinutesMax = table.Column<int>(nullable: false),
            Version = table.Column<long>(nullable: false),
        }, constraints: table => table.PrimaryKey("PK_culture_productions", row => row.Id));

        migration.CreateTable("culture_sides", table => new
        {
            Id = table.Column<Guid>(nullable: false),
            ProductionId = table.Column<Guid>(nullable: false),
            Name = table.Column<string>(maxLength: 40, nullable: false),
            Pairing = table.Column<bool>(nullable: false),
            Position = table.Column<int>(nullable: false),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_culture_sides", row => row.Id);
            table.ForeignKey("FK_culture_sides_culture_productions_ProductionId", row => row.ProductionId, "culture_productions", "Id", onDelete: ReferentialAction.Cascade);
        });
        migration.CreateIndex("IX_culture_sides_ProductionId", "culture_sides", "ProductionId");

        migration.CreateTable("culture_jurors", table => new
        {
            Id = table.Column<Guid>(nullable: false),
            ProductionId = table.Column<Guid>(nullable: false),
            Role = table.Column<string>(maxLength: 40, nullable: false),
            Team = table.Column<string>(maxLength: 40, nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_culture_jurors", row => row.Id);
            table.ForeignKey("FK_culture_jurors_culture_productions_ProductionId", row => row.ProductionId, "culture_productions", "Id", onDelete: ReferentialAction.Cascade);
        });
        migration.CreateIndex("IX_culture_jurors_ProductionId", "culture_jurors", "ProductionId");

        migration.CreateTable("culture_rehearsals", table => new
        {
            Id = table.Column<Guid>(nullable: false),
            ProductionId = table.Column<Guid>(nullable: false),
            Start = table.Column<DateTime>(nullable: false),
            Place = table.Column<string>(maxLength: 60, nullable: false),
            EntryIds = table.Column<string>(nullable: false),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_culture_rehearsals", row => row.Id);
            table.ForeignKey("FK_culture_rehearsals_culture_productions_ProductionId", row => row.ProductionId, "culture_productions", "Id", onDelete: ReferentialAction.Cascade);
        });
        migration.CreateIndex("IX_culture_rehearsals_ProductionId", "culture_rehearsals", "ProductionId");

        migration.CreateTable("culture_entries", table => new
        {
            Id = table.Column<Guid>(nullable: false),
            ProductionId = table.Column<Guid>(nullable: false),
            SideId = table.Column<Guid>(nullable: false),
            Title = table.Column<string>(maxLength: 40, nullable: false),
            Form = table.Column<string>(maxLength: 40, nullable: false),
            Team = table.Column<string>(maxLength: 40, nullable: false),
            Minutes = table.Column<int>(nullable: false),
            Chosen = table.Column<bool>(nullable: false),
            Position = table.Column<int>(nullable: false),
            Version = table.Column<long>(nullable: false),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_culture_entries", row => row.Id);
            table.ForeignKey("FK_culture_entries_culture_productions_ProductionId", row => row.ProductionId, "culture_productions", "Id", onDelete: ReferentialAction.Cascade);
            table.ForeignKey("FK_culture_entries_culture_sides_SideId", row => row.SideId, "culture_sides", "Id", onDelete: ReferentialAction.Cascade);
        });
        migration.CreateIndex("IX_culture_entries_ProductionId", "culture_entries", "ProductionId");
        migration.CreateIndex("IX_culture_entries_SideId", "culture_entries", "SideId");

        migration.CreateTable("culture_shows", table => new
        {
            Id = table.Column<Guid>(nullable: false),
            ProductionId = table.Column<Guid>(nullable: false),
            SideId = table.Column<Guid>(nullable: false),
            Start = table.Column<DateTime>(nullable: false),
            Place = table.Column<string>(maxLength: 60, nullable: false),
            Audience = table.Column<int>(nullable: true),
            Version = table.Column<long>(nullable: false),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_culture_shows", row => row.Id);
            table.ForeignKey("FK_culture_shows_culture_productions_ProductionId", row => row.ProductionId, "culture_productions", "Id", onDelete: ReferentialAction.Cascade);
            table.ForeignKey("FK_culture_shows_culture_sides_SideId", row => row.SideId, "culture_sides", "Id", onDelete: ReferentialAction.Cascade);
        });
        migration.CreateIndex("IX_culture_shows_ProductionId_SideId", "culture_shows", ["ProductionId", "SideId"], unique: true);
        migration.CreateIndex("IX_culture_shows_SideId", "culture_shows", "SideId");

        migration.CreateTable("culture_scores", table => new
        {
            Id = table.Column<Guid>(nullable: false),
            EntryId = table.Column<Guid>(nullable: false),
            JurorId = table.Column<Guid>(nullable: false),
            Points = table.Column<int>(nullable: false),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_culture_scores", row => row.Id);
            table.ForeignKey("FK_culture_scores_culture_entries_EntryId", row => row.EntryId, "culture_entries", "Id", onDelete: ReferentialAction.Cascade);
            table.ForeignKey("FK_culture_scores_culture_jurors_JurorId", row => row.JurorId, "culture_jurors", "Id", onDelete: ReferentialAction.Cascade);
        });
        migration.CreateIndex("IX_culture_scores_EntryId_JurorId", "culture_scores", ["EntryId", "JurorId"], unique: true);
        migration.CreateIndex("IX_culture_scores_JurorId", "culture_scores", "JurorId");
    }
}

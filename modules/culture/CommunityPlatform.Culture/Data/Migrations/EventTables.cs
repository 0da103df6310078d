using Microsoft.EntityFrameworkCore.Migrations;

namespace CommunityPlatform.Culture.Data.Migrations;

internal static class EventTables
{
    public static void Create(MigrationBuilder migration)
    {
        migration.CreateTable("culture_events", table => new
        {
            Id = table.Column<Guid>(nullable: false),
            Title = table.Column<string>(maxLength: 60, nullable: false),
            Level = table.Column<string>(maxLength: 40, nullable: false),
            Festival = table.Column<string>(maxLength: 40, nullable: false),
            Need = table.Column<string>(maxLength: 40, nullable: false),
            Audience = table.Column<string>(maxLength: 40, nullable: false),
            Venue = table.Column<string>(maxLength: 60, nullable: false),
            Outdoor = table.Column<bool>(nullable: false),
            Start = table.Column<DateTime>(nullable: false),
            End = table.Column<DateTime>(nullable: false),
            Capacity = table.Column<int>(nullable: false),
            PlacesPerSignUp = table.Column<int>(nullable: false),
            Raised = table.Column<long>(nullable: false),
            Spent = table.Column<long>(nullable: false),
            ApprovedLimit = table.Column<long>(nullable: false),
            ResponsibleRole = table.Column<string>(maxLength: 40, nullable: false),
            Units = table.Column<string>(nullable: false),
            State = table.Column<string>(maxLength: 40, nullable: false),
            Headcount = table.Column<int>(nullable: true),
            Summary = table.Column<string>(nullable: false),
            Version = table.Column<long>(nullable: false),
            Bookings = table.Column<long>(nullable: false),
        }, constraints: table => table.PrimaryKey("PK_culture_events", row => row.Id));
        migration.CreateIndex("IX_culture_events_Start", "culture_events", "Start");
        migration.CreateIndex("IX_culture_events_Venue_Start", "culture_events", ["Venue", "Start"]);

        migration.CreateTable("culture_event_parts", table => new
        {
            Id = table.Column<Guid>(nullable: false),
            EventId = table.Column<Guid>(nullable: false),
            Kind = table.Column<string>(maxLength: 40, nullable: false),
            Title = table.Column<string>(maxLength: 40, nullable: false),
            Position = table.Column<int>(nullable: false),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_culture_event_parts", row => row.Id);
            table.ForeignKey("FK_culture_event_parts_culture_events_EventId", row => row.EventId, "culture_events", "Id", onDelete: ReferentialAction.Cascade);
        });
        migration.CreateIndex("IX_culture_event_parts_EventId", "culture_event_parts", "EventId");

        migration.CreateTable("culture_sign_ups", table => new
        {
            Id = table.Column<Guid>(nullable: false),
            EventId = table.Column<Guid>(nullable: false),
            Code = table.Column<string>(maxLength: 8, nullable: false),
            CalledName = table.Column<string>(maxLength: 20, nullable: false),
            PhoneTail = table.Column<string>(maxLength: 4, nullable: true),
            Places = table.Column<int>(nullable: false),
            State = table.Column<string>(maxLength: 40, nullable: false),
            Attended = table.Column<bool>(nullable: false),
            TakenAt = table.Column<DateTime>(nullable: false),
            Number = table.Column<int>(nullable: false),
            Version = table.Column<long>(nullable: false),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_culture_sign_ups", row => row.Id);
            table.ForeignKey("FK_culture_sign_ups_culture_events_EventId", row => row.EventId, "culture_events", "Id", onDelete: ReferentialAction.Cascade);
        });
        migration.CreateIndex("IX_culture_sign_ups_Code", "culture_sign_ups", "Code", unique: true);
        migration.CreateIndex("IX_culture_sign_ups_EventId_Number", "culture_sign_ups", ["EventId", "Number"], unique: true);

        migration.CreateTable("culture_pictures", table => new
        {
            Id = table.Column<Guid>(nullable: false),
            EventId = table.Column<Guid>(nullable: false),
            FileId = table.Column<Guid>(nullable: false),
            Caption = table.Column<string>(maxLength: 80, nullable: false),
            Consent = table.Column<string>(maxLength: 40, nullable: false),
            ShowsMinors = table.Column<bool>(nullable: false),
            GuardianAgreed = table.Column<bool>(nullable: false),
            TakenAt = table.Column<DateTime>(nullable: false),
            Version = table.Column<long>(nullable: false),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_culture_pictures", row => row.Id);
            table.ForeignKey("FK_culture_pictures_culture_events_EventId", row => row.EventId, "culture_events", "Id", onDelete: ReferentialAction.Cascade);
        });
        migration.CreateIndex("IX_culture_pictures_EventId", "culture_pictures", "EventId");
    }
}

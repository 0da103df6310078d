using Microsoft.EntityFrameworkCore.Migrations;

namespace CommunityPlatform.CharitySupermarket.Data.Migrations;

internal static class StockTables
{
    public static void Create(MigrationBuilder migration)
    {
        migration.CreateTable("charity_supermarket_goods", table => new
        {
            Id = table.Column<Guid>(nullable: false),
            Name = table.Column<string>(maxLength: 40, nullable: false),
            Unit = table.Column<string>(maxLength: 8, nullable: false),
            ValueFen = table.Column<long>(nullable: false),
            LowStock = table.Column<int>(nullable: false),
            Barcode = table.Column<string>(maxLength: 20, nullable: true),
            Version = table.Column<long>(nullable: false),
        }, constraints: table => table.PrimaryKey("PK_charity_supermarket_goods", one => one.Id));
        migration.CreateIndex("IX_charity_supermarket_goods_Name", "charity_supermarket_goods", "Name", unique: true);
        migration.CreateIndex("IX_charity_supermarket_goods_Barcode", "charity_supermarket_goods", "Barcode", unique: true);

        migration.CreateTable("charity_supermarket_lots", table => new
        {
            Id = table.Column<Guid>(nullable: false),
            GoodId = table.Column<Guid>(nullable: false),
            Expiry = table.Column<DateOnly>(nullable: true),
            ReceivedOn = table.Column<DateOnly>(nullable: false),
            Left = table.Column<int>(nullable: false),
            Version = table.Column<long>(nullable: false),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_charity_supermarket_lots", one => one.Id);
            table.CheckConstraint("CK_charity_supermarket_lots_Left", "\"Left\" >= 0");
            table.ForeignKey("FK_charity_supermarket_lots_charity_supermarket_goods_GoodId", one => one.GoodId, "charity_supermarket_goods", "Id", onDelete: ReferentialAction.Restrict);
        });
        migration.CreateIndex("IX_charity_supermarket_lots_GoodId", "charity_supermarket_lots", "GoodId");

        migration.CreateTable("charity_supermarket_movements", table => new
        {
            Id = table.Column<Guid>(nullable: false),
            Kind = table.Column<string>(maxLength: 40, nullable: false),
            Reason = table.Column<string>(maxLength: 40, nullable: false),
            LotId = table.Column<Guid>(nullable: false),
            GoodId = table.Column<Guid>(nullable: false),
            Quantity = table.Column<int>(nullable: false),
            ValueFen = table.Column<long>(nullable: false),
            Account = table.Column<string>(maxLength: 100, nullable: false),
            At = table.Column<DateTime>(nullable: false),
            Reference = table.Column<Guid>(nullable: true),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_charity_supermarket_movements", one => one.Id);
            table.ForeignKey("FK_charity_supermarket_movements_charity_supermarket_lots_LotId", one => one.LotId, "charity_supermarket_lots", "Id", onDelete: ReferentialAction.Restrict);
        });
        foreach (var column in new[] { "LotId", "At", "GoodId", "Reference" })
            migration.CreateIndex("IX_charity_supermarket_movements_" + column, "charity_supermarket_movements", column);

        migration.CreateTable("charity_supermarket_donations", table => new
        {
            Id = table.Column<Guid>(nullable: false),
            Number = table.Column<string>(maxLength: 20, nullable: false),
            Donor = table.Column<string>(maxLength: 40, nullable: false),
            DonorName = table.Column<string>(maxLength: 40, nullable: true),
            MayBeNamed = table.Column<bool>(nullable: false),
            Account = table.Column<string>(maxLength: 100, nullable: false),
            At = table.Column<DateTime>(nullable: false),
        }, constraints: table => table.PrimaryKey("PK_charity_supermarket_donations", one => one.Id));
        migration.CreateIndex("IX_charity_supermarket_donations_Number", "charity_supermarket_donations", "Number", unique: true);
        migration.CreateIndex("IX_charity_supermarket_donations_At", "charity_supermarket_donations", "At");

        migration.CreateTable("charity_supermarket_donation_lines", table => new
        {
            Id = table.Column<Guid>(nullable: false),
            DonationId = table.Column<Guid>(nullable: false),
            GoodId = table.Column<Guid>(nullable: false),
            LotId = table.Column<Guid>(nullable: false),
            Quantity = table.Column<int>(nullable: false),
            ValueFen = table.Column<long>(nullable: false),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_charity_supermarket_donation_lines", one => one.Id);
            table.ForeignKey("FK_charity_supermarket_donation_lines_charity_supermarket_donations_DonationId", one => one.DonationId, "charity_supermarket_donations", "Id", onDelete: ReferentialAction.Restrict);
            table.ForeignKey("FK_charity_supermarket_donation_lines_charity_supermarket_lots_LotId", one => one.LotId, "charity_supermarket_lots", "Id", onDelete: ReferentialAction.Restrict);
        });
        migration.CreateIndex("IX_charity_supermarket_donation_lines_DonationId", "charity_supermarket_donation_lines", "DonationId");
        migration.CreateIndex("IX_charity_supermarket_donation_lines_LotId", "charity_supermarket_donation_lines", "LotId");
    }
}

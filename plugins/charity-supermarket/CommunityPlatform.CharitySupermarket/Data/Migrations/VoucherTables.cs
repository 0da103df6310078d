using Microsoft.EntityFrameworkCore.Migrations;

namespace CommunityPlatform.CharitySupermarket.Data.Migrations;

internal static class VoucherTables
{
    public static void Create(MigrationBuilder migration)
    {
        migration.CreateTable("charity_supermarket_beneficiaries", table => new
        {
            Id = table.Column<Guid>(nullable: false),
            Code = table.Column<string>(maxLength: 12, nullable: false),
            From = table.Column<DateOnly>(nullable: false),
            Until = table.Column<DateOnly>(nullable: false),
            Source = table.Column<string>(maxLength: 40, nullable: false),
            AccountId = table.Column<string>(maxLength: 100, nullable: true),
            Version = table.Column<long>(nullable: false),
        }, constraints: table => table.PrimaryKey("PK_charity_supermarket_beneficiaries", one => one.Id));
        migration.CreateIndex("IX_charity_supermarket_beneficiaries_Code", "charity_supermarket_beneficiaries", "Code", unique: true);

        migration.CreateTable("charity_supermarket_vouchers", table => new
        {
            Id = table.Column<Guid>(nullable: false),
            Number = table.Column<string>(maxLength: 20, nullable: false),
            Code = table.Column<string>(maxLength: 10, nullable: true),
            BeneficiaryId = table.Column<Guid>(nullable: false),
            ValueFen = table.Column<long>(nullable: false),
            BalanceFen = table.Column<long>(nullable: false),
            Origin = table.Column<string>(maxLength: 40, nullable: false),
            State = table.Column<string>(maxLength: 40, nullable: false),
            RequestedBy = table.Column<string>(maxLength: 100, nullable: false),
            RequestedAt = table.Column<DateTime>(nullable: false),
            ApprovedBy = table.Column<string>(maxLength: 100, nullable: true),
            DecidedAt = table.Column<DateTime>(nullable: true),
            Expiry = table.Column<DateOnly>(nullable: true),
            Version = table.Column<long>(nullable: false),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_charity_supermarket_vouchers", one => one.Id);
            table.CheckConstraint("CK_charity_supermarket_vouchers_BalanceFen", "\"BalanceFen\" >= 0");
            table.ForeignKey("FK_charity_supermarket_vouchers_charity_supermarket_beneficiaries_BeneficiaryId", one => one.BeneficiaryId, "charity_supermarket_beneficiaries", "Id", onDelete: ReferentialAction.Restrict);
        });
        migration.CreateIndex("IX_charity_supermarket_vouchers_Number", "charity_supermarket_vouchers", "Number", unique: true);
        migration.CreateIndex("IX_charity_supermarket_vouchers_Code", "charity_supermarket_vouchers", "Code", unique: true);
        migration.CreateIndex("IX_charity_supermarket_vouchers_State", "charity_supermarket_vouchers", "State");
        migration.CreateIndex("IX_charity_supermarket_vouchers_BeneficiaryId", "charity_supermarket_vouchers", "BeneficiaryId");

        migration.CreateTable("charity_supermarket_redemptions", table => new
        {
            Id = table.Column<Guid>(nullable: false),
            Number = table.Column<string>(maxLength: 20, nullable: false),
            VoucherId = table.Column<Guid>(nullable: false),
            Request = table.Column<Guid>(nullable: false),
            Counter = table.Column<string>(maxLength: 100, nullable: false),
            TotalFen = table.Column<long>(nullable: false),
            At = table.Column<DateTime>(nullable: false),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_charity_supermarket_redemptions", one => one.Id);
            table.ForeignKey("FK_charity_supermarket_redemptions_charity_supermarket_vouchers_VoucherId", one => one.VoucherId, "charity_supermarket_vouchers", "Id", onDelete: ReferentialAction.Restrict);
        });
        migration.CreateIndex("IX_charity_supermarket_redemptions_Number", "charity_supermarket_redemptions", "Number", unique: true);
        migration.CreateIndex("IX_charity_supermarket_redemptions_Request", "charity_supermarket_redemptions", "Request", unique: true);
        migration.CreateIndex("IX_charity_supermarket_redemptions_At", "charity_supermarket_redemptions", "At");
        migration.CreateIndex("IX_charity_supermarket_redemptions_VoucherId", "charity_supermarket_redemptions", "VoucherId");

        migration.CreateTable("charity_supermarket_redemption_lines", table => new
        {
            Id = table.Column<Guid>(nullable: false),
            RedemptionId = table.Column<Guid>(nullable: false),
            GoodId = table.Column<Guid>(nullable: false),
            Quantity = table.Column<int>(nullable: false),
            UnitFen = table.Column<long>(nullable: false),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_charity_supermarket_redemption_lines", one => one.Id);
            table.ForeignKey("FK_charity_supermarket_redemption_lines_charity_supermarket_redemptions_RedemptionId", one => one.RedemptionId, "charity_supermarket_redemptions", "Id", onDelete: ReferentialAction.Restrict);
        });
        migration.CreateIndex("IX_charity_supermarket_redemption_lines_RedemptionId", "charity_supermarket_redemption_lines", "RedemptionId");

        migration.CreateTable("charity_supermarket_redemption_voids", table => new
        {
            Id = table.Column<Guid>(nullable: false),
            RedemptionId = table.Column<Guid>(nullable: false),
            Account = table.Column<string>(maxLength: 100, nullable: false),
            At = table.Column<DateTime>(nullable: false),
        }, constraints: table =>
        {
            table.PrimaryKey("PK_charity_supermarket_redemption_voids", one => one.Id);
            table.ForeignKey("FK_charity_supermarket_redemption_voids_charity_supermarket_redemptions_RedemptionId", one => one.RedemptionId, "charity_supermarket_redemptions", "Id", onDelete: ReferentialAction.Restrict);
        });
        migration.CreateIndex("IX_charity_supermarket_redemption_voids_RedemptionId", "charity_supermarket_redemption_voids", "RedemptionId", unique: true);

        migration.CreateTable("charity_supermarket_numbers", table => new
        {
            Id = table.Column<Guid>(nullable: false),
            Kind = table.Column<string>(maxLength: 40, nullable: false),
            Year = table.Column<int>(nullable: false),
            Last = table.Column<long>(nullable: false),
        }, constraints: table => table.PrimaryKey("PK_charity_supermarket_numbers", one => one.Id));
        migration.CreateIndex("IX_charity_supermarket_numbers_Kind_Year", "charity_supermarket_numbers", ["Kind", "Year"], unique: true);

        migration.CreateTable("charity_supermarket_settings", table => new
        {
            Id = table.Column<Guid>(nullable: false),
            QuarterLimitFen = table.Column<long>(nullable: false),
            VoucherDays = table.Column<int>(nullable: false),
            Version = table.Column<long>(nullable: false),
        }, constraints: table => table.PrimaryKey("PK_charity_supermarket_settings", one => one.Id));
    }
}

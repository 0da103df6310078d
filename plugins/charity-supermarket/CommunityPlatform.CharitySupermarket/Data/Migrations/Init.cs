using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace CommunityPlatform.CharitySupermarket.Data.Migrations;

/// <summary>The first tables: stock and donations, beneficiaries, vouchers and redemptions.</summary>
[DbContext(typeof(MarketDbContext)), Migration("20261122000000_Init")]
internal sealed class Init : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        StockTables.Create(migrationBuilder);
        VoucherTables.Create(migrationBuilder);
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var table in new[] { "settings", "numbers", "redemption_voids", "redemption_lines", "redemptions", "vouchers", "beneficiaries", "donation_lines", "donations", "movements", "lots", "goods" })
            migrationBuilder.DropTable("charity_supermarket_" + table);
    }
}

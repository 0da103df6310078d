using CommunityPlatform.CharitySupermarket.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CommunityPlatform.CharitySupermarket.Data;

internal sealed class VoucherMapping : IEntityTypeConfiguration<Beneficiary>, IEntityTypeConfiguration<Voucher>, IEntityTypeConfiguration<Redemption>,
    IEntityTypeConfiguration<RedemptionLine>, IEntityTypeConfiguration<RedemptionVoid>, IEntityTypeConfiguration<NumberSeries>, IEntityTypeConfiguration<Setting>
{
    public void Configure(EntityTypeBuilder<Beneficiary> beneficiaries)
    {
        beneficiaries.ToTable("charity_supermarket_beneficiaries");
        beneficiaries.Property(one => one.Code).HasMaxLength(12);
        beneficiaries.Property(one => one.AccountId).HasMaxLength(StockMapping.Account);
        beneficiaries.Ignore(one => one.IsForgotten);
        beneficiaries.Property(one => one.Version).IsConcurrencyToken();
        beneficiaries.HasIndex(one => one.Code).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Voucher> vouchers)
    {
        // The last line of defence; the entity refuses before.
        vouchers.ToTable("charity_supermarket_vouchers", table => table.HasCheckConstraint("CK_charity_supermarket_vouchers_BalanceFen", "\"BalanceFen\" >= 0"));
        vouchers.Property(one => one.Number).HasMaxLength(20);
        vouchers.Property(one => one.Code).HasMaxLength(VoucherCode.Length);
        vouchers.Property(one => one.RequestedBy).HasMaxLength(StockMapping.Account);
        vouchers.Property(one => one.ApprovedBy).HasMaxLength(StockMapping.Account);
        vouchers.Property(one => one.Version).IsConcurrencyToken();
        vouchers.Ignore(one => one.CountsFen);
        vouchers.HasIndex(one => one.Number).IsUnique();
        vouchers.HasIndex(one => one.Code).IsUnique();
        vouchers.HasIndex(one => one.State);
        vouchers.HasOne(one => one.Beneficiary).WithMany().HasForeignKey(one => one.BeneficiaryId).IsRequired();
    }

    public void Configure(EntityTypeBuilder<Redemption> redemptions)
    {
        redemptions.ToTable("charity_supermarket_redemptions");
        redemptions.Property(one => one.Number).HasMaxLength(20);
        redemptions.Property(one => one.Counter).HasMaxLength(StockMapping.Account);
        redemptions.HasIndex(one => one.Number).IsUnique();
        redemptions.HasIndex(one => one.Request).IsUnique();
        redemptions.HasIndex(one => one.At);
        redemptions.HasOne<Voucher>().WithMany().HasForeignKey(one => one.VoucherId).IsRequired();
        redemptions.HasMany(one => one.Lines).WithOne().HasForeignKey(line => line.RedemptionId).IsRequired();
    }

    public void Configure(EntityTypeBuilder<RedemptionLine> lines) => lines.ToTable("charity_supermarket_redemption_lines");

    public void Configure(EntityTypeBuilder<RedemptionVoid> voids)
    {
        voids.ToTable("charity_supermarket_redemption_voids");
        voids.Property(one => one.Account).HasMaxLength(StockMapping.Account);
        voids.HasOne<Redemption>().WithOne().HasForeignKey<RedemptionVoid>(one => one.RedemptionId).IsRequired();
    }

    public void Configure(EntityTypeBuilder<NumberSeries> numbers)
    {
        numbers.ToTable("charity_supermarket_numbers");
        numbers.Property(one => one.Last).IsConcurrencyToken();
        numbers.HasIndex(one => new { one.Kind, one.Year }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Setting> settings)
    {
        settings.ToTable("charity_supermarket_settings");
        settings.Property(one => one.Version).IsConcurrencyToken();
    }
}

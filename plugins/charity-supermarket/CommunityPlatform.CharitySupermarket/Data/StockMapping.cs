using CommunityPlatform.CharitySupermarket.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CommunityPlatform.CharitySupermarket.Data;

internal sealed class StockMapping : IEntityTypeConfiguration<Good>, IEntityTypeConfiguration<Lot>, IEntityTypeConfiguration<Movement>,
    IEntityTypeConfiguration<Donation>, IEntityTypeConfiguration<DonationLine>
{
    /// <summary>The longest account id.</summary>
    public const int Account = 100;

    public void Configure(EntityTypeBuilder<Good> goods)
    {
        goods.ToTable("charity_supermarket_goods");
        goods.Property(one => one.Name).HasMaxLength(40);
        goods.Property(one => one.Unit).HasMaxLength(8);
        goods.Property(one => one.Barcode).HasMaxLength(20);
        goods.Property(one => one.Version).IsConcurrencyToken();
        goods.HasIndex(one => one.Name).IsUnique();
        goods.HasIndex(one => one.Barcode).IsUnique();
        goods.HasMany(one => one.Lots).WithOne().HasForeignKey(lot => lot.GoodId).IsRequired();
    }

    public void Configure(EntityTypeBuilder<Lot> lots)
    {
        // The last line of defence; the entity refuses before.
        lots.ToTable("charity_supermarket_lots", table => table.HasCheckConstraint("CK_charity_supermarket_lots_Left", "\"Left\" >= 0"));
        lots.Property(one => one.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<Movement> movements)
    {
        movements.ToTable("charity_supermarket_movements");
        movements.Property(one => one.Account).HasMaxLength(Account);
        movements.HasOne<Lot>().WithMany().HasForeignKey(one => one.LotId).IsRequired();
        movements.HasIndex(one => one.At);
        movements.HasIndex(one => one.GoodId);
        movements.HasIndex(one => one.Reference);
    }

    public void Configure(EntityTypeBuilder<Donation> donations)
    {
        donations.ToTable("charity_supermarket_donations");
        donations.Property(one => one.Number).HasMaxLength(20);
        donations.Property(one => one.DonorName).HasMaxLength(40);
        donations.Property(one => one.Account).HasMaxLength(Account);
        donations.HasIndex(one => one.Number).IsUnique();
        donations.HasIndex(one => one.At);
        donations.HasMany(one => one.Lines).WithOne().HasForeignKey(line => line.DonationId).IsRequired();
    }

    public void Configure(EntityTypeBuilder<DonationLine> lines)
    {
        lines.ToTable("charity_supermarket_donation_lines");
        lines.HasOne<Lot>().WithMany().HasForeignKey(one => one.LotId).IsRequired();
    }
}

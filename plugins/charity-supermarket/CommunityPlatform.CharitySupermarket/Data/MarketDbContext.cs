using CommunityPlatform.CharitySupermarket.Domain;
using CommunityPlatform.Sdk.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CommunityPlatform.CharitySupermarket.Data;

/// <summary>The plugin's rows in one community's database.</summary>
internal sealed class MarketDbContext(DbContextOptions<MarketDbContext> options) : ModuleDbContext(options)
{
    public DbSet<Good> Goods => Set<Good>();
    public DbSet<Lot> Lots => Set<Lot>();
    public DbSet<Movement> Movements => Set<Movement>();
    public DbSet<Donation> Donations => Set<Donation>();
    public DbSet<Beneficiary> Beneficiaries => Set<Beneficiary>();
    public DbSet<Voucher> Vouchers => Set<Voucher>();
    public DbSet<Redemption> Redemptions => Set<Redemption>();
    public DbSet<RedemptionVoid> RedemptionVoids => Set<RedemptionVoid>();
    public DbSet<NumberSeries> Numbers => Set<NumberSeries>();
    public DbSet<Setting> Settings => Set<Setting>();

    /// <inheritdoc/>
    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        KeepHistory();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    /// <inheritdoc/>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        KeepHistory();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(MarketDbContext).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            // Keys are made by the entities; without this EF would take a new row with a key for an old one.
            foreach (var key in entity.FindPrimaryKey()!.Properties) key.ValueGenerated = ValueGenerated.Never;
            foreach (var link in entity.GetForeignKeys()) link.DeleteBehavior = DeleteBehavior.Restrict;
        }
    }

    /// <summary>A donor's name may leave a donation, nothing else.</summary>
    private static bool IsForgetting(EntityEntry entry) => entry is { Entity: Donation { DonorName: null }, State: EntityState.Modified }
        && entry.Properties.Where(property => property.IsModified).All(property => property.Metadata.Name is nameof(Donation.DonorName) or nameof(Donation.MayBeNamed));

    /// <summary>What happened in the store is never rewritten: such an attempt is a bug.</summary>
    private void KeepHistory()
    {
        if (ChangeTracker.Entries().Any(entry => entry.Entity is Movement or Redemption or RedemptionLine or RedemptionVoid or Donation or DonationLine
                && entry.State is EntityState.Modified or EntityState.Deleted && !IsForgetting(entry)))
            throw new InvalidOperationException("Movements, donations and redemptions are only ever added.");
    }
}

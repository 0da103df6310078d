using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CommunityPlatform.Host.Register;

internal sealed class ResidentUnitMapping : IEntityTypeConfiguration<ResidentUnit>
{
    public void Configure(EntityTypeBuilder<ResidentUnit> builder)
    {
        builder.ToTable("host_units");
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.Property(x => x.Name).HasMaxLength(100);
        builder.HasIndex(x => x.Name).IsUnique();
    }
}

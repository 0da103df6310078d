using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CommunityPlatform.Host.Register;

internal sealed class MoveMapping : IEntityTypeConfiguration<Move>
{
    public void Configure(EntityTypeBuilder<Move> builder)
    {
        builder.ToTable("host_moves");
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.Property(x => x.By).HasMaxLength(100);
        builder.HasIndex(x => x.PersonId);
        builder.HasIndex(x => x.At);
    }
}

internal sealed class MergeMapping : IEntityTypeConfiguration<Merge>
{
    public void Configure(EntityTypeBuilder<Merge> builder)
    {
        builder.ToTable("host_merges");
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.Property(x => x.GoneName).HasMaxLength(50);
        builder.Property(x => x.By).HasMaxLength(100);
        builder.HasIndex(x => x.Kept);
    }
}

internal sealed class ResidentImportMapping : IEntityTypeConfiguration<ResidentImport>
{
    public void Configure(EntityTypeBuilder<ResidentImport> builder)
    {
        builder.ToTable("host_imports");
        builder.Property(x => x.Id).ValueGeneratedNever();
        builder.Property(x => x.FileName).HasMaxLength(200);
        builder.Property(x => x.By).HasMaxLength(100);
        builder.Property(x => x.Columns).HasMaxLength(500);
        builder.Property(x => x.Version).IsConcurrencyToken();
    }
}

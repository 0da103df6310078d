using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CommunityPlatform.Host.Privacy;

internal sealed class ConsentMapping : IEntityTypeConfiguration<Consent>, IEntityTypeConfiguration<ConsentNotice>, IEntityTypeConfiguration<Guardianship>
{
    public void Configure(EntityTypeBuilder<Consent> consents)
    {
        consents.ToTable("host_consents");
        consents.Property(one => one.Id).ValueGeneratedNever();
        consents.Property(one => one.Purpose).HasMaxLength(100);
        consents.Property(one => one.Account).HasMaxLength(64);
        consents.Property(one => one.By).HasMaxLength(100);
        consents.Property(one => one.WithdrawnBy).HasMaxLength(100);
        consents.Property(one => one.Version).IsConcurrencyToken();
        // A consent outlives the register's entry: it is the proof that she was asked.
        consents.HasOne<ConsentNotice>().WithMany().HasForeignKey(one => one.NoticeId).OnDelete(DeleteBehavior.Restrict);
        consents.HasIndex(one => new { one.PersonId, one.Purpose });
    }

    public void Configure(EntityTypeBuilder<ConsentNotice> notices)
    {
        notices.ToTable("host_notices");
        notices.Property(one => one.Id).ValueGeneratedNever();
        notices.Property(one => one.Purpose).HasMaxLength(100);
        notices.Property(one => one.Hash).HasMaxLength(64);
        notices.HasIndex(one => new { one.Purpose, one.Hash }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Guardianship> guardians)
    {
        guardians.ToTable("host_guardians");
        guardians.Property(one => one.Id).ValueGeneratedNever();
        guardians.Property(one => one.By).HasMaxLength(100);
        guardians.HasIndex(one => new { one.Child, one.Guardian }).IsUnique();
        guardians.HasIndex(one => one.Guardian);
    }
}

internal sealed class ErasureMapping : IEntityTypeConfiguration<Erasure>, IEntityTypeConfiguration<Clearing>, IEntityTypeConfiguration<PrivacySheet>
{
    public void Configure(EntityTypeBuilder<Erasure> erasures)
    {
        erasures.ToTable("host_erasures");
        erasures.Property(one => one.Id).ValueGeneratedNever();
        erasures.Property(one => one.Module).HasMaxLength(40);
        erasures.Property(one => one.By).HasMaxLength(100);
        erasures.HasIndex(one => one.State);
    }

    public void Configure(EntityTypeBuilder<Clearing> clearings)
    {
        clearings.ToTable("host_clearings");
        clearings.Property(one => one.Id).ValueGeneratedNever();
        clearings.Property(one => one.Module).HasMaxLength(40);
        clearings.Property(one => one.Field).HasMaxLength(100);
        clearings.HasIndex(one => one.At);
    }

    public void Configure(EntityTypeBuilder<PrivacySheet> sheets)
    {
        sheets.ToTable("host_privacy_sheets");
        sheets.Property(one => one.Id).ValueGeneratedNever();
        sheets.Property(one => one.By).HasMaxLength(100);
        sheets.HasIndex(one => new { one.Kind, one.Number }).IsUnique();
    }
}

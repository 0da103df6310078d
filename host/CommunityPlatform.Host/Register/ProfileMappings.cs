using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CommunityPlatform.Host.Register;

internal sealed class ProfileMappings : IEntityTypeConfiguration<CommunityProfile>, IEntityTypeConfiguration<Facility>, IEntityTypeConfiguration<FacilityProject>
{
    public void Configure(EntityTypeBuilder<CommunityProfile> profiles)
    {
        profiles.ToTable("host_profiles");
        profiles.Property(one => one.Id).ValueGeneratedNever();
        profiles.Property(one => one.Author).HasMaxLength(64);
        profiles.Property(one => one.ConfirmedBy).HasMaxLength(100);
        profiles.Property(one => one.Version).IsConcurrencyToken();
        profiles.HasIndex(one => one.AsOf).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Facility> facilities)
    {
        facilities.ToTable("host_facilities");
        facilities.Property(one => one.Id).ValueGeneratedNever();
        facilities.Property(one => one.Name).HasMaxLength(60);
        facilities.Property(one => one.Version).IsConcurrencyToken();
        facilities.HasIndex(one => one.Name).IsUnique();
    }

    public void Configure(EntityTypeBuilder<FacilityProject> projects)
    {
        projects.ToTable("host_facility_projects");
        projects.Property(one => one.Id).ValueGeneratedNever();
        projects.Property(one => one.Name).HasMaxLength(80);
        projects.Property(one => one.Investor).HasMaxLength(100);
        projects.Property(one => one.Version).IsConcurrencyToken();
        projects.HasOne<Facility>().WithMany().HasForeignKey(one => one.FacilityId).OnDelete(DeleteBehavior.Restrict);
        projects.HasIndex(one => one.FacilityId);
    }
}

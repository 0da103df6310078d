using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CommunityPlatform.Host.Register;

internal sealed class BodyMappings : IEntityTypeConfiguration<Body>, IEntityTypeConfiguration<BodyPost>, IEntityTypeConfiguration<PostTerm>
{
    public void Configure(EntityTypeBuilder<Body> bodies)
    {
        bodies.ToTable("host_bodies");
        bodies.Property(one => one.Id).ValueGeneratedNever();
        bodies.Property(one => one.Name).HasMaxLength(60);
        bodies.Property(one => one.Version).IsConcurrencyToken();
        bodies.HasOne<Body>().WithMany().HasForeignKey(one => one.ParentId).OnDelete(DeleteBehavior.Restrict);
        bodies.HasIndex(one => one.Name).IsUnique();
    }

    public void Configure(EntityTypeBuilder<BodyPost> posts)
    {
        posts.ToTable("host_posts");
        posts.Property(one => one.Id).ValueGeneratedNever();
        posts.Property(one => one.Name).HasMaxLength(40);
        posts.Property(one => one.Duty).HasMaxLength(200);
        posts.Property(one => one.Role).HasMaxLength(40);
        posts.Property(one => one.Version).IsConcurrencyToken();
        posts.HasOne<Body>().WithMany().HasForeignKey(one => one.BodyId).OnDelete(DeleteBehavior.Restrict);
        posts.HasIndex(one => new { one.BodyId, one.Name }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<PostTerm> terms)
    {
        terms.ToTable("host_terms");
        terms.Property(one => one.Id).ValueGeneratedNever();
        terms.Property(one => one.AccountId).HasMaxLength(64);
        terms.Property(one => one.Version).IsConcurrencyToken();
        terms.HasOne<BodyPost>().WithMany().HasForeignKey(one => one.PostId).OnDelete(DeleteBehavior.Restrict);
        terms.HasIndex(one => one.PostId);
        terms.HasIndex(one => one.PersonId);
    }
}

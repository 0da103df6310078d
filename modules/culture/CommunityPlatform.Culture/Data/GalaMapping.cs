using CommunityPlatform.Culture.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CommunityPlatform.Culture.Data;

internal sealed class GalaMapping :
    IEntityTypeConfiguration<Production>, IEntityTypeConfiguration<Side>, IEntityTypeConfiguration<Entry>, IEntityTypeConfiguration<Juror>,
    IEntityTypeConfiguration<Score>, IEntityTypeConfiguration<Rehearsal>, IEntityTypeConfiguration<Show>
{
    public void Configure(EntityTypeBuilder<Production> productions)
    {
        productions.ToTable("culture_productions");
        productions.Property(one => one.Title).HasMaxLength(60);
        productions.Property(one => one.ResponsibleRole).HasMaxLength(40);
        productions.Property(one => one.Version).IsConcurrencyToken();
        productions.Ignore(one => one.Limits).Ignore(one => one.Chosen);
        productions.HasMany(one => one.Sides).WithOne().HasForeignKey(side => side.ProductionId).IsRequired();
        productions.HasMany(one => one.Entries).WithOne().HasForeignKey(entry => entry.ProductionId).IsRequired();
        productions.HasMany(one => one.Jurors).WithOne().HasForeignKey(juror => juror.ProductionId).IsRequired();
        productions.HasMany(one => one.Rehearsals).WithOne().HasForeignKey(rehearsal => rehearsal.ProductionId).IsRequired();
        productions.HasMany(one => one.Shows).WithOne().HasForeignKey(show => show.ProductionId).IsRequired();
    }

    public void Configure(EntityTypeBuilder<Side> sides)
    {
        sides.ToTable("culture_sides");
        sides.Property(one => one.Name).HasMaxLength(40);
    }

    public void Configure(EntityTypeBuilder<Entry> entries)
    {
        entries.ToTable("culture_entries");
        entries.Property(one => one.Title).HasMaxLength(40);
        entries.Property(one => one.Team).HasMaxLength(40);
        entries.Property(one => one.Version).IsConcurrencyToken();
        entries.Ignore(one => one.Average);
        entries.HasOne<Side>().WithMany().HasForeignKey(one => one.SideId).IsRequired();
        entries.HasMany(one => one.Scores).WithOne().HasForeignKey(score => score.EntryId).IsRequired();
    }

    public void Configure(EntityTypeBuilder<Juror> jurors)
    {
        jurors.ToTable("culture_jurors");
        jurors.Property(one => one.Role).HasMaxLength(40);
        jurors.Property(one => one.Team).HasMaxLength(40);
    }

    public void Configure(EntityTypeBuilder<Score> scores)
    {
        scores.ToTable("culture_scores");
        scores.HasOne<Juror>().WithMany().HasForeignKey(one => one.JurorId).IsRequired();
        scores.HasIndex(one => new { one.EntryId, one.JurorId }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Rehearsal> rehearsals)
    {
        rehearsals.ToTable("culture_rehearsals");
        rehearsals.Property(one => one.Place).HasMaxLength(60);
        rehearsals.Property(one => one.EntryIds).AsJson();
    }

    public void Configure(EntityTypeBuilder<Show> shows)
    {
        shows.ToTable("culture_shows");
        shows.Property(one => one.Place).HasMaxLength(60);
        shows.Property(one => one.Version).IsConcurrencyToken();
        shows.HasOne<Side>().WithMany().HasForeignKey(one => one.SideId).IsRequired();
        shows.HasIndex(one => new { one.ProductionId, one.SideId }).IsUnique();
    }
}

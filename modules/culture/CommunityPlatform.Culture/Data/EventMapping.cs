using CommunityPlatform.Culture.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CommunityPlatform.Culture.Data;

internal sealed class EventMapping :
    IEntityTypeConfiguration<Event>, IEntityTypeConfiguration<EventPart>, IEntityTypeConfiguration<SignUp>, IEntityTypeConfiguration<Picture>
{
    public void Configure(EntityTypeBuilder<Event> events)
    {
        events.ToTable("culture_events");
        events.Property(one => one.Title).HasMaxLength(60);
        events.Property(one => one.Venue).HasMaxLength(60);
        events.Property(one => one.ResponsibleRole).HasMaxLength(40);
        events.Property(one => one.Units).AsJson();
        events.Property(one => one.Version).IsConcurrencyToken();
        events.Property(one => one.Bookings).IsConcurrencyToken();
        events.HasIndex(one => one.Start);
        events.HasIndex(one => new { one.Venue, one.Start });
        events.HasMany(one => one.Parts).WithOne().HasForeignKey(part => part.EventId).IsRequired();
        events.HasMany(one => one.SignUps).WithOne().HasForeignKey(signUp => signUp.EventId).IsRequired();
        events.HasMany(one => one.Pictures).WithOne().HasForeignKey(picture => picture.EventId).IsRequired();
    }

    public void Configure(EntityTypeBuilder<EventPart> parts)
    {
        parts.ToTable("culture_event_parts");
        parts.Property(one => one.Title).HasMaxLength(40);
    }

    public void Configure(EntityTypeBuilder<SignUp> signUps)
    {
        signUps.ToTable("culture_sign_ups");
        signUps.Property(one => one.Code).HasMaxLength(SignUpCode.Length);
        signUps.Property(one => one.CalledName).HasMaxLength(20);
        signUps.Property(one => one.PhoneTail).HasMaxLength(4);
        signUps.Property(one => one.Version).IsConcurrencyToken();
        signUps.HasIndex(one => one.Code).IsUnique();
        signUps.HasIndex(one => new { one.EventId, one.Number }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<Picture> pictures)
    {
        pictures.ToTable("culture_pictures");
        pictures.Property(one => one.Caption).HasMaxLength(80);
        pictures.Property(one => one.Version).IsConcurrencyToken();
        pictures.Ignore(one => one.MayLeave);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CommunityPlatform.Host.Register;

internal sealed class PersonMapping : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("host_persons");
        builder.HasKey(x => x.Id);
        builder.Property(x => x.Id).ValueGeneratedNever();
        // Long enough for names of several words such as those of the western provinces.
        builder.Property(x => x.Name).HasMaxLength(50);
        builder.Property(x => x.NamePinyin).HasMaxLength(120);
        builder.Property(x => x.NameInitials).HasMaxLength(30);
        builder.Property(x => x.Phone).HasMaxLength(200);
        builder.Property(x => x.PhoneIndex).HasMaxLength(32);
        builder.Property(x => x.PhoneTailIndex).HasMaxLength(32);
        builder.Property(x => x.Version).IsConcurrencyToken();
        builder.HasOne<Household>().WithMany().HasForeignKey(x => x.HouseholdId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(x => x.Name);
        builder.HasIndex(x => x.NamePinyin);
        builder.HasIndex(x => x.NameInitials);
        builder.HasIndex(x => x.PhoneIndex);
        builder.HasIndex(x => x.PhoneTailIndex);
    }
}

using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Sdk.Data;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Culture.Data;

/// <summary>The module's rows in one community's database.</summary>
internal sealed class CultureDbContext(DbContextOptions<CultureDbContext> options) : ModuleDbContext(options)
{
    public DbSet<Event> Events => Set<Event>();
    public DbSet<EventPart> Parts => Set<EventPart>();
    public DbSet<SignUp> SignUps => Set<SignUp>();
    public DbSet<Picture> Pictures => Set<Picture>();
    public DbSet<Production> Productions => Set<Production>();
    public DbSet<Side> Sides => Set<Side>();
    public DbSet<Entry> Entries => Set<Entry>();
    public DbSet<Juror> Jurors => Set<Juror>();
    public DbSet<Score> Scores => Set<Score>();
    public DbSet<Rehearsal> Rehearsals => Set<Rehearsal>();
    public DbSet<Show> Shows => Set<Show>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(CultureDbContext).Assembly);
        // Keys are made by the entities; without this EF would take a new row with a key for an old one.
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
            foreach (var key in entity.FindPrimaryKey()!.Properties)
                key.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
    }
}

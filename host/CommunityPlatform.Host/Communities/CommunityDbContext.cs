using CommunityPlatform.Host.Audit;
using CommunityPlatform.Host.Privacy;
using CommunityPlatform.Host.Register;
using CommunityPlatform.Sdk.Data;
using CommunityPlatform.Sdk.Privacy;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Communities;

/// <summary>The host's own tables in a community's database; modules' tables stand beside them.</summary>
internal sealed class CommunityDbContext(DbContextOptions<CommunityDbContext> options) : DbContext(options)
{
    public DbSet<AuditLine> Audit => Set<AuditLine>();
    public DbSet<AuditHead> AuditHeads => Set<AuditHead>();
    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();
    public DbSet<AppliedRow> Applied => Set<AppliedRow>();
    public DbSet<FileRow> Files => Set<FileRow>();
    public DbSet<ListenerRow> Listeners => Set<ListenerRow>();
    public DbSet<AccessLine> Access => Set<AccessLine>();
    public DbSet<Person> Persons => Set<Person>();
    public DbSet<Household> Households => Set<Household>();
    public DbSet<Building> Buildings => Set<Building>();
    public DbSet<Grid> Grids => Set<Grid>();
    public DbSet<ResidentUnit> Units => Set<ResidentUnit>();
    public DbSet<Body> Bodies => Set<Body>();
    public DbSet<BodyPost> Posts => Set<BodyPost>();
    public DbSet<PostTerm> Terms => Set<PostTerm>();
    public DbSet<CommunityProfile> Profiles => Set<CommunityProfile>();
    public DbSet<Facility> Facilities => Set<Facility>();
    public DbSet<FacilityProject> FacilityProjects => Set<FacilityProject>();
    public DbSet<Move> Moves => Set<Move>();
    public DbSet<Merge> Merges => Set<Merge>();
    public DbSet<ResidentImport> Imports => Set<ResidentImport>();
    public DbSet<Consent> Consents => Set<Consent>();
    public DbSet<ConsentNotice> Notices => Set<ConsentNotice>();
    public DbSet<Guardianship> Guardians => Set<Guardianship>();
    public DbSet<Erasure> Erasures => Set<Erasure>();
    public DbSet<Clearing> Clearings => Set<Clearing>();
    public DbSet<PrivacySheet> PrivacySheets => Set<PrivacySheet>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        configurationBuilder.Properties<Sealed>().HaveConversion<SealedConverter>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        var audit = builder.Entity<AuditLine>().ToTable("host_audit");
        audit.HasKey(line => line.Id);
        audit.HasIndex(line => line.At);
        // Lines from before the chain have no place in it yet; no two lines ever share one.
        audit.HasIndex(line => line.Sequence).IsUnique();
        audit.Property(line => line.Hash).HasMaxLength(64);
        var head = builder.Entity<AuditHead>().ToTable("host_audit_head");
        head.HasKey(row => row.Id);
        head.Property(row => row.Id).HasMaxLength(8);
        head.Property(row => row.Hash).HasMaxLength(64);
        var outbox = builder.Entity<OutboxRow>().ToTable("host_outbox");
        outbox.HasKey(row => row.Id);
        outbox.HasIndex(row => new { row.Name, row.Id });
        builder.Entity<AppliedRow>().ToTable("host_applied").HasKey(row => new { row.Listener, row.Fact });
        builder.Entity<ListenerRow>().ToTable("host_listeners").HasKey(row => row.Listener);
        var access = builder.Entity<AccessLine>().ToTable("host_access");
        access.HasKey(line => line.Id);
        access.HasIndex(line => line.At);
        access.HasIndex(line => line.Resident);
        access.Property(line => line.Reason).HasMaxLength(200);
        var files = builder.Entity<FileRow>().ToTable("host_files");
        files.HasKey(row => row.Id);
        files.HasIndex(row => row.Owner);
        builder.ApplyConfigurationsFromAssembly(typeof(CommunityDbContext).Assembly, type => type.Namespace is "CommunityPlatform.Host.Register" or "CommunityPlatform.Host.Privacy");
    }
}

/// <summary>审计 · One act: who, what, on which subject, with which outcome. Never the payload.</summary>
internal sealed class AuditLine
{
    public Guid Id { get; init; }
    public DateTime At { get; init; }
    public string? Account { get; init; }
    public required string Person { get; init; }
    public required string Module { get; init; }
    public required string Act { get; init; }
    public string? Subject { get; init; }
    /// <summary>代办对象 · For whom a member of staff acted: an id or a number, never a name.</summary>
    public string? OnBehalfOf { get; init; }
    public required string Outcome { get; init; }
    /// <summary>Its place in the chain, from 1 without gaps; null only for a line from before the chain that is not in it yet.</summary>
    public long? Sequence { get; set; }
    /// <summary><see cref="AuditSeal"/> over the line before and this one.</summary>
    public string? Hash { get; set; }
}

/// <summary>查阅方式 · How personal data were looked at.</summary>
internal enum AccessKind
{
    /// <summary>查看 · A card or a list was opened.</summary>
    Opened,
    /// <summary>搜索 · She stood among what a search found, masked.</summary>
    Found,
    /// <summary>查看原文 · A masked text was shown whole.</summary>
    Revealed,
    /// <summary>导出 · It left the house in a file.</summary>
    Exported,
}

/// <summary>查阅记录 · One look at personal data, with its purpose.</summary>
internal sealed class AccessLine
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public DateTime At { get; init; }
    public string? Account { get; init; }
    public required string Module { get; init; }
    public required string Purpose { get; init; }
    public int Rows { get; init; }
    /// <summary>Whose data it was, where it was one person's; she can read this line.</summary>
    public Guid? Resident { get; init; }
    /// <summary>What the looking person gave as her reason.</summary>
    public string? Reason { get; init; }
    /// <summary>How it was looked at; null for lines from before it was noted.</summary>
    public AccessKind? Kind { get; init; }
}

/// <summary>A fact sent by an act. Ids grow with time, so that their order is the order of sending.</summary>
internal sealed class OutboxRow
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; init; }
    public required string Payload { get; init; }
    public DateTime At { get; init; }
}

/// <summary>That a listener has applied a fact.</summary>
internal sealed class AppliedRow
{
    public required string Listener { get; init; }
    public Guid Fact { get; init; }
    public int Attempts { get; set; }
    public bool Done { get; set; }
    public DateTime NotBefore { get; set; }
}

/// <summary>Since when a listener listens: facts sent before are not for it.</summary>
internal sealed class ListenerRow
{
    public required string Listener { get; init; }
    public DateTime Since { get; init; }
}

/// <summary>附件 · A file of a module.</summary>
internal sealed class FileRow
{
    public Guid Id { get; init; }
    public required string Owner { get; init; }
    public required string Name { get; init; }
    public required string ContentType { get; init; }
    public long Size { get; init; }
    public DateTime At { get; init; }
}

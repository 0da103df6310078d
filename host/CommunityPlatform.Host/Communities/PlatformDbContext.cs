using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Backups;
using CommunityPlatform.Host.Devices;
using CommunityPlatform.Host.Packaging;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Communities;

/// <summary>What belongs to the whole installation: communities, accounts, grants, packages, which module is on where.</summary>
internal sealed partial class PlatformDbContext(DbContextOptions<PlatformDbContext> options) : IdentityUserContext<Account>(options)
{
    public DbSet<Community> Communities => Set<Community>();
    public DbSet<Street> Streets => Set<Street>();
    public DbSet<Membership> Memberships => Set<Membership>();
    public DbSet<RoleGrant> Grants => Set<RoleGrant>();
    public DbSet<Enablement> Enablements => Set<Enablement>();
    public DbSet<PackageChoice> Packages => Set<PackageChoice>();
    public DbSet<OperatorLine> OperatorLog => Set<OperatorLine>();
    public DbSet<OperatorNotice> Notices => Set<OperatorNotice>();
    public DbSet<TrustedPublisher> Publishers => Set<TrustedPublisher>();
    public DbSet<PackageDecision> Decisions => Set<PackageDecision>();
    public DbSet<Uninstall> Uninstalls => Set<Uninstall>();
    public DbSet<AccountSession> Sessions => Set<AccountSession>();
    public DbSet<Passkey> Passkeys => Set<Passkey>();
    public DbSet<SecondFactorReset> Resets => Set<SecondFactorReset>();
    public DbSet<Device> Devices => Set<Device>();
    public DbSet<DeviceCode> DeviceCodes => Set<DeviceCode>();
    public DbSet<NewsRow> News => Set<NewsRow>();
    public DbSet<PackageFile> PackageFiles => Set<PackageFile>();
    public DbSet<KioskCallRow> KioskCalls => Set<KioskCallRow>();
    public DbSet<UsedCode> UsedCodes => Set<UsedCode>();
    public DbSet<DataKey> DataKeys => Set<DataKey>();
    public DbSet<BackupPlan> BackupPlans => Set<BackupPlan>();
    public DbSet<BackupRun> BackupRuns => Set<BackupRun>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Account>().ToTable("accounts");
        builder.Entity<Microsoft.AspNetCore.Identity.IdentityUserClaim<string>>().ToTable("account_claims");
        builder.Entity<Microsoft.AspNetCore.Identity.IdentityUserLogin<string>>().ToTable("account_logins");
        builder.Entity<Microsoft.AspNetCore.Identity.IdentityUserToken<string>>().ToTable("account_tokens");
        builder.Entity<Community>().ToTable("communities").HasKey(community => community.Slug);
        builder.Entity<Street>().ToTable("streets").HasKey(street => street.Slug);
        var membership = builder.Entity<Membership>().ToTable("memberships");
        membership.HasKey(row => row.Id);
        membership.HasIndex(row => new { row.Community, row.AccountId });
        builder.Entity<RoleGrant>().ToTable("role_grants").HasKey(row => new { row.Community, row.Role, row.Permission });
        builder.Entity<Enablement>().ToTable("enablements").HasKey(row => new { row.Community, row.Module });
        builder.Entity<PackageChoice>().ToTable("packages").HasKey(row => row.Module);
        builder.Entity<OperatorLine>().ToTable("operator_log").HasKey(row => row.Id);
        builder.Entity<OperatorNotice>().ToTable("operator_notices").HasKey(row => row.Id);
        builder.Entity<TrustedPublisher>().ToTable("trusted_publishers").HasKey(row => row.KeyId);
        var decision = builder.Entity<PackageDecision>().ToTable("package_decisions");
        decision.HasKey(row => row.Sha256);
        decision.Property(row => row.State).HasConversion<string>().HasMaxLength(40);
        builder.Entity<Uninstall>().ToTable("uninstalls").HasKey(row => row.Module);
        var sessions = builder.Entity<AccountSession>().ToTable("account_sessions");
        sessions.HasKey(row => row.Id);
        sessions.HasIndex(row => row.AccountId);
        var passkeys = builder.Entity<Passkey>().ToTable("account_passkeys");
        passkeys.HasKey(row => row.Id);
        passkeys.HasIndex(row => row.AccountId);
        builder.Entity<SecondFactorReset>().ToTable("second_factor_resets").HasKey(row => new { row.AccountId, row.Community });
        var devices = builder.Entity<Device>().ToTable("devices");
        devices.HasKey(row => row.Id);
        devices.HasIndex(row => row.Community);
        builder.Entity<DeviceCode>().ToTable("device_codes").HasKey(row => row.Hash);
        builder.Entity<NewsRow>().ToTable("news").HasKey(row => row.Topic);
        builder.Entity<PackageFile>().ToTable("package_files").HasKey(row => new { row.Module, row.Package, row.Path });
        builder.Entity<KioskCallRow>().ToTable("kiosk_calls").HasKey(row => row.Id);
        builder.Entity<UsedCode>().ToTable("used_codes").HasKey(row => new { row.AccountId, row.Step });
        builder.Entity<DataKey>().ToTable("data_keys").HasKey(row => row.Id);
        builder.Entity<BackupPlan>().ToTable("backup_plan").HasKey(row => row.Id);
        var runs = builder.Entity<BackupRun>().ToTable("backup_runs");
        runs.HasKey(row => row.Id);
        runs.HasIndex(row => row.At);
    }
}

internal sealed class UtcConverter() : Microsoft.EntityFrameworkCore.Storage.ValueConversion.ValueConverter<DateTime, DateTime>(
    moment => moment.Kind == DateTimeKind.Utc ? moment : moment.ToUniversalTime(),
    stored => DateTime.SpecifyKind(stored, DateTimeKind.Utc));

/// <summary>社区 · The tenant.</summary>
internal sealed class Community
{
    public required string Slug { get; init; }
    public required string Name { get; set; }
    public string? Street { get; set; }
    public DateTime Since { get; init; }
    /// <summary>The kind of database its data stand in; null for the installation's own.</summary>
    public string? Database { get; set; }
    /// <summary>The kind of database its data are on their way to; it is closed meanwhile.</summary>
    public string? MovingTo { get; set; }
}

/// <summary>街道 · The body above several communities.</summary>
internal sealed class Street
{
    public required string Slug { get; init; }
    public required string Name { get; set; }
}

/// <summary>Which version of which module is on in a community. A row stays when the module is switched off.</summary>
internal sealed class Enablement
{
    public required string Community { get; init; }
    public required string Module { get; init; }
    public bool On { get; set; }
    /// <summary>Version and stamp of the package whose migrations the community's database has.</summary>
    public required string Package { get; set; }
    public DateTime Since { get; set; }
    public required string By { get; set; }
    /// <summary>Why it is off, where the platform did it.</summary>
    public string? Reason { get; set; }
}

/// <summary>The version of a package that is to be loaded.</summary>
internal sealed class PackageChoice
{
    public required string Module { get; init; }
    public required string Package { get; set; }
    public string? Previous { get; set; }
    public bool Load { get; set; }
}

/// <summary>审计 · An act on the whole installation.</summary>
internal sealed class OperatorLine
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public DateTime At { get; init; }
    public required string By { get; init; }
    public required string Act { get; init; }
    public string? Subject { get; init; }
    public required string Outcome { get; init; }
}

/// <summary>What the operator should look at.</summary>
internal sealed class OperatorNotice
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public DateTime At { get; init; }
    public required string Module { get; init; }
    public string? Community { get; init; }
    public required string Kind { get; init; }
    public required string Detail { get; init; }
    public bool Seen { get; set; }
}

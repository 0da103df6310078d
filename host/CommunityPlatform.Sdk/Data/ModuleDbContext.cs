using CommunityPlatform.Sdk.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CommunityPlatform.Sdk.Data;

/// <summary>
/// The module's rows in the community's own database. There is no community column: another community's rows are in another
/// database. Only handlers, reactions, contributions and scene fillers receive one; its transaction is the act's.
/// </summary>
/// <remarks>
/// Conventions that hold on SQLite and PostgreSQL alike: table names start with the module's id (hyphens become underscores);
/// keys are <see cref="Guid"/>; moments are <see cref="DateTime"/> in UTC; money is <see cref="long"/> in fen (分); enums are
/// stored by name; what must not be readable is a <see cref="Sealed"/>; lists go through a JSON converter; a row two people may edit has a <c>long Version</c> as concurrency token.
/// </remarks>
/// <param name="options">Made by the host.</param>
public abstract class ModuleDbContext(DbContextOptions options) : DbContext(options)
{
    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        configurationBuilder.Properties<Sealed>().HaveConversion<SealedConverter>();
    }

    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        moment => moment.Kind == DateTimeKind.Utc ? moment : moment.ToUniversalTime(),
        stored => DateTime.SpecifyKind(stored, DateTimeKind.Utc));
}

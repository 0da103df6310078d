using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CommunityPlatform.Dev.Migrations.Contexts;

/// <summary>A data context, the folder of its migrations and their namespace.</summary>
internal sealed record ContextSource(Type Type, string Folder, string Namespace)
{
    public string Name => Type.Name;

    public DbContext OnSqlite(DbConnection? connection = null) =>
        On(options => _ = connection is null ? options.UseSqlite("Data Source=:memory:") : options.UseSqlite(connection));

    /// <summary>For its model only; no server is asked.</summary>
    public DbContext OnPostgres() => On(options => options.UseNpgsql("Host=nowhere"));

    private DbContext On(Action<DbContextOptionsBuilder> provider)
    {
        var options = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(Type))!;
        provider(options);
        options.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
        return (DbContext)Activator.CreateInstance(Type, options.Options)!;
    }
}

using CommunityPlatform.Dev.Migrations.Contexts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace CommunityPlatform.Dev.Migrations.Writing;

/// <summary>Steps from one state of the tables to another, there and back, in the order EF wants them.</summary>
internal sealed record ModelSteps(IReadOnlyList<MigrationOperation> Up, IReadOnlyList<MigrationOperation> Down)
{
    public static ModelSteps FromNothing(ContextSource source)
    {
        using var sqlite = source.OnSqlite();
        return Between(sqlite, past: null);
    }

    public static ModelSteps FromMigrations(ContextSource source)
    {
        using var sqlite = source.OnSqlite();
        using var postgres = source.OnPostgres();
        var (steps, finer) = (Between(sqlite, PastModel.Of(sqlite)), Between(postgres, PastModel.Of(postgres)));
        return new([.. steps.Up, .. Finer(finer.Up, steps.Up)], [.. Finer(finer.Down, steps.Down), .. steps.Down]);
    }

    /// <summary>SQLite has one type for all texts and knows no lengths; what changes for PostgreSQL only is a step too.</summary>
    private static IEnumerable<MigrationOperation> Finer(IReadOnlyList<MigrationOperation> postgres, IReadOnlyList<MigrationOperation> sqlite) =>
        postgres.OfType<AlterColumnOperation>().Where(change => !sqlite.OfType<AlterColumnOperation>().Any(known => known.Table == change.Table && known.Name == change.Name));

    private static ModelSteps Between(DbContext database, IModel? past)
    {
        var (before, now) = (past?.GetRelationalModel(), database.GetService<IDesignTimeModel>().Model.GetRelationalModel());
        var differ = database.GetService<IMigrationsModelDiffer>();
        var steps = new ModelSteps(differ.GetDifferences(before, now), differ.GetDifferences(now, before));
        foreach (var step in steps.Up.Concat(steps.Down)) Neutral.Make(step);
        return steps;
    }

    /// <summary>Whether SQLite must build a table anew for one of the steps; for that it must know the whole table.</summary>
    public static bool Rebuild(IReadOnlyList<MigrationOperation> steps)
    {
        var made = steps.OfType<CreateTableOperation>().Select(table => table.Name).ToHashSet(StringComparer.Ordinal);
        return steps.Any(step => step switch
        {
            AlterColumnOperation or AddPrimaryKeyOperation or DropPrimaryKeyOperation or AddUniqueConstraintOperation or DropUniqueConstraintOperation
                or AddCheckConstraintOperation or DropCheckConstraintOperation or DropForeignKeyOperation => true,
            AddForeignKeyOperation key => !made.Contains(key.Table),
            _ => false,
        });
    }
}

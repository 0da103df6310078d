using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace CommunityPlatform.Dev.Migrations.Writing;

/// <summary>Steps from one state of the tables to another, there and back, in the order EF wants them.</summary>
internal sealed record ModelSteps(IReadOnlyList<MigrationOperation> Up, IReadOnlyList<MigrationOperation> Down)
{
    public static ModelSteps FromNothing(DbContext database) => Between(database, null);

    public static ModelSteps FromMigrations(DbContext database) => Between(database, PastModel.Of(database).GetRelationalModel());

    private static ModelSteps Between(DbContext database, IRelationalModel? past)
    {
        var present = database.GetService<IDesignTimeModel>().Model.GetRelationalModel();
        var differ = database.GetService<IMigrationsModelDiffer>();
        var steps = new ModelSteps(differ.GetDifferences(past, present), differ.GetDifferences(present, past));
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

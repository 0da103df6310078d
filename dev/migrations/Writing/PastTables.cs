using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace CommunityPlatform.Dev.Migrations.Writing;

/// <summary>The tables as the migrations written so far leave them, read from their steps alone.</summary>
internal sealed class PastTables
{
    /// <summary>Marks a column that came to a table which may already have had rows.</summary>
    public const string Added = "Dev:Added";

    private readonly Dictionary<string, PastTable> _tables = new(StringComparer.Ordinal);

    public IReadOnlyCollection<PastTable> All => _tables.Values;

    public static PastTables Of(DbContext database)
    {
        var tables = new PastTables();
        var written = database.GetService<IMigrationsAssembly>();
        foreach (var type in written.Migrations.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value))
            foreach (var step in written.CreateMigration(type, database.Database.ProviderName!).UpOperations)
                tables.Apply(step);
        return tables;
    }

    private void Apply(MigrationOperation step)
    {
        switch (step)
        {
            case CreateTableOperation table: _tables[table.Name] = new(table); break;
            case DropTableOperation drop: _tables.Remove(drop.Name); break;
            case RenameTableOperation rename when _tables.Remove(rename.Name, out var renamed):
                renamed.Name = rename.NewName ?? rename.Name;
                _tables[renamed.Name] = renamed;
                foreach (var key in _tables.Values.SelectMany(table => table.ForeignKeys).Where(key => key.PrincipalTable == rename.Name)) key.PrincipalTable = renamed.Name;
                break;
            case AlterColumnOperation change: _tables[change.Table].Columns[change.Name] = change; break;
            case AddColumnOperation column:
                column.SetAnnotation(Added, true);
                _tables[column.Table].Columns[column.Name] = column;
                break;
            case DropColumnOperation drop: _tables[drop.Table].Columns.Remove(drop.Name); break;
            case RenameColumnOperation rename: _tables[rename.Table].Rename(rename.Name, rename.NewName); break;
            case AddPrimaryKeyOperation key: _tables[key.Table].PrimaryKey = key; break;
            case DropPrimaryKeyOperation drop: _tables[drop.Table].PrimaryKey = null; break;
            case AddForeignKeyOperation key: _tables[key.Table].ForeignKeys.Add(key); break;
            case DropForeignKeyOperation drop: _tables[drop.Table].ForeignKeys.RemoveAll(key => key.Name == drop.Name); break;
            case AddUniqueConstraintOperation unique: _tables[unique.Table].Uniques.Add(unique); break;
            case DropUniqueConstraintOperation drop: _tables[drop.Table].Uniques.RemoveAll(unique => unique.Name == drop.Name); break;
            case CreateIndexOperation index: _tables[index.Table].Indexes.Add(index); break;
            case DropIndexOperation drop: _tables[drop.Table!].Indexes.RemoveAll(index => index.Name == drop.Name); break;
            case RenameIndexOperation rename: _tables[rename.Table!].Indexes.Single(index => index.Name == rename.Name).Name = rename.NewName; break;
            // Rows and free SQL change no table that the model knows.
            case SqlOperation or InsertDataOperation or UpdateDataOperation or DeleteDataOperation: break;
            default: throw new NotSupportedException($"A migration has a step this tool does not follow: {step.GetType().Name}.");
        }
    }
}

/// <summary>One table of the past.</summary>
internal sealed class PastTable(CreateTableOperation made)
{
    public string Name { get; set; } = made.Name;

    public Dictionary<string, ColumnOperation> Columns { get; } = made.Columns.ToDictionary(column => column.Name, column => (ColumnOperation)column, StringComparer.Ordinal);

    public AddPrimaryKeyOperation? PrimaryKey { get; set; } = made.PrimaryKey;

    public List<AddForeignKeyOperation> ForeignKeys { get; } = [.. made.ForeignKeys];

    public List<AddUniqueConstraintOperation> Uniques { get; } = [.. made.UniqueConstraints];

    public List<CreateIndexOperation> Indexes { get; } = [];

    public void Rename(string from, string to)
    {
        if (Columns.Remove(from, out var column)) Columns[to] = column;
        string[] Renamed(string[] names) => [.. names.Select(name => name == from ? to : name)];
        if (PrimaryKey is { } key) key.Columns = Renamed(key.Columns);
        foreach (var foreign in ForeignKeys) foreign.Columns = Renamed(foreign.Columns);
        foreach (var unique in Uniques) unique.Columns = Renamed(unique.Columns);
        foreach (var index in Indexes) index.Columns = Renamed(index.Columns);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace CommunityPlatform.Dev.Migrations.Writing;

/// <summary>A model of the tables that the migrations written so far leave: what a snapshot would be, without keeping one.</summary>
internal static class PastModel
{
    public static IModel Of(DbContext database)
    {
        var tables = PastTables.Of(database).All;
        var present = database.GetService<IDesignTimeModel>().Model.GetRelationalModel();
        // Without conventions: only what the steps said.
        var builder = new ModelBuilder();
        var names = tables.ToDictionary(table => table.Name, table => present.FindTable(table.Name, null)?.EntityTypeMappings.First().TypeBase.Name ?? table.Name, StringComparer.Ordinal);
        foreach (var table in tables) builder.Entity(names[table.Name], entity => Table(entity, table, present.FindTable(table.Name, null)));
        foreach (var table in tables)
            foreach (var key in table.ForeignKeys)
                builder.Entity(names[table.Name], entity => ForeignKey(entity, key, names[key.PrincipalTable]));
        var model = builder.Model.FinalizeModel();
        return database.GetService<IModelRuntimeInitializer>().Initialize(model, designTime: true, validationLogger: null);
    }

    private static void Table(EntityTypeBuilder entity, PastTable table, ITable? present)
    {
        entity.ToTable(table.Name);
        foreach (var (name, column) in table.Columns) Column(entity, name, column, present?.FindColumn(name)?.PropertyMappings.FirstOrDefault()?.Property);
        if (table.PrimaryKey is { } key) entity.HasKey(key.Columns).HasName(key.Name!);
        else entity.HasNoKey();
        foreach (var unique in table.Uniques) entity.HasAlternateKey(unique.Columns).HasName(unique.Name!);
        foreach (var index in table.Indexes)
        {
            var made = entity.HasIndex(index.Columns, index.Name).IsUnique(index.IsUnique).HasFilter(index.Filter);
            if (index.IsDescending is { } descending) made.IsDescending(descending);
        }
    }

    private static void Column(EntityTypeBuilder entity, string name, ColumnOperation column, IProperty? present)
    {
        var type = column.IsNullable && column.ClrType.IsValueType ? typeof(Nullable<>).MakeGenericType(column.ClrType) : column.ClrType;
        var property = entity.Property(type, name).HasColumnName(name).IsRequired(!column.IsNullable);
        if (column.MaxLength is { } length) property.HasMaxLength(length);
        if (column.Precision is { } precision) property.HasPrecision(precision, column.Scale ?? 0);
        if (column.IsUnicode is { } unicode) property.IsUnicode(unicode);
        if (column.IsFixedLength is { } whole) property.IsFixedLength(whole);
        if (column.IsRowVersion) property.IsRowVersion();
        if (column.FindAnnotation(Neutral.Sqlite) is not null) property.ValueGeneratedOnAdd();
        if (column.FindAnnotation(Neutral.Npgsql) is { Value: { } counting }) property.HasAnnotation(Neutral.Npgsql, counting);
        if (column.DefaultValueSql is { } sql) property.HasDefaultValueSql(sql);
        // A new column that must be filled is given a value for the rows there are; the model knows of none.
        else if (column.DefaultValue is { } value && (column.FindAnnotation(PastTables.Added) is null || present?.FindAnnotation(RelationalAnnotationNames.DefaultValue) is not null))
            property.HasDefaultValue(value);
    }

    private static void ForeignKey(EntityTypeBuilder entity, AddForeignKeyOperation key, string principal)
    {
        var made = entity.HasOne(principal, null).WithMany((string?)null).HasForeignKey(key.Columns).HasConstraintName(key.Name!).OnDelete(key.OnDelete switch
        {
            ReferentialAction.Cascade => DeleteBehavior.Cascade,
            ReferentialAction.SetNull => DeleteBehavior.SetNull,
            ReferentialAction.Restrict => DeleteBehavior.Restrict,
            _ => DeleteBehavior.NoAction,
        });
        if (key.PrincipalColumns is { } columns) made.HasPrincipalKey(columns);
    }
}

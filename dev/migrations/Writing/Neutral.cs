using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace CommunityPlatform.Dev.Migrations.Writing;

/// <summary>Makes steps hold on SQLite and PostgreSQL alike: no database's own types, both databases' marks on counted keys.</summary>
internal static class Neutral
{
    public const string Sqlite = "Sqlite:Autoincrement";
    public const string Npgsql = "Npgsql:ValueGenerationStrategy";

    public static void Make(MigrationOperation step)
    {
        switch (step)
        {
            case CreateTableOperation table:
                foreach (var column in table.Columns) Make(column);
                break;
            case AlterColumnOperation change:
                change.OldColumn.ColumnType = null;
                Column(change);
                break;
            case ColumnOperation column:
                Column(column);
                break;
        }
    }

    private static void Column(ColumnOperation column)
    {
        column.ColumnType = null;
        if (column.DefaultValue is DateTime moment) column.DefaultValue = DateTime.SpecifyKind(moment, DateTimeKind.Utc);
        if (column.FindAnnotation(Npgsql) is not null && (column.ClrType == typeof(int) || column.ClrType == typeof(long))) column.SetAnnotation(Sqlite, true);
        if (column.FindAnnotation(Sqlite) is not null) column.SetAnnotation(Npgsql, NpgsqlValueGenerationStrategy.IdentityByDefaultColumn);
    }
}

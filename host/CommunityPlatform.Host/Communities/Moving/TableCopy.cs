using System.Data.Common;
using System.Reflection;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CommunityPlatform.Host.Communities.Moving;

/// <summary>
/// One table's rows from one database to another. The model says what kind of value a column holds; each provider reads and
/// writes it in its own way.
/// </summary>
internal sealed class TableCopy
{
    private static readonly MethodInfo Field = typeof(DbDataReader).GetMethod(nameof(DbDataReader.GetFieldValue))!;

    private readonly List<(string Name, MethodInfo Read)> _columns;

    /// <param name="table">As the model has it.</param>
    /// <param name="counted">Whether keys that the database counts up are taken over too; whoever allows it sets the counters afterwards.</param>
    public TableCopy(ITable table, bool counted = false)
    {
        Name = table.Name;
        if (!counted && table.Columns.Any(column => column.PropertyMappings.Any(mapping => mapping.Property.IsPrimaryKey() && mapping.Property.ClrType != typeof(Guid) && mapping.Property.ValueGenerated == ValueGenerated.OnAdd)))
            throw new MoveRefused(MoveReason.CountedTable, Name);
        _columns = [.. table.Columns.OrderBy(column => column.Name, StringComparer.Ordinal).Select(column => (column.Name, Field.MakeGenericMethod(Kept(column))))];
    }

    public string Name { get; }

    private string List => string.Join(", ", _columns.Select(column => $"\"{column.Name}\""));

    /// <summary>Copies all rows and says what they come to.</summary>
    public async Task<TableSum> Copy(DbConnection from, DbConnection to, Action<long> progress, CancellationToken stop)
    {
        await using var insert = to.CreateCommand();
        insert.CommandText = $"INSERT INTO \"{Name}\" ({List}) VALUES ({string.Join(", ", _columns.Select((_, i) => $"@p{i}"))})";
        for (var i = 0; i < _columns.Count; i++)
        {
            var parameter = insert.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            insert.Parameters.Add(parameter);
        }
        return await Each(from, async (row, sum) =>
        {
            for (var i = 0; i < row.Length; i++) insert.Parameters[i].Value = row[i] ?? DBNull.Value;
            await insert.ExecuteNonQueryAsync(stop);
            if (sum.Rows % 500 == 0) progress(sum.Rows);
        }, stop);
    }

    /// <summary>What the rows of a table come to.</summary>
    public Task<TableSum> Sum(DbConnection connection, CancellationToken stop) => Each(connection, (_, _) => Task.CompletedTask, stop);

    private async Task<TableSum> Each(DbConnection from, Func<object?[], TableSum, Task> take, CancellationToken stop)
    {
        await using var select = from.CreateCommand();
        select.CommandText = $"SELECT {List} FROM \"{Name}\"";
        await using var reader = await select.ExecuteReaderAsync(stop);
        var sum = default(TableSum);
        while (await reader.ReadAsync(stop))
        {
            var row = new object?[_columns.Count];
            for (var i = 0; i < row.Length; i++) row[i] = reader.IsDBNull(i) ? null : Same(_columns[i].Read.Invoke(reader, [i])!);
            sum = sum.With(row);
            await take(row, sum);
        }
        return sum;
    }

    /// <summary>The type in which a provider keeps a column's values.</summary>
    private static Type Kept(IColumn column)
    {
        var type = column.StoreTypeMapping.Converter?.ProviderClrType ?? column.PropertyMappings[0].TypeMapping.Converter?.ProviderClrType ?? column.ProviderClrType;
        return Nullable.GetUnderlyingType(type) ?? type;
    }

    /// <summary>Moments are UTC and have microseconds: finer than that PostgreSQL keeps none.</summary>
    private static object Same(object value) => value switch
    {
        DateTime moment => new DateTime(moment.Ticks - (moment.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc),
        DateTimeOffset moment => new DateTimeOffset(moment.UtcTicks - (moment.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero),
        _ => value,
    };
}

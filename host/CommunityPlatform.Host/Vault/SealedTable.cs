using System.Data.Common;
using System.Reflection;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk.Manifest;
using CommunityPlatform.Sdk.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CommunityPlatform.Host.Vault;

/// <summary>One table with sealed texts, as plain words: it knows nothing any more of the code that described it.</summary>
/// <param name="Name">The table.</param>
/// <param name="Keys">Its primary key.</param>
/// <param name="Columns">Its sealed columns.</param>
internal sealed record SealedTable(string Name, IReadOnlyList<string> Keys, IReadOnlyList<SealedColumn> Columns)
{
    public static IEnumerable<SealedTable> In(string owner, IModel model, IReadOnlyList<PersonalField> declared)
    {
        foreach (var entity in model.GetEntityTypes())
        {
            if (entity.GetTableName() is not { } table || entity.FindPrimaryKey() is not { } key) continue;
            var store = StoreObjectIdentifier.Table(table, entity.GetSchema());
            var columns = entity.GetProperties().Where(property => (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) == typeof(Sealed))
                .Select(property => Column(owner, entity, property, store, declared)).ToList();
            if (columns.Count > 0) yield return new(table, [.. key.Properties.Select(property => property.GetColumnName(store)!)], columns);
        }
    }

    private static SealedColumn Column(string owner, IEntityType entity, IProperty property, StoreObjectIdentifier store, IReadOnlyList<PersonalField> declared)
    {
        var own = $"{entity.ClrType.Name}.{property.Name}";
        // Most are sealed under their own name; which other one it was the seal itself tells.
        var fields = declared.OrderByDescending(field => field.Field == own).ToList();
        var indexes = from index in entity.GetProperties()
                      let mark = index.PropertyInfo?.GetCustomAttribute<BlindIndexAttribute>()
                      where mark is not null && mark.Source == property.Name
                      select new IndexColumn(index.GetColumnName(store)!, mark.Sub, mark.Last);
        return new(property.GetColumnName(store)!, [.. fields.Select(field => $"{owner}/{field.Field}")], [.. indexes]) { Own = fields.Where(field => field.Sensitive).Select(field => $"{owner}/{field.Field}").ToHashSet(StringComparer.Ordinal) };
    }

    /// <summary>Seals some rows of a column anew, in the session's transaction.</summary>
    /// <returns>How many; 0 where all are sealed with the present key.</returns>
    public async Task<int> SealAnew(SealedColumn column, KeyRing ring, CommunitySession session, int most, CancellationToken stop)
    {
        var rows = await Old(column, ring, session.Connection, most, stop);
        await using var update = session.Connection.CreateCommand();
        string[] set = [column.Name, .. column.Indexes.Select(index => index.Name)];
        update.CommandText = $"UPDATE {SealedColumns.Quoted(Name)} SET {string.Join(", ", set.Select((name, i) => $"{SealedColumns.Quoted(name)} = @v{i}"))} WHERE {string.Join(" AND ", Keys.Select((name, i) => $"{SealedColumns.Quoted(name)} = @k{i}"))}";
        foreach (var (key, stored) in rows)
        {
            update.Parameters.Clear();
            var (text, field) = column.Open(ring, stored, Name);
            Add(update, "@v0", ring.Seal(field, text, column.Own.Contains(field)));
            for (var i = 0; i < column.Indexes.Count; i++) Add(update, $"@v{i + 1}", column.Indexes[i].Of(ring, field, text));
            for (var i = 0; i < key.Length; i++) Add(update, $"@k{i}", key[i]);
            await update.ExecuteNonQueryAsync(stop);
        }
        return rows.Count;
    }

    private async Task<List<(object[] Key, string Stored)>> Old(SealedColumn column, KeyRing ring, DbConnection connection, int most, CancellationToken stop)
    {
        await using var select = connection.CreateCommand();
        var name = SealedColumns.Quoted(column.Name);
        select.CommandText = $"SELECT {string.Join(", ", Keys.Select(SealedColumns.Quoted))}, {name} FROM {SealedColumns.Quoted(Name)} WHERE {name} LIKE '{SealedText.Like}' AND {name} NOT LIKE '{SealedText.LikeOf(ring.Current)}' LIMIT {most}";
        await using var reader = await select.ExecuteReaderAsync(stop);
        var rows = new List<(object[], string)>();
        while (await reader.ReadAsync(stop)) rows.Add(([.. Enumerable.Range(0, Keys.Count).Select(reader.GetValue)], reader.GetString(Keys.Count)));
        return rows;
    }

    private static void Add(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
        command.Parameters.Add(parameter);
    }
}

/// <summary>A column of sealed texts, the fields it may have been sealed under, and the indexes that go with it.</summary>
internal sealed record SealedColumn(string Name, IReadOnlyList<string> Fields, IReadOnlyList<IndexColumn> Indexes)
{
    /// <summary>Fields that lie under a key of their own.</summary>
    public IReadOnlySet<string> Own { get; init; } = new HashSet<string>();

    /// <exception cref="System.Security.Cryptography.CryptographicException">No key or no declared field opens it.</exception>
    public (string Text, string Field) Open(KeyRing ring, string stored, string table)
    {
        if (SealedText.KeyOf(stored) is not { } id || !ring.Keys.TryGetValue(id, out var key)) throw new KeyMissingException($"{table}.{Name}: the key of a sealed text is not in the ring.");
        foreach (var field in Fields)
        {
            try
            {
                return (SealedText.Open(id, key, field, stored), field);
            }
            catch (System.Security.Cryptography.AuthenticationTagMismatchException)
            {
                // Sealed under another of its owner's fields, or changed: the next one tells.
            }
        }
        throw new System.Security.Cryptography.CryptographicException($"{table}.{Name}: a sealed text opens under none of the declared fields.");
    }
}

/// <summary>A column of blind indexes.</summary>
internal sealed record IndexColumn(string Name, string? Sub, int Last)
{
    public string? Of(KeyRing ring, string field, string text) =>
        text.Length < Last ? null : ring.Index(Sub is null ? field : $"{field}/{Sub}", Last == 0 ? text : text[^Last..]);
}

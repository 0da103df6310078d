using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Communities.Moving;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CommunityPlatform.Host.Backups;

/// <summary>The platform's own tables from one kind of database to the other, counted and summed up on both sides.</summary>
internal static class PlatformTables
{
    /// <summary>Copies into tables that are there and empty, in one transaction.</summary>
    public static async Task Copy(PlatformDbContext from, PlatformDbContext into, CancellationToken stop)
    {
        var (here, there) = (Ordered(from), Ordered(into));
        await into.Database.OpenConnectionAsync(stop);
        await from.Database.OpenConnectionAsync(stop);
        await using var writing = into.Database.CurrentTransaction is null ? await into.Database.BeginTransactionAsync(stop) : null;
        foreach (var (source, target) in here.Zip(there))
        {
            var (table, copy) = (new TableCopy(source, counted: true), new TableCopy(target, counted: true));
            var sum = await table.Copy(from.Database.GetDbConnection(), into.Database.GetDbConnection(), _ => { }, stop);
            var arrived = await copy.Sum(into.Database.GetDbConnection(), stop);
            if (sum != arrived) throw new MoveRefused(MoveReason.Differs, table.Name, sum.Rows, arrived.Rows);
            if (into.Database.IsNpgsql()) await SetCounter(into, target, stop);
        }
        if (writing is not null) await writing.CommitAsync(stop);
    }

    private static async Task SetCounter(PlatformDbContext database, ITable table, CancellationToken stop)
    {
        if (table.PrimaryKey?.Columns is not [{ } key] || key.ProviderClrType != typeof(int)) return;
        var sql = $"SELECT setval(pg_get_serial_sequence('{PostgresSource.Platform}.{table.Name}', '{key.Name}'), (SELECT coalesce(max(\"{key.Name}\"), 0) + 1 FROM \"{table.Name}\"), false)";
        await database.Database.ExecuteSqlRawAsync(sql, stop);
    }

    private static List<ITable> Ordered(PlatformDbContext database)
    {
        var (ordered, waiting) = (new List<ITable>(), database.Model.GetRelationalModel().Tables.OrderBy(table => table.Name, StringComparer.Ordinal).ToList());
        while (waiting.Count > 0)
        {
            var next = waiting.Find(table => table.ForeignKeyConstraints.All(key => key.PrincipalTable == table || !waiting.Contains(key.PrincipalTable))) ?? waiting[0];
            waiting.Remove(next);
            ordered.Add(next);
        }
        return ordered;
    }
}

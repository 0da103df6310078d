using CommunityPlatform.Host.Audit;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace CommunityPlatform.Host.Tests.Audit;

/// <summary>The chain on PostgreSQL, whatever the run stands on: what its triggers refuse, and two hosts at once.</summary>
[Trait("Engine", "Own")]
public sealed class AuditOnPostgresTests
{
    private static CancellationToken No => CancellationToken.None;

    [Fact]
    public async Task Keeps_the_chain_and_refuses_to_change_it()
    {
        await using var postgres = await TestPostgres.New();
        await using var books = Open(postgres);
        await books.Database.MigrateAsync();
        foreach (var number in (int[])[1, 2, 3]) await Write(books, $"{number}");
        await using var fresh = Open(postgres);
        var report = await ChainCheck.Run(Nothing, fresh, No);
        Assert.True(report.Intact, string.Join(", ", report.Breaks));
        Assert.Equal(3, report.Lines);
        foreach (var sql in (string[])["UPDATE host_audit SET \"Person\" = 'x'", "DELETE FROM host_audit", "TRUNCATE host_audit"])
            Assert.Contains("append-only", (await Assert.ThrowsAsync<PostgresException>(() => fresh.Database.ExecuteSqlRawAsync(sql))).Message, StringComparison.Ordinal);
        await fresh.Database.ExecuteSqlRawAsync("DROP TRIGGER host_audit_no_change ON host_audit; UPDATE host_audit SET \"Person\" = 'x' WHERE \"Sequence\" = 2");
        Assert.Equal((ChainFault.Changed, 2L), Assert.Single((await ChainCheck.Run(Nothing, fresh, No)).Breaks.Select(found => (found.Fault, found.First))));
    }

    [Fact]
    public async Task Two_hosts_write_one_behind_the_other()
    {
        await using var postgres = await TestPostgres.New();
        await using (var books = Open(postgres))
        {
            await books.Database.MigrateAsync();
            await Write(books, "first");
        }
        await using var one = Open(postgres);
        await using var two = Open(postgres);
        await using var first = await one.Database.BeginTransactionAsync();
        await AuditChain.Append(one, Line("one"), No);
        await one.SaveChangesAsync();
        var waiting = Write(two, "two");
        await Task.Delay(300);
        Assert.False(waiting.IsCompleted, "The second host did not wait for the first one's line.");
        await first.CommitAsync();
        await waiting;
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            await using var books = Open(postgres);
            await Write(books, $"{i}");
        }));
        await using var fresh = Open(postgres);
        var report = await ChainCheck.Run(Nothing, fresh, No);
        Assert.True(report.Intact, string.Join(", ", report.Breaks));
        Assert.Equal(23, report.Lines);
    }

    private static Task<(IReadOnlyList<PublishedHead>, IReadOnlyList<int>)> Nothing(CancellationToken stop) => Task.FromResult<(IReadOnlyList<PublishedHead>, IReadOnlyList<int>)>(([], []));

    private static async Task Write(CommunityDbContext books, string subject)
    {
        await using var transaction = await books.Database.BeginTransactionAsync();
        await AuditChain.Append(books, Line(subject), No);
        await books.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    private static AuditLine Line(string subject) =>
        new() { Id = Guid.CreateVersion7(), At = TimeProvider.System.GetUtcNow().UtcDateTime, Person = "网格员", Module = "host", Act = "Test", Subject = subject, Outcome = "done" };

    private static CommunityDbContext Open(TestPostgres postgres) => new(new DbContextOptionsBuilder<CommunityDbContext>()
        .UseNpgsql(postgres.Connection).ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning)).Options);
}

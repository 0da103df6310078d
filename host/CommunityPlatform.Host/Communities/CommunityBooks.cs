using CommunityPlatform.Host.Audit;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk.People;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Communities;

/// <summary>Writes the host's rows of an act: its audit line and its facts, on the act's own transaction.</summary>
internal sealed class CommunityBooks(HostEngine engine)
{
    public CommunityDbContext Open(CommunitySession session)
    {
        var database = new CommunityDbContext(session.Options<CommunityDbContext>("host", engine.Services));
        session.Enlist(database);
        return database;
    }

    /// <summary>For a moment within an act: saved by whoever opened it, and closed before the act ends.</summary>
    public CommunityDbContext Aside(CommunitySession session)
    {
        var database = new CommunityDbContext(session.Options<CommunityDbContext>("host", engine.Services));
        session.Join(database);
        return database;
    }

    public async Task Write(ActFrame frame, string act, string outcome, CancellationToken stop)
    {
        await using var database = Open(frame.Session);
        await AddLine(database, frame, act, outcome, stop);
        foreach (var (name, payload) in frame.Facts) database.Outbox.Add(new() { Name = name, Payload = payload, At = frame.Now });
        AddLooks(database, frame);
        await AddGlances(database, frame, stop);
        await database.SaveChangesAsync(stop);
    }

    /// <summary>Writes what a query leaves behind: its access log, and an audit line when rows left the house.</summary>
    public async Task WriteQuery(ActFrame frame, CommunitySession session, string act, CancellationToken stop)
    {
        await using var database = Open(session);
        if (frame.HasExported) await AddLine(database, frame, act, "done", stop);
        AddLooks(database, frame);
        await AddGlances(database, frame, stop);
        await database.SaveChangesAsync(stop);
    }

    private static Task AddLine(CommunityDbContext database, ActFrame frame, string act, string outcome, CancellationToken stop) => AuditChain.Append(database, new()
    {
        Id = frame.Id, At = frame.Now, Account = frame.Person.AccountId, Person = frame.Person.Name, Module = frame.Module,
        Act = act, Subject = frame.Subject,
        // A resident at the kiosk acts for herself, whatever the use case says.
        OnBehalfOf = frame.Person.Kind == PersonKind.Staff ? frame.OnBehalfOf : null, Outcome = outcome,
    }, stop);

    /// <summary>Somebody who types a name letter by letter has searched once: what stands in the log already is not written again for some minutes.</summary>
    private static async Task AddGlances(CommunityDbContext database, ActFrame frame, CancellationToken stop)
    {
        if (frame.Glances.Count == 0) return;
        var (residents, since, account) = (frame.Glances.Select(glance => glance.Resident).ToList(), frame.Now.AddMinutes(-GlanceMinutes), frame.Person.AccountId);
        var written = (await database.Access.Where(line => line.Resident != null && residents.Contains(line.Resident.Value) && line.Account == account && line.Kind != null && line.At > since)
            .Select(line => new { line.Purpose, line.Resident, line.Kind }).ToListAsync(stop)).Select(line => (line.Purpose, line.Resident!.Value, line.Kind!.Value)).ToHashSet();
        foreach (var (purpose, resident, kind) in frame.Glances.Distinct().Where(glance => !written.Contains(glance)))
            database.Access.Add(new() { At = frame.Now, Account = account, Module = frame.Module, Purpose = purpose, Rows = 1, Resident = resident, Kind = kind });
    }

    private const int GlanceMinutes = 10;

    private static void AddLooks(CommunityDbContext database, ActFrame frame)
    {
        // A list opened row by row is one look.
        foreach (var looks in frame.Looks.GroupBy(entry => entry.Look))
            database.Access.Add(new()
            {
                At = frame.Now, Account = frame.Person.AccountId, Module = frame.Module, Purpose = looks.Key.Purpose, Rows = looks.Sum(entry => entry.Rows),
                Resident = looks.Key.Person, Reason = looks.Key.Reason, Kind = frame.HasExported ? AccessKind.Exported : looks.Key is { Person: not null, Reason: not null } ? AccessKind.Revealed : AccessKind.Opened,
            });
    }
}

/// <summary>EF's inner services for the host's own contexts on community databases.</summary>
internal sealed class HostEngine : IDisposable
{
    public EngineServices Services { get; } = new();

    public void Dispose() => Services.Dispose();
}

/// <summary>Brings the host's tables of a community up to date.</summary>
internal sealed class CommunityUpkeep(DatabaseEngine engine, HostEngine own, Register.ReadableContacts readable)
{
    public async Task Migrate(string community, CancellationToken stop)
    {
        // The usual case of a start: nothing to do, nobody to be kept out.
        if (await IsComplete(community, stop)) return;
        await using var alone = await engine.Alone(community, stop);
        // Another host may have done it while this one waited.
        if (await IsComplete(community, stop)) return;
        await Migrate(engine, community, stop);
    }

    /// <summary>Makes the tables in a database that nobody else uses.</summary>
    public async Task Migrate(DatabaseEngine where, string community, CancellationToken stop)
    {
        var options = new DbContextOptionsBuilder<CommunityDbContext>();
        where.UseFor(options, community, CommunitySession.HistoryTable("host"), own.Services);
        await using var database = new CommunityDbContext(options.Options);
        await readable.Seal(database, community, stop);
        await database.Database.MigrateAsync(stop);
        await using var transaction = await database.Database.BeginTransactionAsync(stop);
        await AuditChain.Begin(database, stop);
        await transaction.CommitAsync(stop);
    }

    private async Task<bool> IsComplete(string community, CancellationToken stop)
    {
        await using var connection = await engine.Connect(community, stop);
        return await MigrationHistory.IsComplete(connection, CommunitySession.HistoryTable("host"), typeof(CommunityDbContext), stop);
    }
}

using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.Privacy;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Register.Imports;

/// <summary>
/// 导入一批 · Takes the next rows over, all or none of them, and says how far it is. Asked again and again until the end; cut off
/// anywhere, it goes on behind the last batch that was taken over.
/// </summary>
internal sealed record ImportBatch(Guid Id, ResidentColumns Columns) : IUseCase<ImportProgress>
{
    public const int Size = 500;

    public static Permission Needs => HostPermissions.ManageRegister;

    public string? Subject => Id.ToString();

    public void Check(FieldErrors errors)
    {
        foreach (var field in Columns.Missing) errors.Add(field.ToString(), "Import.ColumnMissing");
    }
}

/// <summary>How far an import is.</summary>
internal sealed record ImportProgress(int Passed, int Rows, int Added, int Changed, int LeftOut, ImportState State);

internal sealed class ImportBatchHandler(CommunityDbContext database, ImportDesk desk, CurrentPerson asker, CurrentCommunity community, IVault vault, IAct act) : IHandler<ImportBatch, ImportProgress>
{
    public async Task<Outcome<ImportProgress>> Handle(ImportBatch ask, CancellationToken stop)
    {
        if (await database.Imports.SingleOrDefaultAsync(one => one.Id == ask.Id, stop) is not { } import) return new NotFound();
        if (import.State is ImportState.Done or ImportState.GivenUp) return new ImportEnded();
        if (await desk.Find(community.Slug, ask.Id, stop) is not { } table) return new FileGone();
        var work = new ImportWork(database, asker, vault, act.Now);
        await work.ReadPlaces(stop);
        // Rows that stand twice are found over the whole file, so all are read; the batch is cut out by row numbers.
        var (drafts, problems) = await work.Drafts(table, ask.Columns, stop);
        var numbers = work.Order(table).Skip(import.Passed).Take(ImportBatch.Size).ToHashSet();
        var (added, changed) = await work.Take([.. drafts.Where(draft => numbers.Contains(draft.Row))], stop);
        import.Columns = ask.Columns.ToJson();
        import.Passed += numbers.Count;
        import.Added += added;
        import.Changed += changed;
        import.LeftOut += problems.Select(problem => problem.Row).Distinct().Count(numbers.Contains);
        import.State = import.Passed >= table.Rows.Count ? ImportState.Done : ImportState.Running;
        import.Version++;
        return new ImportProgress(import.Passed, import.Rows, import.Added, import.Changed, import.LeftOut, import.State);
    }
}

/// <summary>停止、放弃或收尾 · Stops an import so that it can go on later, or ends it and takes its file away.</summary>
internal sealed record EndImport(Guid Id, bool GiveUp) : IUseCase<Done>
{
    public static Permission Needs => HostPermissions.ManageRegister;

    public string? Subject => Id.ToString();
}

internal sealed class EndImportHandler(CommunityDbContext database, ImportDesk desk, CurrentCommunity community) : IHandler<EndImport, Done>
{
    public async Task<Outcome<Done>> Handle(EndImport ask, CancellationToken stop)
    {
        if (await database.Imports.SingleOrDefaultAsync(one => one.Id == ask.Id, stop) is not { } import) return new NotFound();
        if (import.State is not (ImportState.Done or ImportState.GivenUp))
        {
            import.State = ask.GiveUp ? ImportState.GivenUp : ImportState.Stopped;
            import.Version++;
        }
        if (import.State is not ImportState.Stopped) desk.Forget(community.Slug, ask.Id);
        return new Done();
    }
}

/// <summary>The imports of the last days.</summary>
internal sealed record ListImports : IQuery<IReadOnlyList<ResidentImport>>
{
    public static Permission Needs => HostPermissions.ManageRegister;
}

internal sealed class ListImportsHandler(CommunityDbContext database) : IHandler<ListImports, IReadOnlyList<ResidentImport>>
{
    public async Task<Outcome<IReadOnlyList<ResidentImport>>> Handle(ListImports ask, CancellationToken stop) =>
        await database.Imports.AsNoTracking().OrderByDescending(one => one.At).Take(20).ToListAsync(stop);
}

using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Sheets;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.Extensions.Localization;

namespace CommunityPlatform.Host.Register.Imports;

/// <summary>上传 · Takes a spreadsheet in and guesses its columns. Nothing goes into the register yet.</summary>
internal sealed record UploadResidents(string FileName, byte[] File) : IUseCase<UploadedResidents>, IBringsFile
{
    public static Permission Needs => HostPermissions.ManageRegister;

    public void Check(FieldErrors errors)
    {
        if (File.Length == 0) errors.Add(nameof(File), "Import.FileEmpty");
        if (File.Length > ImportDesk.LargestFile) errors.Add(nameof(File), "Import.FileTooLarge", ImportDesk.LargestFile / 1024 / 1024);
    }
}

/// <summary>What was uploaded.</summary>
internal sealed record UploadedResidents(Guid Id, IReadOnlyList<string> Headings, int Rows, ResidentColumns Guess);

internal sealed class UploadResidentsHandler(
    CommunityDbContext database, ImportDesk desk, CurrentPerson asker, CurrentCommunity community, IAct act, IStringLocalizer<RegisterTexts> texts) : IHandler<UploadResidents, UploadedResidents>
{
    public async Task<Outcome<UploadedResidents>> Handle(UploadResidents ask, CancellationToken stop)
    {
        if (ask.File.Length > desk.Largest)
        {
            var errors = new FieldErrors();
            errors.Add(nameof(ask.File), "Import.FileTooLarge", desk.Largest / 1024 / 1024);
            return new InvalidFields(errors);
        }
        desk.ForgetOld(community.Slug);
        var id = Guid.CreateVersion7();
        XlsxTable table;
        try
        {
            table = await desk.Keep(community.Slug, id, ask.File, stop);
        }
        catch (XlsxRefused refused)
        {
            return new FileUnreadable(refused.Fault);
        }
        var guess = ResidentColumns.Guess(table.Headings, texts);
        var name = Files.SafeName.Of(ask.FileName, ".xlsx");
        database.Imports.Add(new() { Id = id, FileName = name, At = act.Now, By = asker.Name, Columns = guess.ToJson(), Rows = table.Rows.Count, State = ImportState.Looked });
        act.Subject = id.ToString();
        return new UploadedResidents(id, table.Headings, table.Rows.Count, guess);
    }
}

/// <summary>试导入 · Goes through all rows without changing anything and says what would become of each.</summary>
internal sealed record RehearseImport(Guid Id, ResidentColumns Columns) : IQuery<ImportPreview>
{
    public static Permission Needs => HostPermissions.ManageRegister;

    public void Check(FieldErrors errors)
    {
        foreach (var field in Columns.Missing) errors.Add(field.ToString(), "Import.ColumnMissing");
    }
}

/// <summary>What an import would do.</summary>
internal sealed record ImportPreview(int Rows, int New, int Changed, int Same, IReadOnlyList<RowProblem> Problems, int BadRows);

internal sealed class RehearseImportHandler(CommunityDbContext database, ImportDesk desk, CurrentPerson asker, CurrentCommunity community, Sdk.Privacy.IVault vault, IAct act)
    : IHandler<RehearseImport, ImportPreview>
{
    public async Task<Outcome<ImportPreview>> Handle(RehearseImport ask, CancellationToken stop)
    {
        if (await database.Imports.FindAsync([ask.Id], stop) is null) return new NotFound();
        if (await desk.Find(community.Slug, ask.Id, stop) is not { } table) return new FileGone();
        var work = new ImportWork(database, asker, vault, act.Now);
        await work.ReadPlaces(stop);
        var (drafts, problems) = await work.Drafts(table, ask.Columns, stop);
        var (fresh, changed, same) = await work.Count(drafts, stop);
        return new ImportPreview(table.Rows.Count, fresh, changed, same, problems, problems.Select(problem => problem.Row).Distinct().Count());
    }
}

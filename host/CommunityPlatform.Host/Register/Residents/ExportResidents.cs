using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.Privacy;
using CommunityPlatform.Sdk.Sheets;
using CommunityPlatform.Sdk.Texts;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CommunityPlatform.Host.Register.Residents;

/// <summary>
/// 导出居民名单 · Takes the residents found as a spreadsheet. Every row carries the mark of who took it out, when and by which act,
/// and every resident can read that it was done and why. Numbers are masked unless they are asked for.
/// </summary>
internal sealed record ExportResidents(string Purpose, string Reason, string? Text, Guid? Grid, bool WholePhones) : IQuery<SheetFile>
{
    public static Permission Needs => HostPermissions.ExportRegister;

    public string? Subject => Purpose;

    public void Check(FieldErrors errors)
    {
        if (!Purposes.All.Contains(Purpose)) errors.Add(nameof(Purpose), "Purpose.Choose");
        errors.Text(nameof(Reason), Reason, 200);
        if (Reason?.Trim() is { Length: > 0 and < 4 }) errors.Add(nameof(Reason), "Reason.TooShort");
        if (Reason is not null && PersonalNumbers.In(Reason)) errors.Add(nameof(Reason), "Reason.NoNumbers");
        errors.Text(nameof(Text), Text, 60, required: false);
    }
}

internal sealed class ExportResidentsHandler(
    CommunityDbContext database, CurrentPerson asker, IVault vault, ActFrame act, ISheets sheets, IStringLocalizer<RegisterTexts> texts) : IHandler<ExportResidents, SheetFile>
{
    public async Task<Outcome<SheetFile>> Handle(ExportResidents ask, CancellationToken stop)
    {
        var mark = ExportMark.Of(texts, asker, act);
        var rows = (await database.Residents(asker, ask.Text, vault, stop)).AsNoTracking().Where(one => one.Person.LeftAt == null);
        if (ask.Grid is { } grid) rows = rows.Where(one => one.Building.GridId == grid);
        var sheet = new Sheet<Residence>(texts["Residents.Title"])
            .Text(texts["Resident.Name"], one => one.Person.Name)
            .Number(texts["Resident.BirthYear"], one => one.Person.BirthYear)
            .Text(texts["Resident.Phone"], one => Phone(one.Person, ask))
            .Text(texts["Resident.Grid"], one => one.Grid.Name)
            .Text(texts["Resident.Building"], one => one.Building.Name)
            .Text(texts["Resident.Door"], one => one.Household.Door)
            .Text(texts["Export.MarkColumn"], _ => mark);
        return await sheets.Write(sheet, rows.OrderBy(one => one.Building.Name).ThenBy(one => one.Household.Door).ThenBy(one => one.Person.NamePinyin).AsAsyncEnumerable().Select(Seen), stop);

        Residence Seen(Residence one)
        {
            // Every row leaves the house with a whole name: the resident may read that it did.
            act.Looks.Add((new(ask.Purpose, one.Person.Id, ask.Reason.Trim()), 1));
            return one;
        }
    }

    private string Phone(Person person, ExportResidents ask) =>
        person.Phone is not { } phone ? ""
        : ask.WholePhones ? vault.Open(HostPersonalData.Phone, phone, new(ask.Purpose, person.Id, ask.Reason.Trim()))
        : vault.Masked(HostPersonalData.Phone, phone, Masks.Phone);
}

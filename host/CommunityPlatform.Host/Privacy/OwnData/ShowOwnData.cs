using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Register;
using CommunityPlatform.Host.Register.Residents;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.Sheets;
using CommunityPlatform.Sdk.Texts;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CommunityPlatform.Host.Privacy.OwnData;

/// <summary>本人信息 · Everything that is held of one resident over all modules, upon her wish; codes that she shows lead to what knows no name.</summary>
internal sealed record ShowOwnData(Guid Person, IReadOnlyList<string> Codes) : IQuery<OwnPage>
{
    public const int MostCodes = 20;

    public static Permission Needs => HostPermissions.ExportPerson;

    public string? Subject => Person.ToString();

    public void Check(FieldErrors errors)
    {
        if (Codes.Count > MostCodes) errors.Add(nameof(Codes), "Own.TooManyCodes", MostCodes);
        foreach (var code in Codes) errors.Text(nameof(Codes), code, 40, required: false);
    }
}

internal sealed class ShowOwnDataHandler(OwnDataBook book, ActFrame act) : IHandler<ShowOwnData, OwnPage>
{
    public async Task<Outcome<OwnPage>> Handle(ShowOwnData ask, CancellationToken stop)
    {
        if (await book.Of(ask.Person, ask.Codes, stop) is not { } page) return new NotFound();
        act.Looks.Add((new(Purposes.Rights, ask.Person), 1));
        return page;
    }
}

/// <summary>导出本人信息 · Takes the same as a spreadsheet for the resident.</summary>
internal sealed record ExportOwnData(Guid Person, IReadOnlyList<string> Codes) : IQuery<SheetFile>
{
    public static Permission Needs => HostPermissions.ExportPerson;

    public string? Subject => Person.ToString();

    public void Check(FieldErrors errors) => new ShowOwnData(Person, Codes).Check(errors);
}

internal sealed class ExportOwnDataHandler(OwnDataBook book, ActFrame act, ISheets sheets, IStringLocalizer<PrivacyTexts> texts) : IHandler<ExportOwnData, SheetFile>
{
    private sealed record Line(string Module, string Record, string Name, string Value);

    public async Task<Outcome<SheetFile>> Handle(ExportOwnData ask, CancellationToken stop)
    {
        if (await book.Of(ask.Person, ask.Codes, stop) is not { } page) return new NotFound();
        act.Looks.Add((new(Purposes.Rights, ask.Person), 1));
        var lines = new List<Line>();
        foreach (var held in page.Held)
        {
            // What could not be asked is said in the file too.
            if (held.Asked != Asked.Told) lines.Add(new(held.Name, texts["Own.Asked." + held.Asked], "", ""));
            foreach (var record in held.Records.Where(record => record.Certain))
                lines.AddRange(record.Values.Select(value => new Line(held.Name, record.Title, value.Name, value.Value)));
        }
        var sheet = new Sheet<Line>(texts["Own.Title"]).Text(texts["Own.Module"], line => line.Module).Text(texts["Own.Record"], line => line.Record)
            .Text(texts["Own.Field"], line => line.Name).Text(texts["Own.Value"], line => line.Value);
        return await sheets.Write(sheet, lines, stop);
    }
}

/// <summary>Puts one resident's page together: the register first, then each module.</summary>
internal sealed class OwnDataBook(CommunityDbContext database, CurrentPerson asker, CurrentCommunity community, RegisterOwnData register, PersonalRound round, IAct act)
{
    private const int LatestLooks = 500;

    /// <summary>Null where the asker may not see her.</summary>
    public async Task<OwnPage?> Of(Guid id, IReadOnlyList<string> codes, CancellationToken stop)
    {
        if (await database.Residents(asker).AsNoTracking().SingleOrDefaultAsync(one => one.Person.Id == id, stop) is not { } found) return null;
        var person = await register.Asked(found.Person, codes, stop);
        var held = new List<HeldHere> { await register.About(found, stop) };
        held.AddRange(await round.About(community, asker, person, stop));
        return new(id, found.Person.Name, act.Now, held, await database.Looks(await database.FormerIds(id, stop), LatestLooks, stop));
    }
}

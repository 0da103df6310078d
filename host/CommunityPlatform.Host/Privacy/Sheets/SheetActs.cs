using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace CommunityPlatform.Host.Privacy.Sheets;

/// <summary>起草表单 · Drafts a sheet of what the house knows now, and lists the versions that are kept.</summary>
internal sealed record DraftSheet(SheetOf Kind, BreachScope? Scope) : IQuery<SheetDraft>
{
    public static Permission Needs => HostPermissions.Privacy;

    public void Check(FieldErrors errors)
    {
        if (Kind == SheetOf.Breach && Scope is null) errors.Add(nameof(Scope), "Field.Required");
        if (Scope is { } scope) errors.Order(nameof(Scope), scope.From, scope.Before);
    }
}

/// <summary>The draft and the versions there are, the latest first.</summary>
internal sealed record SheetDraft(IReadOnlyList<SheetPart> Parts, IReadOnlyList<SheetVersion> Kept);

/// <summary>A version that is kept.</summary>
public sealed record SheetVersion(Guid Id, int Number, DateTime At, string By);

internal sealed class DraftSheetHandler(CommunityDbContext database, SheetDrafts drafts) : IHandler<DraftSheet, SheetDraft>
{
    public async Task<Outcome<SheetDraft>> Handle(DraftSheet ask, CancellationToken stop) => new SheetDraft(
        ask.Kind == SheetOf.Impact ? await drafts.Impact(stop) : await drafts.Breach(ask.Scope!, stop),
        await database.PrivacySheets.AsNoTracking().Where(sheet => sheet.Kind == ask.Kind).OrderByDescending(sheet => sheet.Number)
            .Select(sheet => new SheetVersion(sheet.Id, sheet.Number, sheet.At, sheet.By)).ToListAsync(stop));
}

/// <summary>留存表单 · Keeps a version: what is drafted at this moment, with the answers. It is never changed; whoever knows better keeps another.</summary>
/// <param name="Kind">Which sheet.</param>
/// <param name="Scope">What a breach sheet is about.</param>
/// <param name="Answers">One for each of <see cref="SheetDrafts.Questions"/>.</param>
internal sealed record KeepSheet(SheetOf Kind, BreachScope? Scope, IReadOnlyList<string> Answers) : IUseCase<Guid>
{
    public const int LongestAnswer = 2000;

    public static Permission Needs => HostPermissions.Privacy;

    public string? Subject => Kind.ToString();

    public void Check(FieldErrors errors)
    {
        new DraftSheet(Kind, Scope).Check(errors);
        var questions = SheetDrafts.Questions(Kind);
        if (Answers.Count != questions.Count) errors.Add(nameof(Answers), "Field.Required");
        else
            for (var i = 0; i < questions.Count; i++) errors.Text(questions[i], Answers[i], LongestAnswer);
    }
}

internal sealed class KeepSheetHandler(CommunityDbContext database, SheetDrafts drafts, CurrentPerson asker, IAct act, IStringLocalizer<PrivacyTexts> texts) : IHandler<KeepSheet, Guid>
{
    public async Task<Outcome<Guid>> Handle(KeepSheet ask, CancellationToken stop)
    {
        var parts = ask.Kind == SheetOf.Impact ? await drafts.Impact(stop) : await drafts.Breach(ask.Scope!, stop);
        var answers = SheetDrafts.Questions(ask.Kind).Zip(ask.Answers, (question, answer) => new SheetAnswer(texts[question], answer.Trim()));
        var number = 1 + (await database.PrivacySheets.Where(sheet => sheet.Kind == ask.Kind).MaxAsync(sheet => (int?)sheet.Number, stop) ?? 0);
        var kept = new PrivacySheet { Kind = ask.Kind, Number = number, At = act.Now, By = asker.Name, Body = new SheetBody(parts, [.. answers]).ToJson() };
        database.PrivacySheets.Add(kept);
        act.Subject = $"{ask.Kind} {number}";
        return kept.Id;
    }
}

/// <summary>打开留存的表单 · Shows a version as it was kept.</summary>
internal sealed record OpenSheet(Guid Id) : IQuery<OpenedSheet>
{
    public static Permission Needs => HostPermissions.Privacy;
}

/// <summary>A kept version.</summary>
internal sealed record OpenedSheet(SheetOf Kind, int Number, DateTime At, string By, SheetBody Body);

internal sealed class OpenSheetHandler(CommunityDbContext database) : IHandler<OpenSheet, OpenedSheet>
{
    public async Task<Outcome<OpenedSheet>> Handle(OpenSheet ask, CancellationToken stop) =>
        await database.PrivacySheets.AsNoTracking().SingleOrDefaultAsync(one => one.Id == ask.Id, stop) is { } sheet
            ? new OpenedSheet(sheet.Kind, sheet.Number, sheet.At, sheet.By, SheetBody.FromJson(sheet.Body))
            : new NotFound();
}

using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.Sheets;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.Extensions.Localization;

namespace CommunityPlatform.Host.Register.Bodies;

/// <summary>导出组织与岗位 · Takes bodies, posts and holders as a spreadsheet. Every row carries the mark of who took it out, when and by which act.</summary>
internal sealed record ExportBodies : IQuery<SheetFile>
{
    public static Permission Needs => HostPermissions.ExportRegister;
}

internal sealed class ExportBodiesHandler(IHandler<ListBodies, IReadOnlyList<BodyRow>> list, CurrentPerson asker, ActFrame act, ISheets sheets, IStringLocalizer<RegisterTexts> texts) : IHandler<ExportBodies, SheetFile>
{
    private sealed record Line(BodyRow Body, PostRow? Post, TermRow? Term);

    public async Task<Outcome<SheetFile>> Handle(ExportBodies ask, CancellationToken stop)
    {
        var (today, mark) = (ChinaTime.Day(act.Now), ExportMark.Of(texts, asker, act));
        var bodies = (await list.Handle(new(), stop)).Value;
        var names = bodies.ToDictionary(body => body.Id, body => body.Name);
        var sheet = new Sheet<Line>(texts["Bodies.Title"])
            .Text(texts["Body.Name"], line => line.Body.Name)
            .Text(texts["Body.Kind"], line => texts["BodyKind." + line.Body.Kind])
            .Text(texts["Body.Parent"], line => line.Body.Parent is { } above ? names[above] : null)
            .Text(texts["Post.Name"], line => line.Post?.Name)
            .Number(texts["Post.Seats"], line => line.Post?.Seats)
            .Text(texts["Post.Duty"], line => line.Post?.Duty)
            .Text(texts["Term.Holder"], line => line.Term is { } term ? term.Name ?? texts["Term.Gone"].Value : line.Post is null ? null : texts["Post.Vacant"].Value)
            .Day(texts["Term.From"], line => line.Term?.From)
            .Day(texts["Term.To"], line => line.Term?.To)
            .Text(texts["Export.MarkColumn"], _ => mark);
        return await sheets.Write(sheet, Lines(bodies, today).ToAsyncEnumerable(), stop);
    }

    /// <summary>Who holds what today; a body without posts and a post without holder have a line as well.</summary>
    private static IEnumerable<Line> Lines(IReadOnlyList<BodyRow> bodies, DateOnly today) =>
        from body in bodies
        where body.Closed is not { } closed || closed >= today
        from post in body.Posts.Cast<PostRow?>().DefaultIfEmpty()
        from term in (post?.On(today) ?? []).Cast<TermRow?>().DefaultIfEmpty()
        select new Line(body, post, term);
}

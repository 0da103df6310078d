using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Culture.Galas;

/// <summary>Names a juror by role, with the team she belongs to, if any.</summary>
public sealed record NameJuror(Guid Gala, string Role, string? Team) : IUseCase<Guid>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Gala;

    /// <inheritdoc/>
    public string? Subject => Gala.ToString();

    /// <inheritdoc/>
    public void Check(FieldErrors errors)
    {
        errors.Text(nameof(Role), Role, 40);
        errors.Text(nameof(Team), Team, 40, required: false);
    }
}

/// <summary>Notes a juror's points for an entry; a later note replaces the earlier.</summary>
public sealed record JudgeEntry(Guid Gala, Guid Entry, Guid Juror, int Points) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Gala;

    /// <inheritdoc/>
    public string? Subject => Entry.ToString();

    /// <inheritdoc/>
    public void Check(FieldErrors errors) => errors.Range(nameof(Points), Points, 0, 100);
}

internal sealed class NameJurorHandler(CultureDbContext db) : IHandler<NameJuror, Guid>
{
    public async Task<Outcome<Guid>> Handle(NameJuror ask, CancellationToken stop)
    {
        if (await db.Gala(ask.Gala, stop) is not { } found) return new NotFound();
        if (found.Step > GalaStep.Ordering) return new OrderIsFixed();
        var juror = new Juror(found.Id, ask.Role.Trim(), string.IsNullOrWhiteSpace(ask.Team) ? null : ask.Team.Trim());
        found.Jurors.Add(juror);
        found.Touch();
        return juror.Id;
    }
}

internal sealed class JudgeEntryHandler(CultureDbContext db) : IHandler<JudgeEntry, Done>
{
    public async Task<Outcome<Done>> Handle(JudgeEntry ask, CancellationToken stop)
    {
        var found = await db.Gala(ask.Gala, stop);
        if (found?.Entries.Find(one => one.Id == ask.Entry) is not { } entry || found.Jurors.Find(one => one.Id == ask.Juror) is not { } juror)
            return new NotFound();
        if (found.Step > GalaStep.Ordering) return new OrderIsFixed();
        if (entry.Judge(juror, ask.Points) is { } no) return no;
        return new Done();
    }
}

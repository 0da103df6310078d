using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Culture.Events;

/// <summary>Records what an event cost in all.</summary>
/// <param name="Id">The event.</param>
/// <param name="Seen">The version shown.</param>
/// <param name="Fen">The whole sum in fen.</param>
public sealed record RecordSpending(Guid Id, long Seen, long Fen) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Plan;

    /// <inheritdoc/>
    public string? Subject => Id.ToString();

    /// <inheritdoc/>
    public void Check(FieldErrors errors) => errors.Range(nameof(Fen), Fen, 0, EventPlan.MostFen);
}

/// <summary>Allows an event to cost more than was raised.</summary>
/// <param name="Id">The event.</param>
/// <param name="Seen">The version shown.</param>
/// <param name="Fen">The most it may cost in all.</param>
public sealed record ApproveSpending(Guid Id, long Seen, long Fen) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Approve;

    /// <inheritdoc/>
    public string? Subject => Id.ToString();

    /// <inheritdoc/>
    public void Check(FieldErrors errors) => errors.Range(nameof(Fen), Fen, 0, EventPlan.MostFen);
}

internal sealed class RecordSpendingHandler(CultureDbContext db) : IHandler<RecordSpending, Done>
{
    public Task<Outcome<Done>> Handle(RecordSpending ask, CancellationToken stop) => db.Change(ask.Id, ask.Seen, one => one.Spend(ask.Fen), stop);
}

internal sealed class ApproveSpendingHandler(CultureDbContext db) : IHandler<ApproveSpending, Done>
{
    public Task<Outcome<Done>> Handle(ApproveSpending ask, CancellationToken stop) => db.Change(ask.Id, ask.Seen, one => one.AllowUpTo(ask.Fen), stop);
}

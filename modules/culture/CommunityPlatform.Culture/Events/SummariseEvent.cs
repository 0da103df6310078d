using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Culture.Events;

/// <summary>Writes the summary: what took place, not how anybody felt about it .</summary>
public sealed record SummariseEvent(Guid Id, long Seen, string Text) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Summarise;

    /// <inheritdoc/>
    public string? Subject => Id.ToString();

    /// <inheritdoc/>
    public void Check(FieldErrors errors) => errors.Text(nameof(Text), Text, 2000);
}

internal sealed class SummariseEventHandler(CultureDbContext db) : IHandler<SummariseEvent, Done>
{
    public Task<Outcome<Done>> Handle(SummariseEvent ask, CancellationToken stop) => db.Change(ask.Id, ask.Seen, one => one.Summarise(ask.Text), stop);
}

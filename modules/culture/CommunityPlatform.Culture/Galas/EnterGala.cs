using CommunityPlatform.Culture.Data;
using CommunityPlatform.Culture.Domain;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Culture.Galas;

/// <summary>Adds a guest that offers entries beside the two paired sides.</summary>
public sealed record AddSide(Guid Gala, long Seen, string Name) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Gala;

    /// <inheritdoc/>
    public string? Subject => Gala.ToString();

    /// <inheritdoc/>
    public void Check(FieldErrors errors) => errors.Text(nameof(Name), Name, 40);
}

/// <summary>Takes in an entry of a side.</summary>
public sealed record EnterGala(Guid Gala, OfferedEntry Entry) : IUseCase<Guid>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Gala;

    /// <inheritdoc/>
    public string? Subject => Gala.ToString();

    /// <inheritdoc/>
    public void Check(FieldErrors errors) => Entry.Check(errors);
}

/// <summary>Takes an entry back.</summary>
public sealed record WithdrawEntry(Guid Gala, long Seen, Guid Entry) : IUseCase<Done>
{
    /// <inheritdoc/>
    public static Permission Needs => CulturePermissions.Gala;

    /// <inheritdoc/>
    public string? Subject => Entry.ToString();
}

internal sealed class AddSideHandler(CultureDbContext db) : IHandler<AddSide, Done>
{
    public Task<Outcome<Done>> Handle(AddSide ask, CancellationToken stop) => db.Change(ask.Gala, ask.Seen, one => one.AddSide(ask.Name), stop);
}

internal sealed class EnterGalaHandler(CultureDbContext db, IAct act) : IHandler<EnterGala, Guid>
{
    public async Task<Outcome<Guid>> Handle(EnterGala ask, CancellationToken stop)
    {
        if (await db.Gala(ask.Gala, stop) is not { } found) return new NotFound();
        if (found.Enter(ask.Entry, act.Now, out var entry) is { } no) return no;
        return entry!.Id;
    }
}

internal sealed class WithdrawEntryHandler(CultureDbContext db) : IHandler<WithdrawEntry, Done>
{
    public Task<Outcome<Done>> Handle(WithdrawEntry ask, CancellationToken stop) => db.Change(ask.Gala, ask.Seen,
        one => one.Entries.Find(entry => entry.Id == ask.Entry) is { } entry ? one.Withdraw(entry) : new NotFound(), stop);
}

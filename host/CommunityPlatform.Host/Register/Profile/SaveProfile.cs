using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Events;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Register.Profile;

/// <summary>填报社区基本情况 · Enters or changes a profile that nobody has confirmed yet.</summary>
internal sealed record SaveProfile(Guid? Id, DateOnly? AsOf, long AreaM2, int Households, int People, int Units, int Shops, long Version) : IUseCase<Guid>
{
    private const int Most = 10_000_000;

    public static Permission Needs => HostPermissions.ManageRegister;

    public string? Subject => AsOf is { } day ? $"{day:yyyy-MM-dd}" : null;

    public void Check(FieldErrors errors)
    {
        if (AsOf is null) errors.Add(nameof(AsOf), "Field.Required");
        else if (AsOf < new DateOnly(1949, 10, 1)) errors.Add(nameof(AsOf), "Day.Unlikely");
        errors.Range(nameof(AreaM2), AreaM2, 1, 10_000_000_000);
        foreach (var (field, count) in new[] { (nameof(Households), Households), (nameof(People), People), (nameof(Units), Units), (nameof(Shops), Shops) }) errors.Range(field, count, 0, Most);
    }
}

/// <summary>The day is still to come.</summary>
internal sealed record ProfileInFuture : Refusal
{
    public override string? Field => nameof(SaveProfile.AsOf);
}

/// <summary>There is a profile of this day.</summary>
internal sealed record ProfileOfDay(DateOnly Day) : Refusal
{
    public override object?[] Args => [Day];

    public override string? Field => nameof(SaveProfile.AsOf);
}

/// <summary>It is confirmed: it stays as it is.</summary>
internal sealed record ProfileConfirmedAlready : Refusal;

/// <summary>The month has a confirmed profile.</summary>
internal sealed record MonthConfirmed(DateOnly Day) : Refusal
{
    public override object?[] Args => [Day];
}

/// <summary>Nobody confirms what she entered herself.</summary>
internal sealed record OwnProfile : Refusal;

internal sealed class SaveProfileHandler(CommunityDbContext database, CurrentPerson asker, IAct act) : IHandler<SaveProfile, Guid>
{
    public async Task<Outcome<Guid>> Handle(SaveProfile ask, CancellationToken stop)
    {
        var day = ask.AsOf!.Value;
        if (day > ChinaTime.Day(act.Now)) return new ProfileInFuture();
        if (await database.Profiles.AnyAsync(sheet => sheet.AsOf == day && sheet.Id != ask.Id, stop)) return new ProfileOfDay(day);
        var found = ask.Id is { } id ? await database.Profiles.SingleOrDefaultAsync(sheet => sheet.Id == id, stop) : null;
        if (ask.Id is not null && found is null) return new NotFound();
        if (found?.ConfirmedAt is not null) return new ProfileConfirmedAlready();
        if (found is not null && found.Version != ask.Version) return new Stale();
        if (found is null) database.Profiles.Add(found = new() { AsOf = day, AreaM2 = 0, Households = 0, People = 0, Units = 0, Shops = 0, Author = "" });
        (found.AsOf, found.AreaM2, found.Households, found.People, found.Units, found.Shops) = (day, ask.AreaM2, ask.Households, ask.People, ask.Units, ask.Shops);
        found.Author = asker.AccountId ?? "";
        found.Version++;
        return found.Id;
    }
}

/// <summary>核定社区基本情况 · Confirms a profile; at most one a month, and never one's own.</summary>
internal sealed record ConfirmProfile(Guid Id, long Version) : IUseCase<Done>
{
    public static Permission Needs => HostPermissions.ConfirmProfile;

    public string? Subject => Id.ToString();
}

/// <summary>The community's numbers of a day are confirmed.</summary>
[EventName("host.profile-confirmed.v1")]
internal sealed record ProfileConfirmed(Guid Profile, DateOnly AsOf, long AreaM2, int Households, int People, int Units, int Shops);

internal sealed class ConfirmProfileHandler(CommunityDbContext database, CurrentPerson asker, IAct act, IOutbox outbox) : IHandler<ConfirmProfile, Done>
{
    public async Task<Outcome<Done>> Handle(ConfirmProfile ask, CancellationToken stop)
    {
        if (await database.Profiles.SingleOrDefaultAsync(sheet => sheet.Id == ask.Id, stop) is not { } found) return new NotFound();
        if (found.ConfirmedAt is not null) return new ProfileConfirmedAlready();
        if (found.Version != ask.Version) return new Stale();
        if (found.Author == asker.AccountId) return new OwnProfile();
        var (first, next) = (new DateOnly(found.AsOf.Year, found.AsOf.Month, 1), new DateOnly(found.AsOf.Year, found.AsOf.Month, 1).AddMonths(1));
        if (await database.Profiles.AnyAsync(sheet => sheet.ConfirmedAt != null && sheet.AsOf >= first && sheet.AsOf < next, stop)) return new MonthConfirmed(found.AsOf);
        (found.ConfirmedAt, found.ConfirmedBy, found.Version) = (act.Now, asker.Name, found.Version + 1);
        outbox.Add(new ProfileConfirmed(found.Id, found.AsOf, found.AreaM2, found.Households, found.People, found.Units, found.Shops));
        return new Done();
    }
}

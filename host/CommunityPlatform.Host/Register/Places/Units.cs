using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Events;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Register.Places;

/// <summary>驻区单位 · The offices and companies of the community.</summary>
internal sealed record ListUnits : IQuery<IReadOnlyList<UnitRow>>
{
    public static Permission Needs => HostPermissions.SeeRegister;
}

/// <summary>One unit.</summary>
public sealed record UnitRow(Guid Id, string Name, ResidentUnitKind Kind, int Staff);

internal sealed class ListUnitsHandler(CommunityDbContext database) : IHandler<ListUnits, IReadOnlyList<UnitRow>>
{
    public async Task<Outcome<IReadOnlyList<UnitRow>>> Handle(ListUnits ask, CancellationToken stop) =>
        await database.Units.AsNoTracking().OrderBy(unit => unit.Name).Select(unit => new UnitRow(unit.Id, unit.Name, unit.Kind, unit.Staff)).ToListAsync(stop);
}

/// <summary>单位登记 · Enters or changes a unit.</summary>
internal sealed record SaveUnit(Guid? Id, string Name, ResidentUnitKind Kind, int Staff) : IUseCase<Guid>
{
    public static Permission Needs => HostPermissions.ManageRegister;

    public string? Subject => Id?.ToString() ?? Name;

    public void Check(FieldErrors errors)
    {
        errors.Text(nameof(Name), Name, 100);
        if (!Enum.IsDefined(Kind)) errors.Add(nameof(Kind), "Field.Required");
        errors.Range(nameof(Staff), Staff, 0, 1_000_000);
    }
}

/// <summary>The unit stands here already.</summary>
internal sealed record UnitNameTaken(string Name) : Refusal
{
    public override object?[] Args => [Name];

    public override string? Field => nameof(SaveUnit.Name);
}

/// <summary>A unit is new in the register.</summary>
[EventName("host.unit-registered.v1")]
internal sealed record UnitRegistered(Guid Unit, string Name, string Kind);

internal sealed class SaveUnitHandler(CommunityDbContext database, IOutbox outbox) : IHandler<SaveUnit, Guid>
{
    public async Task<Outcome<Guid>> Handle(SaveUnit ask, CancellationToken stop)
    {
        var name = ask.Name.Trim();
        if (await database.Units.AnyAsync(unit => unit.Name == name && unit.Id != ask.Id, stop)) return new UnitNameTaken(name);
        var found = ask.Id is { } id ? await database.Units.SingleOrDefaultAsync(unit => unit.Id == id, stop) : null;
        if (ask.Id is not null && found is null) return new NotFound();
        if (found is null)
        {
            database.Units.Add(found = new() { Id = Guid.CreateVersion7(), Name = name, Kind = ask.Kind, Staff = ask.Staff });
            outbox.Add(new UnitRegistered(found.Id, name, ask.Kind.ToString()));
        }
        (found.Name, found.Kind, found.Staff) = (name, ask.Kind, ask.Staff);
        return found.Id;
    }
}

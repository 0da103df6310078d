using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Register.Bodies;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.EntityFrameworkCore;

namespace CommunityPlatform.Host.Register.Profile;

/// <summary>登记用房设施 · Enters or changes a room or place.</summary>
internal sealed record SaveFacility(Guid? Id, string Name, FacilityKind Kind, int AreaM2, int StandardM2, long Version) : IUseCase<Guid>
{
    public static Permission Needs => HostPermissions.ManageRegister;

    public string? Subject => Id?.ToString() ?? Name;

    public void Check(FieldErrors errors)
    {
        errors.Text(nameof(Name), Name, 60);
        if (!Enum.IsDefined(Kind)) errors.Add(nameof(Kind), "Field.Required");
        errors.Range(nameof(AreaM2), AreaM2, 1, 10_000_000);
        errors.Range(nameof(StandardM2), StandardM2, 0, 10_000_000);
    }
}

/// <summary>Another facility is called so.</summary>
internal sealed record FacilityNameTaken(string Name) : Refusal
{
    public override object?[] Args => [Name];

    public override string? Field => nameof(SaveFacility.Name);
}

internal sealed class SaveFacilityHandler(CommunityDbContext database) : IHandler<SaveFacility, Guid>
{
    public async Task<Outcome<Guid>> Handle(SaveFacility ask, CancellationToken stop)
    {
        var name = ask.Name.Trim();
        if (await database.Facilities.AnyAsync(facility => facility.Name == name && facility.Id != ask.Id, stop)) return new FacilityNameTaken(name);
        var found = ask.Id is { } id ? await database.Facilities.SingleOrDefaultAsync(facility => facility.Id == id, stop) : null;
        if (ask.Id is not null && found is null) return new NotFound();
        if (found is not null && found.Version != ask.Version) return new Stale();
        if (found is null) database.Facilities.Add(found = new() { Name = name, Kind = ask.Kind, AreaM2 = 0, StandardM2 = 0 });
        (found.Name, found.Kind, found.AreaM2, found.StandardM2) = (name, ask.Kind, ask.AreaM2, ask.StandardM2);
        found.Version++;
        return found.Id;
    }
}

/// <summary>删除用房设施 · Takes away a facility without projects.</summary>
internal sealed record RemoveFacility(Guid Id) : IUseCase<Done>
{
    public static Permission Needs => HostPermissions.ManageRegister;

    public string? Subject => Id.ToString();
}

/// <summary>Something was built at it: that stays.</summary>
internal sealed record FacilityHasProjects : Refusal;

internal sealed class RemoveFacilityHandler(CommunityDbContext database) : IHandler<RemoveFacility, Done>
{
    public async Task<Outcome<Done>> Handle(RemoveFacility ask, CancellationToken stop)
    {
        if (await database.Facilities.SingleOrDefaultAsync(facility => facility.Id == ask.Id, stop) is not { } found) return new NotFound();
        if (await database.FacilityProjects.AnyAsync(project => project.FacilityId == ask.Id, stop)) return new FacilityHasProjects();
        database.Facilities.Remove(found);
        return new Done();
    }
}

/// <summary>登记建设项目 · Enters or changes what is built at a facility; two at one place do not overlap.</summary>
internal sealed record SaveProject(Guid? Id, Guid Facility, string Name, string Investor, long SumFen, DateOnly? From, DateOnly? To, long Version) : IUseCase<Guid>
{
    public static Permission Needs => HostPermissions.ManageRegister;

    public string? Subject => Id?.ToString() ?? Name;

    public void Check(FieldErrors errors)
    {
        errors.Text(nameof(Name), Name, 80);
        errors.Text(nameof(Investor), Investor, 100);
        errors.Range(nameof(SumFen), SumFen, 0, Money.Fen(1_000_000_000));
        foreach (var (field, day) in new[] { (nameof(From), From), (nameof(To), To) })
            if (day is null) errors.Add(field, "Field.Required");
        BodyDays.Check(errors, nameof(From), From, nameof(To), To);
    }
}

/// <summary>Another project runs at this place in that time.</summary>
internal sealed record ProjectsOverlap(string Other) : Refusal
{
    public override object?[] Args => [Other];

    public override string? Field => nameof(SaveProject.From);
}

internal sealed class SaveProjectHandler(CommunityDbContext database) : IHandler<SaveProject, Guid>
{
    public async Task<Outcome<Guid>> Handle(SaveProject ask, CancellationToken stop)
    {
        if (!await database.Facilities.AnyAsync(facility => facility.Id == ask.Facility, stop)) return new NotFound();
        var all = await database.FacilityProjects.Where(project => project.FacilityId == ask.Facility).ToListAsync(stop);
        var found = all.Find(project => project.Id == ask.Id);
        if (ask.Id is not null && found is null) return new NotFound();
        if (found is not null && found.Version != ask.Version) return new Stale();
        var (from, to) = (ask.From!.Value, ask.To!.Value);
        if (all.Find(project => project != found && project.From <= to && from <= project.To) is { } other) return new ProjectsOverlap(other.Name);
        if (found is null) database.FacilityProjects.Add(found = new() { FacilityId = ask.Facility, Name = "", Investor = "", SumFen = 0, From = from, To = to });
        (found.Name, found.Investor, found.SumFen, found.From, found.To) = (ask.Name.Trim(), ask.Investor.Trim(), ask.SumFen, from, to);
        found.Version++;
        return found.Id;
    }
}

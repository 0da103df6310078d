using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Data;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Thrower;

/// <summary>The place that a test has chosen to fail.</summary>
internal static class Chosen
{
    public static void Here(string place)
    {
        if (AppContext.GetData("thrower") as string == place) throw new InvalidOperationException($"thrown in {place}");
    }
}

internal sealed class ThrowerModule : IModule
{
    public ThrowerModule() => Chosen.Here("constructor");

    public string Id => "thrower";

    public void AddServices(IServiceCollection services, ModuleContext context)
    {
        Chosen.Here("AddServices");
        services.AddModuleDbContext<ThrowerDbContext>();
        services.AddSingleton<IBackgroundWork, Work>();
        services.AddSingleton<Held>();
        services.AddScoped<HeldByScope>();
        if (AppContext.GetData("thrower") as string == "unmade") services.AddSingleton<NeedsWhatIsNotThere>();
    }

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        Chosen.Here("MapEndpoints");
        routes.MapGet("/ok", () => "ok").Needs(Permission.Public);
        routes.MapGet("/endpoint", string () => throw new InvalidOperationException("thrown in endpoint")).Needs(Permission.Public);
        routes.MapGet("/use-case", async (IUseCases cases) => (await cases.Run(new Fail())).Refusal?.GetType().Name).Needs(Permission.Public);
        routes.MapGet("/thread", () => new Thread(() => throw new InvalidOperationException("thrown in thread")) { IsBackground = true }.Start()).Needs(Permission.Public);
        routes.MapGet("/timer", Later).Needs(Permission.Public);
        routes.MapGet("/async-void", Forgotten).Needs(Permission.Public);
        routes.MapGet("/held", (Held held, HeldByScope scoped) => held.ToString() + scoped).Needs(Permission.Public);
    }

    private static void Later()
    {
        Timer? timer = null;
        timer = new Timer(_ =>
        {
            timer!.Dispose();
            throw new InvalidOperationException("thrown in timer");
        }, null, 1, Timeout.Infinite);
    }

    private static async void Forgotten()
    {
        await Task.Delay(1).ConfigureAwait(false);
        throw new InvalidOperationException("thrown in async void");
    }
}

internal sealed class NeedsWhatIsNotThere(Missing missing)
{
    public Missing Missing { get; } = missing;
}

internal abstract class Missing;

internal sealed class Held : IDisposable
{
    public void Dispose() => Chosen.Here("dispose");
}

internal sealed class HeldByScope : IDisposable
{
    public void Dispose() => Chosen.Here("scope-dispose");
}

internal sealed class Work : IBackgroundWork
{
    public async Task Run(CancellationToken stop)
    {
        Chosen.Here("background");
        stop.Register(() => Chosen.Here("stop"));
        if (AppContext.GetData("thrower") as string == "background-later")
        {
            await Task.Delay(20, stop);
            throw new InvalidOperationException("thrown in background-later");
        }
        // Deaf to its token when asked to be: the platform must not wait for it for ever.
        if (AppContext.GetData("thrower") as string == "deaf") await Task.Delay(25_000, CancellationToken.None);
        else await Task.Delay(Timeout.Infinite, stop);
    }
}

internal sealed record Fail : IUseCase<Done>
{
    public static Permission Needs => Permission.Public;
}

internal sealed class FailHandler : IHandler<Fail, Done>
{
    public Task<Outcome<Done>> Handle(Fail ask, CancellationToken stop) => throw new InvalidOperationException("thrown in use case");
}

internal sealed class ThrowerDbContext(DbContextOptions<ThrowerDbContext> options) : ModuleDbContext(options);

[DbContext(typeof(ThrowerDbContext)), Migration("20260101000000_Init")]
internal sealed class Init : Migration
{
    protected override void Up(MigrationBuilder migration)
    {
        migration.CreateTable("thrower_rows", table => new { Id = table.Column<Guid>() });
        Chosen.Here("migration");
    }

    protected override void Down(MigrationBuilder migration) => migration.DropTable("thrower_rows");
}

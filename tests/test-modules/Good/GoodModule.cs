using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Data;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Good;

internal sealed class GoodModule : IModule
{
#if V2
    public const string Label = "Good two";
#else
    public const string Label = "Good one";
#endif

    public string Id => "good";

    public void AddServices(IServiceCollection services, ModuleContext context)
    {
        services.AddModuleDbContext<GoodDbContext>();
        services.AddSingleton<IBackgroundWork, Ticking>();
        services.AddScoped<Words>();
        services.AddScoped<CommunityPlatform.Sdk.Contributions.IOpenWork, OpenNotes>();
    }

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/label", () => Label).Needs(Permission.Public);
        routes.MapGet("/count", async (IUseCases cases) => (await cases.Run(new CountNotes())).Value).Needs(Permission.Public);
        routes.MapPost("/notes", async (IUseCases cases) => await cases.Run(new AddNote("from outside")) is { Ok: true } done ? Results.Text(done.Value.ToString()) : Results.StatusCode(409)).Needs("good.write");
        routes.MapGet("/secret", () => "secret").Needs("good.see");
        routes.MapGet("/nobody", () => "nobody");
    }
}

/// <summary>A service of the module's own, injected into its page.</summary>
internal sealed class Words
{
    public string Label => GoodModule.Label;
}

/// <summary>Goes on until the module leaves.</summary>
internal sealed class Ticking : IBackgroundWork
{
    public async Task Run(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        try
        {
            while (await timer.WaitForNextTickAsync(stop)) AppContext.SetData("good:ticked", true);
        }
        finally
        {
            AppContext.SetData("good:stopped", true);
        }
    }
}

using System.Runtime.InteropServices;
using CommunityPlatform.Sdk;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Companions;

internal sealed class CompanionsModule : IModule
{
    public string Id => "companions";

    public void AddServices(IServiceCollection services, ModuleContext context) { }

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/native", () => Number()).Needs(Permission.Public);
        routes.MapGet("/hello", (IStringLocalizer<Hello> texts) => texts["Hello"].Value).Needs(Permission.Public);
    }

    [DllImport("testnative", EntryPoint = "sqlite3_libversion_number")]
    private static extern int Number();
}

internal sealed class Hello;

using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Events;
using CommunityPlatform.Sdk.UseCases;
using Markdig;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Lib;

internal sealed class LibModule : IModule
{
#if B
    public const string Name = "lib-b";
#else
    public const string Name = "lib-a";
#endif
    public const string Path = "/" + Name;
    public const string Event = Name + ".rendered.v1";

    public string Id => Name;

    public void AddServices(IServiceCollection services, ModuleContext context) { }

    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/version", () => typeof(Markdown).Assembly.GetName().Version!.ToString(2)).Needs(Permission.Public);
        routes.MapGet("/html", () => Markdown.ToHtml("*it works*").Trim()).Needs(Permission.Public);
    }
}

[EventName(LibModule.Event)]
internal sealed record Rendered(string Html);

internal sealed record Render(string Text) : IUseCase<string>
{
    public static Permission Needs => Permission.Public;
}

internal sealed class RenderHandler(IOutbox outbox) : IHandler<Render, string>
{
    public Task<Outcome<string>> Handle(Render ask, CancellationToken stop)
    {
        var html = Markdown.ToHtml(ask.Text).Trim();
        outbox.Add(new Rendered(html));
        return Task.FromResult<Outcome<string>>(html);
    }
}

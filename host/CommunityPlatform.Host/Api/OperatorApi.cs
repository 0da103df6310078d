using System.Globalization;
using CommunityPlatform.Host.Admin;
using CommunityPlatform.Host.Audit;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Modules;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.OpenApi;

namespace CommunityPlatform.Host.Api;

/// <summary>The operator's HTTP API under <c>/api/admin</c>, its OpenAPI document and the readiness report.</summary>
internal static class OperatorApi
{
    /// <summary>Who acted, in the logs.</summary>
    public const string By = "operator-api";

    private const string Policy = "operator-token";

    public static IServiceCollection AddOperatorApi(this IServiceCollection services)
    {
        services.AddAdministration();
        services.AddSingleton<OperatorToken>().AddSingleton<Readiness>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, OperatorTokenHandler>(OperatorTokenHandler.SchemeName, null);
        services.AddAuthorizationBuilder().AddPolicy(Policy, policy => policy.AddAuthenticationSchemes(OperatorTokenHandler.SchemeName).RequireAuthenticatedUser());
        services.AddOpenApi("v1", document =>
        {
            document.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith("api/admin/", StringComparison.Ordinal) == true;
            document.AddDocumentTransformer((text, _, _) =>
            {
                text.Info = new() { Title = "CommunityPlatform operator API", Version = "v1", Description = "Packages and modules of one installation. The bearer token stands in keys/operator.token in the data folder." };
                text.Components ??= new();
                text.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal) { ["operator"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" } };
                text.Security = [new() { [new OpenApiSecuritySchemeReference("operator", text)] = [] }];
                return Task.CompletedTask;
            });
        });
        // The framework keeps its list of endpoints for ever, and with it whatever a module had mapped: look afresh each time.
        services.AddSingleton<IApiDescriptionGroupCollectionProvider, FreshDescriptions>();
        return services;
    }

    public static void MapOperatorApi(this WebApplication app)
    {
        // Made now, so that whoever installs finds the token before the first call.
        app.Services.GetRequiredService<OperatorToken>();
        app.MapGet("/health/ready", (Readiness readiness, HttpRequest request, CancellationToken stop) => readiness.Answer(AskedLanguage.Of(request), stop)).ExcludeFromDescription();
        app.MapOpenApi("/openapi/{documentName}.json");
        var api = app.MapGroup("/api/admin").RequireAuthorization(Policy).DisableAntiforgery().WithTags("operator")
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        api.MapPut("/communities/{community}/modules/{id}", Switch).WithSummary("Switches a module on or off for a community. Data stay.");
        api.MapGet("/communities/{community}/audit-chain", Chain).WithSummary("Checks a community's whole audit chain and says where it breaks.");
        api.MapGet("/packages", Packages).WithSummary("All packages with their versions, load state and whether their code is in memory.");
        api.MapPost("/packages/{id}/load", Load).WithSummary("Loads a package; communities that had it on get it back.");
        api.MapPost("/packages/{id}/unload", Unload).WithSummary("Takes a package's code out of the process.");
        api.MapPost("/packages/{id}/replace", Replace).WithSummary("Brings another version in while people go on.");
        api.MapPost("/packages/{id}/roll-back", RollBack).WithSummary("Returns to the version before.");
        api.MapGet("/faults", Faults).WithSummary("Recent faults of modules, the latest first.");
        api.MapPost("/collect", Collect).WithSummary("Collects garbage and says what is left in memory.");
        api.MapPackageFiles();
        api.MapModuleLife();
        api.Map("/{**rest}", () => TypedResults.Problem("There is no such address. The document /openapi/v1.json lists them.", statusCode: 404, title: "Not found")).ExcludeFromDescription();
    }

    private static async Task<Results<Ok<ModuleSwitchAnswer>, ProblemHttpResult>> Switch(string community, string id, ModuleSwitch wanted, HttpRequest request, OperatorActs acts)
    {
        // Once begun, an act is carried to its end, whether or not the caller waits for it.
        var end = await acts.Switch(community, id, wanted.Enabled, By, CancellationToken.None);
        return end.Ok ? TypedResults.Ok(new ModuleSwitchAnswer(community, id, wanted.Enabled, end.End == ActEnd.Done)) : Problem(end, request);
    }

    private static async Task<Results<Ok<ChainAnswer>, ProblemHttpResult>> Chain(
        string community, HttpRequest request, CommunityDirectory communities, DatabaseEngine engine, CommunityBooks books, PublishedHeads heads, TimeProvider clock, CancellationToken stop)
    {
        if (communities.Find(community) is null) return Problem(ActResult.Not(ActEnd.Unknown, RefusalCode.NoCommunity, community), request);
        await using var session = await engine.Open(community, write: false, stop);
        await using var database = books.Open(session);
        return TypedResults.Ok(ChainAnswer.Of(community, await ChainCheck.Run(reading => heads.Read(community, reading), database, stop), AskedLanguage.Of(request), clock));
    }

    private static async Task<Ok<IReadOnlyList<PackageAnswer>>> Packages(PackageShelf shelf, HttpRequest request, CancellationToken stop) =>
        TypedResults.Ok<IReadOnlyList<PackageAnswer>>([.. (await shelf.Rows(stop)).Select(row => Answer(row, AskedLanguage.Of(request)))]);

    private static async Task<Results<Ok<PackageActAnswer>, ProblemHttpResult>> Load(string id, string? version, HttpRequest request, OperatorActs acts, PackageShelf shelf) =>
        await Tell(await acts.Load(id, version ?? await Wanted(request), By, CancellationToken.None), id, request, shelf);

    /// <summary>The version from a body, where there is one. Bound by hand: an optional body of the framework's own hides the address from callers that send none.</summary>
    private static async Task<string?> Wanted(HttpRequest request) =>
        request.HasJsonContentType() && request.ContentLength is not 0 ? (await request.ReadFromJsonAsync<VersionWanted>(request.HttpContext.RequestAborted))?.Version : null;

    private static async Task<Results<Ok<PackageActAnswer>, ProblemHttpResult>> Unload(string id, HttpRequest request, OperatorActs acts, PackageShelf shelf) =>
        await Tell(await acts.Unload(id, By, CancellationToken.None), id, request, shelf);

    private static async Task<Results<Ok<PackageActAnswer>, ProblemHttpResult>> Replace(string id, string? version, HttpRequest request, OperatorActs acts, PackageShelf shelf) =>
        await Tell(await acts.Replace(id, version ?? await Wanted(request), By, CancellationToken.None), id, request, shelf);

    private static async Task<Results<Ok<PackageActAnswer>, ProblemHttpResult>> RollBack(string id, HttpRequest request, OperatorActs acts, PackageShelf shelf) =>
        await Tell(await acts.RollBack(id, By, CancellationToken.None), id, request, shelf);

    private static Ok<IReadOnlyList<FaultAnswer>> Faults(PackageShelf shelf) =>
        TypedResults.Ok<IReadOnlyList<FaultAnswer>>([.. shelf.Faults().Select(fault => new FaultAnswer(fault.At, fault.Module, fault.Version, fault.Community, fault.Where, fault.What))]);

    private static async Task<Ok<CollectAnswer>> Collect(OperatorBook book, Departures departures, SystemFacts facts, CancellationToken stop)
    {
        await book.Collect(By, stop);
        var now = facts.Now();
        return TypedResults.Ok(new CollectAnswer(now.Heap, now.Rss, now.Loaded, now.ContextsAlive, [.. departures.Alive().Select(gone => new UnloadingAnswer(gone.Module, gone.Package, gone.Since))]));
    }

    private static async Task<Results<Ok<PackageActAnswer>, ProblemHttpResult>> Tell(ActResult end, string id, HttpRequest request, PackageShelf shelf) =>
        end.Ok ? TypedResults.Ok(new PackageActAnswer(end.Words, Answer((await shelf.Rows(CancellationToken.None)).First(row => row.Id == id), AskedLanguage.Of(request)))) : Problem(end, request);

    public static ProblemHttpResult Problem(ActResult end, HttpRequest request)
    {
        var (status, title) = end.End switch
        {
            ActEnd.Unknown => (StatusCodes.Status404NotFound, "Not found"),
            ActEnd.Busy => (StatusCodes.Status409Conflict, "Busy"),
            ActEnd.Refused => (StatusCodes.Status409Conflict, "Refused"),
            _ => (StatusCodes.Status500InternalServerError, "Failed"),
        };
        var why = end.Why!;
        return TypedResults.Problem(why.In(AskedLanguage.Of(request)), statusCode: status, title: title,
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = why.Code.ToString(), ["arguments"] = why.Arguments });
    }

    private static PackageAnswer Answer(PackageRow row, CultureInfo language) => new(
        row.Id, row.Name, row.Plugin ? "plugin" : "module", Name(row.State), RefusalAnswer.Of(row.Reason, language), row.ContextAlive, row.Running?.Version, row.Back?.Version, row.Communities, row.Faults,
        [.. row.Versions.Select(version => new VersionAnswer(version.Version, version.Key, version.Loaded, version.Chosen, version.ContextAlive, version.LeavingSince, RefusalAnswer.Of(version.Problem, language), version.Bytes, version.Communities))]);

    public static string Name(LoadState state) => state switch
    {
        LoadState.Loaded => "loaded",
        LoadState.Unloading => "unloading",
        LoadState.Refused => "refused",
        _ => "not-loaded",
    };
}

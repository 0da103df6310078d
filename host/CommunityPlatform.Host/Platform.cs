using System.Globalization;
using CommunityPlatform.Host.Accounts;
using CommunityPlatform.Host.Api;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Components;
using CommunityPlatform.Host.Hardening;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.Packaging;
using CommunityPlatform.Host.Sheets;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk.Pages;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Radzen;

namespace CommunityPlatform.Host;

/// <summary>Puts the house together.</summary>
internal static partial class Platform
{
    public static WebApplication Build(string[] args)
    {
        AppContext.SetSwitch(ModuleComponentActivator.Switch, isEnabled: true);
        ModuleComponentActivator.SelfTest();
        // "--safe-mode" stands alone on the command line.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = [.. args.Select(arg => arg == "--safe-mode" ? "--safe-mode=true" : arg)],
            ContentRootPath = File.Exists(Path.Combine(Directory.GetCurrentDirectory(), "appsettings.json")) ? null : AppContext.BaseDirectory,
        });
        if (builder.Configuration["urls"] is null) builder.WebHost.UseUrls("http://127.0.0.1:5080");
        builder.WebHost.UseStaticWebAssets();
        HardeningServices.RefuseBlindTrust(builder.Configuration);
        var options = PlatformOptions.From(builder.Configuration, builder.Environment.IsDevelopment());
        Directory.CreateDirectory(options.Data);
        Telemetry.Add(builder, options);
        if (!options.Database.Shared) Scenes.SceneKeeper.ClearHalf(options);
        AddServices(builder.Services, options);
        var app = builder.Build();
        Pipeline(app);
        return app;
    }

    private static void AddServices(IServiceCollection services, PlatformOptions options)
    {
        services.AddSingleton(options).AddSingleton<Opening>();
        services.AddSingleton<TimeProvider>(new PlatformClock(options.TimeZone));
        AddDatabases(services, options);
        services.AddHardening(options.Hardening);
        services.AddAccounts();
        Devices.DeviceServices.AddDevices(services);
        Kiosk.KioskServices.AddKiosk(services);
        services.AddOperatorApi();
        services.AddHttpContextAccessor();
        services.AddLocalization();
        services.AddAntiforgery();
        services.AddExceptionHandler<FailureAnswer>();
        services.AddHealthChecks();
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddRadzenComponents();
        services.AddSingleton<ILocalizer, RadzenTexts>();
        services.AddCascadingAuthenticationState();

        Audit.AuditServices.AddAuditChain(services);
        services.AddSingleton<HostEngine>().AddSingleton<CommunityBooks>().AddSingleton<CommunityLedger>().AddSingleton<CommunityUpkeep>().AddSingleton<CommunityDirectory>();
        services.AddSingleton<News.HouseNews>().AddSingleton<News.NewsWire>().AddHostedService(host => host.GetRequiredService<News.NewsWire>());
        services.AddSingleton<PackageShare>().AddSingleton<News.INewsReader>(host => host.GetRequiredService<PackageShare>());
        services.AddSingleton<News.INewsReader, News.CommunityNews>().AddSingleton<News.INewsReader, News.GrantNews>().AddSingleton<ModuleFollow>().AddSingleton<News.INewsReader>(host => host.GetRequiredService<ModuleFollow>());
        services.AddSingleton<PackageStore>().AddSingleton<ModuleBoard>().AddSingleton<ModuleLoader>().AddSingleton<ModuleMigrations>();
        services.AddSingleton<ILoggerProvider, CircuitFaults>();
        services.AddSingleton<Departures>().AddSingleton<Faults>().AddSingleton<ModuleExit>();
        services.AddSingleton<StoreUpkeep>().AddSingleton<ModuleIntake>().AddSingleton<ModuleBinding>().AddSingleton<ModuleStart>().AddSingleton<ModuleSwap>().AddSingleton<ModuleDesk>();
        services.AddHostedService<ModuleFarewell>().AddHostedService<SwitchNotes>();
        services.AddHostedService<DepartureWatch>();
        services.AddPackageFiles();
        Backups.BackupServices.AddBackups(services);
        services.AddSingleton<Outboxes>().AddSingleton<OutboxDelivery>().AddHostedService(host => host.GetRequiredService<OutboxDelivery>());
        services.AddSingleton<OutboxUpkeep>().AddHostedService(host => host.GetRequiredService<OutboxUpkeep>());
        services.AddSingleton<UseCaseRunner>().AddSingleton<HostCases>();
        services.AddSingleton<Register.ReadableContacts>().AddSingleton<Register.Imports.ImportDesk>().AddSingleton<Vault.KeyFolder>().AddSingleton<Vault.KeyTurn>().AddHostedService<Vault.KeyTurnWatch>().AddSingleton<Vault.VaultFactory>().AddSingleton<IVaultFactory>(host => host.GetRequiredService<Vault.VaultFactory>());
        services.AddSingleton<IRegisterFactory, Register.RegisterFactory>().AddSingleton<IFilesFactory, Files.FilesFactory>();
        services.AddSingleton<SheetDesk>().AddSingleton<ISheetsFactory>(host => host.GetRequiredService<SheetDesk>());
        Privacy.PrivacyServices.AddPrivacy(services);
        services.AddSingleton<Doorkeeper>();
        services.AddSingleton<Scenes.SceneKeeper>();

        services.AddScoped<CurrentVisit>();
        services.AddScoped<IUseCases, VisitUseCases>();
        services.AddScoped(scope => scope.GetRequiredService<CurrentVisit>().Community ?? throw new InvalidOperationException("There is no community at this address."));
        services.AddScoped<ModuleScopes>();
        services.AddScoped<IComponentActivator, ModuleComponentActivator>();
    }

    internal static void AddDatabases(IServiceCollection services, PlatformOptions options)
    {
        var keys = services.AddDataProtection().SetApplicationName("CommunityPlatform");
        if (options.Database.Shared)
            services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(host => new ConfigureOptions<KeyManagementOptions>(management =>
                management.XmlRepository = new KeyShelf(host.GetRequiredService<IDbContextFactory<PlatformDbContext>>())));
        else keys.PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(options.Data, "keys")));
        if (options.Database.ConnectionString is { } connection) services.AddSingleton(_ => new PostgresSource(connection)).AddSingleton<PostgresCopies>().AddSingleton<PostgresEngine>();
        services.AddDbContextFactory<PlatformDbContext>(PlatformUpkeep.Use);
        services.AddSingleton<DatabasePlaces>().AddSingleton<PlatformUpkeep>().AddSingleton<SqliteEngine>();
        services.AddSingleton(host => new PlacedEngine(host.GetRequiredService<DatabasePlaces>(), host.GetRequiredService<SqliteEngine>(), host.GetService<PostgresEngine>()));
        services.AddSingleton<Communities.Moving.CommunityMove>();
        services.AddSingleton<DatabaseEngine>(host => host.GetRequiredService<PlacedEngine>());
    }

    private static void Pipeline(WebApplication app)
    {
        app.UseHardening();
        ((IApplicationBuilder)app).Use(app.Services.GetRequiredService<Opening>().Before);
        var cultures = new[] { new CultureInfo("zh-Hans"), new CultureInfo("en") };
        app.UseRequestLocalization(localization =>
        {
            localization.SetDefaultCulture("zh-Hans");
            localization.SupportedCultures = localization.SupportedUICultures = cultures;
            // Chinese first: the browser's own language does not decide, the person's choice does.
            localization.RequestCultureProviders = [.. localization.RequestCultureProviders.OfType<Microsoft.AspNetCore.Localization.CookieRequestCultureProvider>()];
        });
        // Behind the language, so that the page speaks it; the author at work is shown the exception itself.
        if (!app.Environment.IsDevelopment()) app.UseExceptionHandler(_ => { });
        app.Use(FindPlace);
        app.UseStatusCodePagesWithReExecute("/not-available", createScopeForStatusCodePages: true);
        app.Use(ServeFiles);
        app.UseRouting();
        app.UseAuthentication();
        app.Use(Devices.DeviceServices.Stand);
        app.UseAuthorization();
        app.UseRateLimiter();
        app.Use(KeepDoor);
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapAccounts();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapOperatorApi();
        app.MapSheets();
        app.MapExports();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null);
        ((IEndpointRouteBuilder)app).DataSources.Add(new ModuleEndpoints(app.Services.GetRequiredService<ModuleBoard>()));
    }

    /// <summary>Takes the community's prefix off the path, so that pages and links inside know nothing of it.</summary>
    private static Task FindPlace(HttpContext context, RequestDelegate next)
    {
        var place = context.RequestServices.GetRequiredService<CommunityDirectory>().PlaceOf(context.Request.Path);
        context.Features.Set(place);
        if (place.PathBase.Length > 0 && context.Request.Path.StartsWithSegments(place.PathBase, StringComparison.Ordinal, out var rest))
        {
            context.Request.PathBase = context.Request.PathBase.Add(place.PathBase);
            context.Request.Path = rest.HasValue ? rest : "/";
        }
        if (place.Community is { } community && context.RequestServices.GetRequiredService<DatabasePlaces>().IsMoving(community.Slug)) return SayMoving(context, place, community);
        return next(context);
    }

    private static Task SayMoving(HttpContext context, Place place, Sdk.People.CurrentCommunity community)
    {
        (context.Response.Headers.CacheControl, context.Response.Headers.RetryAfter) = ("no-store", "10");
        return new RazorComponentResult<MovingPage>(new { Community = community.Name, Kiosk = place.Surface == Surface.Kiosk, Dark = context.Request.Cookies["cp-theme"] == "dark" })
        {
            StatusCode = StatusCodes.Status503ServiceUnavailable, PreventStreamingRendering = true,
        }.ExecuteAsync(context);
    }

    /// <summary>Serves the framework's script and each loaded module's wwwroot.</summary>
    private static async Task ServeFiles(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path;
        if (path == "/_framework/blazor.web.js")
        {
            var script = new System.IO.FileInfo(Path.Combine(AppContext.BaseDirectory, "blazor", "blazor.web.js"));
            if (script.Exists)
            {
                context.Response.ContentType = "text/javascript";
                context.Response.Headers.CacheControl = "public,max-age=3600";
                await context.Response.SendFileAsync(script.FullName);
                return;
            }
        }
        if (path.StartsWithSegments("/_content", StringComparison.Ordinal, out var rest) && rest.Value!.TrimStart('/').Split('/', 2) is [var id, var name]
            && WebOf(context, id)?.GetFileInfo(name) is { Exists: true, IsDirectory: false } file)
        {
            new FileExtensionContentTypeProvider().TryGetContentType(name, out var type);
            context.Response.ContentType = type ?? "application/octet-stream";
            context.Response.Headers.CacheControl = context.Request.Query.ContainsKey("v") ? "public,max-age=31536000,immutable" : "no-cache";
            context.Response.Headers.ETag = $"\"{file.LastModified.Ticks:x}-{file.Length:x}\"";
            await context.Response.SendFileAsync(file);
            return;
        }
        if (path.StartsWithSegments("/_content", StringComparison.Ordinal, out var missing) && missing.Value?.EndsWith("/scoped.css", StringComparison.Ordinal) == true)
        {
            // A module without styles of its own is asked for them all the same.
            context.Response.ContentType = "text/css";
            context.Response.Headers.CacheControl = "no-cache";
            return;
        }
        await next(context);
    }

    private static Microsoft.Extensions.FileProviders.IFileProvider? WebOf(HttpContext context, string id)
    {
        var board = context.RequestServices.GetRequiredService<ModuleBoard>();
        var here = context.Features.Get<Place>()?.Community is { } community ? board.For(community.Slug, id) : null;
        return (here ?? board.Loaded.LastOrDefault(module => module.Id == id))?.Web;
    }

    /// <summary>The door of a page on its first request: the answer's status must be right, not only its words.</summary>
    private static async Task KeepDoor(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type != typeof(AnyPage)
            || context.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodeReExecuteFeature>() is not null)
        {
            await next(context);
            return;
        }
        var services = context.RequestServices;
        var (verdict, _) = await services.GetRequiredService<Doorkeeper>().Judge(services.GetRequiredService<CurrentVisit>(), context.Request.Path.Value ?? "/");
        switch (verdict)
        {
            case Verdict.SignIn:
                context.Response.Redirect($"/sign-in?back={Uri.EscapeDataString(context.Request.PathBase + context.Request.Path + context.Request.QueryString)}");
                return;
            case Verdict.NotAvailable:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            case Verdict.NotAllowed:
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return;
            default:
                await next(context);
                return;
        }
    }

    /// <summary>Databases up to date, modules loaded, stray exceptions caught: before the first request.</summary>
    public static async Task Prepare(WebApplication app, CancellationToken stop)
    {
        var services = app.Services;
        services.GetRequiredService<Backups.HouseLock>().Take();
        var log = services.GetRequiredService<ILoggerFactory>().CreateLogger("CommunityPlatform");
        // Packages are read while the databases are brought up to date: neither needs the other.
        var reading = Task.Run(services.GetRequiredService<PackageStore>().Start, stop);
        var stray = StrayFaults.Watch(services.GetRequiredService<ModuleBoard>(), services.GetRequiredService<Faults>(), log);
        app.Lifetime.ApplicationStopped.Register(stray.Dispose);
        await PrepareKeys(app, stop);
        // Where several hosts start at once, one of them makes the tables and fills them; the others wait and find them.
        var platform = services.GetRequiredService<PlatformUpkeep>();
        await using (await platform.Turn("start", stop))
        {
            await platform.Migrate(stop);
            await Fill(services, reading, stop);
        }
        services.GetRequiredService<Opening>().Open();
    }

    /// <summary>Where the keys stand in a table, the server asks for them as soon as it starts: the table comes first.</summary>
    public static async Task PrepareKeys(WebApplication app, CancellationToken stop)
    {
        var options = app.Services.GetRequiredService<PlatformOptions>();
        if (!options.Database.Shared) return;
        await Scenes.SceneKeeper.ClearHalf(options, app.Services.GetRequiredService<PostgresSource>(), stop);
        await app.Services.GetRequiredService<PlatformUpkeep>().Migrate(stop);
    }

    private static async Task Fill(IServiceProvider services, Task reading, CancellationToken stop)
    {
        var keys = Task.Run(() => services.GetRequiredService<IDataProtectionProvider>().CreateProtector("start").Protect([1]), stop);
        await services.GetRequiredService<News.HouseNews>().Begin(stop);
        var communities = services.GetRequiredService<CommunityDirectory>();
        await communities.Read(stop);
        var upkeep = services.GetRequiredService<CommunityUpkeep>();
        foreach (var community in communities.All) await upkeep.Migrate(community.Slug, stop);
        var warming = Task.Run(() => services.GetRequiredService<Opening>().WarmUp(communities), stop);
        var scene = services.GetRequiredService<Scenes.SceneKeeper>();
        var filling = await scene.Begin(stop);
        await reading;
        services.GetRequiredService<PackageFileDesk>().Clear();
        services.GetRequiredService<Backups.BackupMaker>().Clear();
        await services.GetRequiredService<PackageShare>().Start(stop);
        await services.GetRequiredService<ModuleDesk>().Start(stop);
        if (filling) await scene.End(stop);
        await Task.WhenAll(keys, warming);
    }
}

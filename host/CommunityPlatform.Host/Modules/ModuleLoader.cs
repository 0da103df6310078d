using System.Reflection;
using System.Runtime.CompilerServices;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Contributions;
using Microsoft.Extensions.FileProviders;

namespace CommunityPlatform.Host.Modules;

/// <summary>Brings a package's code into the process, wholly or not at all, and takes it out again.</summary>
internal sealed class ModuleLoader(IServiceProvider host, ILogger<ModuleLoader> log)
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public LoadedModule Load(Package package)
    {
        if (package.Problem is { } known) throw new PackageRefused(known);
        var manifest = package.Manifest!;
        if (PackageInspector.Problem(manifest, package.Folder) is { } problem) throw new PackageRefused(problem);
        var context = Context(package, manifest.Assembly);
        ServiceProvider? services = null;
        try
        {
            var assembly = context.LoadMain();
            var types = TypesOf(assembly, manifest.Assembly);
            var module = Instance(types, manifest);
            var collection = ModuleContainer.Begin(host, new ModuleContext(package.Id, manifest.Version, package.Folder), manifest.PersonalData, manifest.Consents);
            var given = collection.Count;
            Guarded("AddServices", () => { module.AddServices(collection, new ModuleContext(package.Id, manifest.Version, package.Folder)); return true; });
            var cases = Guarded("use cases", () => CaseEntry.In(types, collection));
            var reactions = Guarded("reactions", () => ReactionEntry.In(types, collection));
            foreach (var filler in types.Where(type => type is { IsAbstract: false, IsClass: true } && typeof(ISceneFiller).IsAssignableFrom(type)))
                collection.AddScoped(typeof(ISceneFiller), filler);
            var own = collection.Skip(given).Select(descriptor => descriptor.ServiceType).ToHashSet();
            services = Guarded("services", () => collection.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }));
            var kind = host.GetRequiredService<PlatformOptions>().Database.Provider;
            if (!Guarded("data model", () => DeclaredMark.Stands(package, kind)))
            {
                if (Guarded("data model", () => PersonalFieldCheck.Problem(manifest, services, kind)) is { } undeclared) throw new PackageRefused(undeclared);
                Guarded("data model", () => { DeclaredMark.Set(package, kind); return true; });
            }
            var endpoints = new ModuleRoutes(services);
            Guarded("MapEndpoints", () => { module.MapEndpoints(endpoints); return true; });
            var pages = PageTable.Of(types);
            CheckDeclared(package, pages, cases, reactions);
            var web = Path.Combine(package.Folder, "wwwroot");
            return new LoadedModule
            {
                Package = package, Context = context, Assembly = assembly, Module = module, Services = services, OwnServices = own,
                Pages = pages, Cases = cases, Reactions = reactions, Endpoints = endpoints.All(),
                Web = Directory.Exists(web) ? new PhysicalFileProvider(web) : null,
            };
        }
        catch (Exception failure)
        {
            Discard(package, services, context);
            if (failure is PackageRefused) throw;
            throw new PackageRefused(new ModuleRefusal(RefusalCode.LoadFailed, manifest.Assembly, failure.Message), failure);
        }

        T Guarded<T>(string what, Func<T> act)
        {
            try
            {
                return act();
            }
            catch (Exception failure)
            {
                // The exception itself stays with the log: kept alive, it would hold the load context.
                var cause = (failure as TargetInvocationException)?.InnerException ?? (failure as AggregateException)?.InnerException ?? failure;
                log.LogWarning("{Module}: {What} failed: {Problem}", package.Id, what, cause.ToString());
                throw new PackageRefused(RefusalCode.StepFailed, manifest.Assembly, what, $"{cause.GetType().Name}: {cause.Message}");
            }
        }
    }

    private static ModuleLoadContext Context(Package package, string assembly)
    {
        try
        {
            return new(package.Id, package.Key, package.Folder, assembly);
        }
        catch (InvalidOperationException problem)
        {
            var file = Path.ChangeExtension(assembly, ".deps.json");
            throw new PackageRefused(RefusalCode.LibrariesUnreadable, file, problem.Message.ReplaceLineEndings(" "));
        }
    }

    /// <summary>A refused package leaves nothing behind, whatever its own disposing does.</summary>
    private void Discard(Package package, ServiceProvider? services, ModuleLoadContext context)
    {
        try
        {
            services?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
        catch (Exception thrown)
        {
            log.LogWarning("{Module}: its services could not be disposed: {Problem}", package.Id, thrown.ToString());
        }
        StaticCaches.Purge(context);
        context.Unload();
    }

    private static Type[] TypesOf(Assembly assembly, string file)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException problem)
        {
            var cause = problem.LoaderExceptions.FirstOrDefault()?.Message ?? problem.Message;
            throw new PackageRefused(RefusalCode.TypesUnreadable, file, cause, $"{PackageInspector.SdkVersion}");
        }
    }

    private static IModule Instance(Type[] types, Sdk.Manifest.ModuleManifest manifest)
    {
        var classes = types.Where(type => !type.IsAbstract && typeof(IModule).IsAssignableFrom(type)).ToList();
        if (classes.Count == 0) throw new PackageRefused(RefusalCode.NoModuleClass, manifest.Assembly);
        if (classes.Count > 1) throw new PackageRefused(RefusalCode.SeveralModuleClasses, manifest.Assembly, $"{classes.Count}", string.Join(", ", classes.Select(type => type.Name)));
        IModule module;
        try
        {
            module = (IModule)Activator.CreateInstance(classes[0], nonPublic: true)!;
        }
        catch (Exception problem) when (problem is TargetInvocationException or MissingMethodException)
        {
            var cause = problem.InnerException ?? problem;
            throw new PackageRefused(RefusalCode.ClassCannotBeMade, manifest.Assembly, classes[0].Name, cause.Message);
        }
        return module.Id == manifest.Id
            ? module
            : throw new PackageRefused(RefusalCode.OtherId, manifest.Assembly, module.Id, manifest.Id);
    }

    private static void CheckDeclared(Package package, IReadOnlyList<PageRoute> pages, IReadOnlyDictionary<Type, CaseEntry> cases, IReadOnlyList<ReactionEntry> reactions)
    {
        var manifest = package.Manifest!;
        var declared = manifest.Permissions.Select(permission => permission.Id).Append(Permission.Public).Append(Permission.SignedIn).ToHashSet(StringComparer.Ordinal);
        foreach (var page in pages)
        {
            if (page.Needs is null) throw new PackageRefused(RefusalCode.PageWithoutPermission, manifest.Assembly, page.Page.Name);
            if (!declared.Contains(page.Needs)) throw new PackageRefused(RefusalCode.UndeclaredPermission, page.Page.Name, page.Needs);
            if (page.Surface is Sdk.Pages.Surface.Operator or Sdk.Pages.Surface.Street) throw new PackageRefused(RefusalCode.ClosedSurface, manifest.Assembly, page.Page.Name);
            if (!page.Template.StartsWith("/" + manifest.Id, StringComparison.Ordinal)) throw new PackageRefused(RefusalCode.AddressOutside, manifest.Assembly, page.Page.Name, page.Template, manifest.Id);
        }
        foreach (var entry in cases.Values)
            if (!declared.Contains(entry.Needs.Id)) throw new PackageRefused(RefusalCode.UndeclaredPermission, entry.Case.Name, entry.Needs.Id);
        foreach (var reaction in reactions)
            if (!manifest.ListensTo.Contains(reaction.Event)) throw new PackageRefused(RefusalCode.UndeclaredEvent, reaction.Name, reaction.Event);
    }
}

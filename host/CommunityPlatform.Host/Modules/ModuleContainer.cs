using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Data;
using CommunityPlatform.Sdk.Events;
using CommunityPlatform.Sdk.Files;
using CommunityPlatform.Sdk.Manifest;
using CommunityPlatform.Sdk.People;
using CommunityPlatform.Sdk.Privacy;
using CommunityPlatform.Sdk.Sheets;
using CommunityPlatform.Sdk.UseCases;
using Microsoft.Extensions.Options;

namespace CommunityPlatform.Host.Modules;

/// <summary>
/// What a module's own container starts with: the short list of host contracts. None of them is disposable, because a
/// container disposes whatever its factories made.
/// </summary>
internal static class ModuleContainer
{
    public static ServiceCollection Begin(IServiceProvider host, ModuleContext context, IReadOnlyList<PersonalField> personal, IReadOnlyList<ConsentPurpose> consents)
    {
        var services = new ServiceCollection();
        services.AddSingleton(context);
        services.AddSingleton(host.GetRequiredService<TimeProvider>());
        services.AddSingleton(host.GetRequiredService<ILoggerFactory>());
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        services.AddSingleton<IOptions<Microsoft.Extensions.Localization.LocalizationOptions>>(Options.Create(new Microsoft.Extensions.Localization.LocalizationOptions()));
        services.AddLocalization();
        // The engine is the module's own: EF's caches of models and services go when the module goes.
        services.AddSingleton(_ => new EngineServices());
        services.AddScoped<ActFrameHolder>();
        services.AddTransient(Frame);
        services.AddTransient<IAct>(Frame);
        services.AddTransient<IOutbox>(Frame);
        services.AddTransient(scope => Frame(scope).Person);
        services.AddTransient(scope => Frame(scope).Community);
        services.AddTransient<ICommunityDatabase>(scope => Frame(scope).Session.For(context.Id, scope.GetRequiredService<EngineServices>()));
        services.AddTransient(scope => host.GetRequiredService<IRegisterFactory>().For(Frame(scope)));
        services.AddTransient(scope => host.GetRequiredService<IVaultFactory>().For(Frame(scope), personal));
        services.AddTransient(scope => host.GetRequiredService<IConsentsFactory>().For(Frame(scope), consents));
        services.AddTransient(scope => host.GetRequiredService<IFilesFactory>().For(Frame(scope)));
        services.AddTransient(scope => host.GetRequiredService<ISheetsFactory>().For(Frame(scope)));
        services.AddTransient(scope => host.GetRequiredService<Hardening.Tries>().For(Frame(scope).Community.Slug, context.Id, Frame(scope).Origin));
        return services;

        static ActFrame Frame(IServiceProvider scope) => scope.GetRequiredService<ActFrameHolder>().Frame;
    }
}

/// <summary>Makes the register's face for one act.</summary>
internal interface IRegisterFactory
{
    IRegister For(ActFrame frame);
}

/// <summary>Makes the vault's face for one act, open to what the module declares.</summary>
internal interface IVaultFactory
{
    IVault For(ActFrame frame, IReadOnlyList<PersonalField> declared);
}

/// <summary>Makes the face of the consents for one act, open to the purposes that the module declares.</summary>
internal interface IConsentsFactory
{
    IConsents For(ActFrame frame, IReadOnlyList<ConsentPurpose> declared);
}

/// <summary>Makes the file store's face for one act.</summary>
internal interface IFilesFactory
{
    IFiles For(ActFrame frame);
}

/// <summary>Makes the export's face for one act.</summary>
internal interface ISheetsFactory
{
    ISheets For(ActFrame frame);
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CommunityPlatform.Sdk.Data;

/// <summary>The database of the community in which the present act happens. Implemented by the host.</summary>
public interface ICommunityDatabase
{
    /// <summary>Points a context's options at the act's connection and at the module's own migrations table.</summary>
    void Configure(DbContextOptionsBuilder options);

    /// <summary>Puts a context under the act's transaction, so that the runner saves it.</summary>
    void Enlist(DbContext context);
}

/// <summary>Names a data context of the module, so that the host can migrate it. Registered by <see cref="ModuleData"/>.</summary>
/// <param name="Type">The context's type.</param>
public sealed record ModuleDataContext(Type Type);

/// <summary>Registration of data contexts.</summary>
public static class ModuleData
{
    /// <summary>Registers the module's data context. One context a module is the rule.</summary>
    /// <typeparam name="T">A context with a constructor that takes <c>DbContextOptions&lt;T&gt;</c>.</typeparam>
    public static IServiceCollection AddModuleDbContext<T>(this IServiceCollection services) where T : ModuleDbContext
    {
        services.AddSingleton(new ModuleDataContext(typeof(T)));
        services.AddScoped(provider =>
        {
            var database = provider.GetRequiredService<ICommunityDatabase>();
            var options = new DbContextOptionsBuilder<T>();
            database.Configure(options);
            var context = ActivatorUtilities.CreateInstance<T>(provider, options.Options);
            database.Enlist(context);
            return context;
        });
        return services;
    }
}

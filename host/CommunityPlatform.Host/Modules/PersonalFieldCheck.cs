using System.Reflection;
using CommunityPlatform.Host.Communities;
using CommunityPlatform.Sdk.Contributions;
using CommunityPlatform.Sdk.Data;
using CommunityPlatform.Sdk.Manifest;
using CommunityPlatform.Sdk.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CommunityPlatform.Host.Modules;

/// <summary>
/// Compares a module's tables with what its manifest declares of persons. A column in which something about a person can stand is
/// declared with purpose, basis and retention, or marked with the reason why it cannot be: who says nothing is not loaded.
/// </summary>
internal static class PersonalFieldCheck
{
    private const int Told = 6;

    public static ModuleRefusal? Problem(ModuleManifest manifest, IServiceProvider services, DatabaseKind kind)
    {
        var declared = manifest.PersonalData.Select(field => field.Field).ToHashSet(StringComparer.Ordinal);
        var contexts = services.GetServices<ModuleDataContext>().Select(context => context.Type).ToList();
        var sensitive = manifest.PersonalData.Where(field => field.Sensitive).Select(field => field.Field).ToHashSet(StringComparer.Ordinal);
        var (all, open, readable) = (new HashSet<string>(StringComparer.Ordinal), new List<string>(), new List<string>());
        foreach (var type in contexts)
        {
            using var context = Open(type, services.GetRequiredService<EngineServices>(), kind);
            foreach (var entity in context.Model.GetEntityTypes())
            {
                Look(entity, declared, all, open);
                readable.AddRange(entity.GetFlattenedProperties().Where(property => sensitive.Contains(NameOf(property)) && Bare(property) != typeof(Sealed)).Select(NameOf));
            }
        }
        if (open.Count > 0) return new(RefusalCode.PersonalFieldUndeclared, manifest.Assembly, Names(open));
        var nowhere = contexts.Count == 0 ? [] : declared.Where(field => !all.Contains(field)).ToList();
        if (nowhere.Count > 0) return new(RefusalCode.PersonalFieldNowhere, manifest.Assembly, Names(nowhere));
        if (readable.Count > 0) return new(RefusalCode.SensitiveReadable, manifest.Assembly, Names(readable));
        return declared.Count == 0 || services.GetService<IServiceProviderIsService>()?.IsService(typeof(IPersonalDataSource)) == true
            ? null : new(RefusalCode.PersonalSourceMissing, manifest.Assembly);
    }

    private static void Look(IEntityType entity, HashSet<string> declared, HashSet<string> all, List<string> open)
    {
        var properties = entity.GetFlattenedProperties().ToList();
        all.UnionWith(properties.Select(NameOf));
        // A row with one field about a person is about her altogether: its dates, numbers and states too.
        var ofPerson = properties.Exists(property => declared.Contains(NameOf(property)));
        open.AddRange(properties.Where(property => !declared.Contains(NameOf(property)) && !IsPlumbing(entity, property) && !IsMarked(property) && (ofPerson || HoldsAnything(property))).Select(NameOf));
    }

    private static string NameOf(IProperty property) => $"{property.DeclaringType.ShortName()}.{property.Name}";

    /// <summary>Keys, links within the module and row versions; a key or link that is text may well be somebody's number.</summary>
    private static bool IsPlumbing(IEntityType entity, IProperty property) =>
        property == entity.FindDiscriminatorProperty()
        || (!IsText(property) && (property.IsKey() || property.IsForeignKey() || property.IsConcurrencyToken));

    /// <summary>What can hold anything whatever: texts, sealed or listed, bytes, and ids that lead out of the module.</summary>
    private static bool HoldsAnything(IProperty property) => IsText(property) || Bare(property) == typeof(byte[]) || Bare(property) == typeof(Guid);

    private static bool IsText(IProperty property) =>
        Bare(property) == typeof(string) || (!Bare(property).IsEnum && property.GetTypeMapping().Converter?.ProviderClrType == typeof(string));

    private static Type Bare(IProperty property) => Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;

    private static bool IsMarked(IProperty property) =>
        property.DeclaringType.ClrType.GetCustomAttribute<NotPersonalAttribute>() is not null
        || (property.PropertyInfo is { } own && (own.IsDefined(typeof(NotPersonalAttribute)) || own.IsDefined(typeof(ActingStaffAttribute)) || own.IsDefined(typeof(PublicContactAttribute))));

    private static string Names(List<string> fields) => string.Join(", ", fields.Take(Told)) + (fields.Count > Told ? ", …" : "");

    /// <summary>The model needs a kind of database, not a database.</summary>
    private static DbContext Open(Type type, EngineServices engine, DatabaseKind kind)
    {
        var options = (DbContextOptionsBuilder)Activator.CreateInstance(typeof(DbContextOptionsBuilder<>).MakeGenericType(type))!;
        if (kind == DatabaseKind.PostgreSQL) options.UseNpgsql("Host=nowhere");
        else options.UseSqlite("Data Source=:memory:");
        options.UseInternalServiceProvider(engine.For(kind));
        // As the engines do it: one set of inner services takes one way of warning.
        options.ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning));
        return (DbContext)Activator.CreateInstance(type, options.Options)!;
    }
}

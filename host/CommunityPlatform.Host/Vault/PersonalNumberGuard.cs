using System.Reflection;
using CommunityPlatform.Sdk.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CommunityPlatform.Host.Vault;

/// <summary>A mobile or identity number was about to be stored readable.</summary>
internal sealed class PersonalNumberFoundException(string entity, string property)
    : Exception($"{entity}.{property} holds a mobile or identity number. Keep it as Sealed, or mark a public number with [PublicContact].")
{
    public string Property { get; } = property;
}

/// <summary>
/// Lets no mobile and no identity number into a readable column, whatever a module forgot to declare or a person typed into a
/// remark. What must be kept is kept sealed.
/// </summary>
internal sealed class PersonalNumberGuard : SaveChangesInterceptor
{
    public static PersonalNumberGuard Instance { get; } = new();

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Check(eventData.Context!);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Check(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    private static void Check(DbContext context)
    {
        foreach (var entry in context.ChangeTracker.Entries())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified)) continue;
            foreach (var property in entry.Metadata.GetProperties())
            {
                if (entry.State == EntityState.Modified && !entry.Property(property).IsModified) continue;
                if (Readable(property, entry.CurrentValues[property]) is { } text && PersonalNumbers.In(text) && !IsPublic(property))
                    throw new PersonalNumberFoundException(entry.Metadata.ClrType.Name, property.Name);
            }
        }
    }

    /// <summary>The text that would stand in the column; a list stored as JSON is one too.</summary>
    private static string? Readable(IProperty property, object? value)
    {
        if (value is null or Sealed) return null;
        if (value is string text) return text;
        return property.GetTypeMapping().Converter is { ProviderClrType: var stored } converter && stored == typeof(string) && !property.ClrType.IsEnum
            ? converter.ConvertToProvider(value) as string
            : null;
    }

    private static bool IsPublic(IProperty property) => property.PropertyInfo?.GetCustomAttribute<PublicContactAttribute>() is not null;
}

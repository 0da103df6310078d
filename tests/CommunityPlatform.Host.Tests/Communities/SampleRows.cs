using CommunityPlatform.Sdk.Privacy;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CommunityPlatform.Host.Tests.Communities;

/// <summary>One row for every table of a model, all columns filled, with keys that point at each other.</summary>
internal sealed class SampleRows
{
    // PostgreSQL keeps microseconds.
    private static readonly DateTime Moment = new DateTime(2026, 11, 22, 23, 59, 58, DateTimeKind.Utc).AddMicroseconds(123456);

    private readonly Dictionary<IEntityType, object> _rows = [];

    public static IReadOnlyList<object> Of(IModel model)
    {
        var rows = new SampleRows();
        foreach (var entity in model.GetEntityTypes()) rows.Row(entity);
        return [.. rows._rows.Values];
    }

    public static IReadOnlyList<string> Values(EntityEntry row) =>
        [.. row.Properties.Select(property => $"{property.Metadata.Name}={Word(property.CurrentValue)}")];

    private static object? Word(object? value) => value switch { DateTime moment => $"{moment:O}", byte[] bytes => Convert.ToHexString(bytes), _ => value };

    private object Row(IEntityType entity)
    {
        if (_rows.TryGetValue(entity, out var known)) return known;
        var row = Activator.CreateInstance(entity.ClrType)!;
        foreach (var property in entity.GetProperties())
        {
            // A counted key is the database's to give.
            if (property.IsPrimaryKey() && property.ClrType == typeof(int)) continue;
            // What stands in a tree of its own kind stands at its top.
            if (property.GetContainingForeignKeys().Any(key => key.PrincipalEntityType == entity)) continue;
            property.PropertyInfo!.SetValue(row, Principal(property) ?? Value(property));
        }
        return _rows[entity] = row;
    }

    private object? Principal(IProperty property)
    {
        if (property.GetContainingForeignKeys().FirstOrDefault() is not { } key) return null;
        var there = key.PrincipalKey.Properties[key.Properties.ToList().IndexOf(property)];
        return there.PropertyInfo!.GetValue(Row(key.PrincipalEntityType));
    }

    private static object Value(IProperty property)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        if (type == typeof(string)) return property.GetMaxLength() is { } length ? new string('网', length) : $"{property.Name} · 网格员";
        if (type == typeof(Sealed)) return Sealed.FromStored("s1.00000001.AAAA");
        if (type == typeof(Guid)) return Guid.CreateVersion7();
        if (type == typeof(DateTime)) return Moment;
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(Moment);
        if (type == typeof(DateOnly)) return new DateOnly(2026, 11, 22);
        if (type == typeof(byte[])) return new byte[] { 0, 1, 254, 255 };
        if (type == typeof(bool)) return true;
        if (type.IsEnum) return Enum.GetValues(type).GetValue(0)!;
        if (type == typeof(int) || type == typeof(long)) return Convert.ChangeType(42, type);
        throw new NotSupportedException($"{property.DeclaringType.DisplayName()}.{property.Name}: no sample value for {type.Name}; add one here.");
    }
}

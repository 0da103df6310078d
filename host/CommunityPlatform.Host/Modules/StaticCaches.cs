using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Metadata;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace CommunityPlatform.Host.Modules;

/// <summary>
/// Takes a leaving module's types out of the framework's static caches. Without this every unload leaks: component, parameter
/// and converter caches of ASP.NET Core, JSInterop, EF and Radzen are keyed by types and never forget.
/// </summary>
internal static class StaticCaches
{
    private static readonly string[] Families =
        ["Microsoft.AspNetCore", "Microsoft.JSInterop", "Microsoft.EntityFrameworkCore", "Microsoft.Extensions", "Radzen", "CommunityPlatform", "System.ComponentModel.TypeConverter", "System.ComponentModel.Annotations", "System.Linq.Dynamic", "System.Text.Json"];

    // Windows' own servers: reading a static field would start them up.
    private static readonly string[] Strangers = ["Microsoft.AspNetCore.Server.HttpSys", "Microsoft.AspNetCore.Server.IIS", "Microsoft.Extensions.Hosting.WindowsServices"];

    private static readonly ConcurrentDictionary<Assembly, IReadOnlyList<FieldInfo>> Fields = new();

    public static void Purge(AssemblyLoadContext leaving)
    {
        foreach (var clear in ClearHandlers()) clear.Invoke(null, [null]);
        foreach (var assembly in AssemblyLoadContext.Default.Assemblies)
            foreach (var field in Fields.GetOrAdd(assembly, DictionaryFields))
                if (ValueOf(field) is { } value)
                    Sweep(value, leaving);
    }

    /// <summary>Null where the type cannot be set up on this machine, such as one of Windows' own servers.</summary>
    private static object? ValueOf(FieldInfo field)
    {
        try
        {
            return field.GetValue(null);
        }
        catch (TypeInitializationException)
        {
            return null;
        }
    }

    /// <summary>What the framework itself offers to forget types, meant for hot reload.</summary>
    private static IEnumerable<MethodInfo> ClearHandlers() =>
        AssemblyLoadContext.Default.Assemblies
            .SelectMany(assembly => assembly.GetCustomAttributes<MetadataUpdateHandlerAttribute>())
            .Select(handler => handler.HandlerType.GetMethod("ClearCache", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic, [typeof(Type[])]))
            .OfType<MethodInfo>();

    private static IReadOnlyList<FieldInfo> DictionaryFields(Assembly assembly)
    {
        var name = assembly.GetName().Name!;
        if (!Families.Any(family => name.StartsWith(family, StringComparison.Ordinal)) || Strangers.Any(stranger => name.StartsWith(stranger, StringComparison.Ordinal))) return [];
        Type[] types;
        try
        {
            types = assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException problem)
        {
            // A library built for optional companions that are not here: the types that do load are what caches can be in.
            types = [.. problem.Types.OfType<Type>()];
        }
        return
        [
            .. from type in types
               where !type.ContainsGenericParameters
               from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
               where !field.IsLiteral && (IsDictionary(field.FieldType) || (!field.FieldType.IsValueType && field.FieldType.Assembly == assembly && Inner(field.FieldType).Count > 0))
               select field,
        ];
    }

    private static bool IsDictionary(Type type) =>
        type.IsConstructedGenericType && type.GetGenericTypeDefinition() is var definition
        && (definition == typeof(ConcurrentDictionary<,>) || definition == typeof(Dictionary<,>));

    private static List<FieldInfo> Inner(Type type) =>
        [.. type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Where(field => IsConcurrent(field.FieldType))];

    private static bool IsConcurrent(Type type) => type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(ConcurrentDictionary<,>);

    private static void Sweep(object value, AssemblyLoadContext leaving)
    {
        if (value is IDictionary dictionary) Remove(dictionary, leaving);
        else
            foreach (var field in Inner(value.GetType()))
                if (field.GetValue(value) is IDictionary inner) Remove(inner, leaving);
    }

    private static void Remove(IDictionary dictionary, AssemblyLoadContext leaving)
    {
        if (dictionary.Count == 0) return;
        // A plain Dictionary may only be changed under its owner's lock; those found to hold types are concurrent ones.
        if (!IsConcurrent(dictionary.GetType())) return;
        var dead = new List<object>();
        foreach (DictionaryEntry entry in dictionary)
            if (Touches(entry.Key, leaving, 0) || Touches(entry.Value, leaving, 0)) dead.Add(entry.Key);
        foreach (var key in dead) dictionary.Remove(key);
    }

    private static bool Touches(object? value, AssemblyLoadContext leaving, int depth)
    {
        switch (value)
        {
            case null or string or Delegate: return false;
            case Type type: return Lives(type, leaving);
            case Assembly assembly: return AssemblyLoadContext.GetLoadContext(assembly) == leaving;
            case MemberInfo member: return member.DeclaringType is { } owner && Lives(owner, leaving);
            case ITuple tuple: return Enumerable.Range(0, tuple.Length).Any(i => Touches(tuple[i], leaving, depth + 1));
        }
        var own = value.GetType();
        if (Lives(own, leaving)) return true;
        if (depth >= 2 || own.IsPrimitive || own.IsEnum || !(own.IsValueType || own.Name.Contains("Key", StringComparison.Ordinal))) return false;
        return own.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(field => field.GetValue(value))
            .Any(part => Touches(part, leaving, depth + 1)
                || (depth == 0 && part is IEnumerable many and not string && many.Cast<object?>().Any(item => Touches(item, leaving, 1))));
    }

    private static bool Lives(Type type, AssemblyLoadContext leaving) =>
        AssemblyLoadContext.GetLoadContext(type.Assembly) == leaving
        || (type.HasElementType && Lives(type.GetElementType()!, leaving))
        || (type.IsConstructedGenericType && type.GetGenericArguments().Any(argument => Lives(argument, leaving)));
}

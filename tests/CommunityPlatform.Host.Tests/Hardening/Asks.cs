using System.Collections;
using System.Reflection;
using CommunityPlatform.Host.Register;
using CommunityPlatform.Host.Register.Imports;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Testing;

namespace CommunityPlatform.Host.Tests.Hardening;

/// <summary>A row of a community's database as far as it can be asked for: its ids and its code.</summary>
internal sealed record Marks(string Table, IReadOnlyList<Guid> Ids, string? Code);

/// <summary>Makes an ask of any use case around given ids; what else it wants to know is made up so that its shape is right.</summary>
internal sealed class Asks(TestHost host, Func<string, object?> known)
{
    /// <summary>Every use case there is: of the host and of each loaded module.</summary>
    public IReadOnlyList<(string Module, Type Case, bool IsQuery)> All { get; } =
    [
        .. host.Get<HostCases>().Cases.Values.Select(entry => ("host", entry.Case, entry.IsQuery)),
        .. host.Board.Loaded.SelectMany(module => module.Cases.Values.Select(entry => (module.Id, entry.Case, entry.IsQuery))),
    ];

    /// <summary>How many ids an ask names, or whether it names a code.</summary>
    public static int IdsOf(Type type) => Parameters(type).Sum(parameter =>
        parameter.ParameterType == typeof(Guid) || parameter.ParameterType == typeof(Guid?) ? 1
        : Inner(parameter.ParameterType) is { } inner ? IdsOf(inner)
        : parameter.ParameterType.IsGenericType && parameter.ParameterType.GetGenericArguments() is [var of] ? of == typeof(Guid) ? 1 : Inner(of) is { } row ? IdsOf(row) : 0 : 0);

    public static bool NamesCode(Type type) => Parameters(type).Any(parameter => parameter is { Name: "Code", ParameterType: var of } && of == typeof(string));

    /// <summary>The ask with these ids in their order, the last one again where more are wanted.</summary>
    public object Make(Type type, IReadOnlyList<Guid> ids, string? code)
    {
        var at = 0;
        return Made(type, () => ids.Count == 0 ? Guid.NewGuid() : ids[Math.Min(at++, ids.Count - 1)], code);
    }

    private object Made(Type type, Func<Guid> id, string? code) =>
        Constructor(type).Invoke([.. Parameters(type).Select(parameter => Value(parameter.ParameterType, parameter.Name!, id, code))]);

    private object? Value(Type type, string name, Func<Guid> id, string? code)
    {
        // A grown-up has no guardian; whoever names one is refused for that.
        if (name == "Guardian") return null;
        if (type == typeof(Guid) || type == typeof(Guid?)) return id();
        if (known(type.Name) is { } given && type.IsInstanceOfType(given)) return given;
        if (type == typeof(string)) return name switch { "Code" => code ?? "2345ABCDEF", "Purpose" => Purposes.Maintain, "Door" => "1单元101", "Phone" or "PhoneTail" or "Barcode" or "Leader" or "DonorName" or "Account" => null, "Role" => "worker", _ => "验门之用" };
        if (type == typeof(int)) return name == "BirthYear" ? 1950 : 1;
        if (type == typeof(long)) return name == "ValueFen" ? 10_000L : 1L;
        if (type == typeof(bool)) return false;
        if (type == typeof(DateOnly) || (type == typeof(DateOnly?) && name is "From" or "To" or "AsOf")) return new DateOnly(2026, 12, name == "Until" ? 31 : 1);
        if (type == typeof(DateTime)) return TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(30);
        if (type == typeof(byte[])) return new byte[] { 1 };
        if (type == typeof(Stream)) return new MemoryStream(Pictures.Jpeg());
        if (type == typeof(ResidentColumns)) return new ResidentColumns(ResidentColumns.Needed.Select((field, at) => (field, at)).ToDictionary(one => one.field, one => one.at));
        if (type.Name == "MovementReason") return Enum.Parse(type, "Damaged");
        if (type.IsEnum) return Enum.GetValues(type).GetValue(0);
        if (Nullable.GetUnderlyingType(type) is not null) return null;
        if (type.IsGenericType && type.GetGenericArguments() is [_, _]) return Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(type.GetGenericArguments()));
        if (type.IsGenericType && type.GetGenericArguments() is [var of])
        {
            var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(of))!;
            list.Add(Value(of, name, id, code));
            return list;
        }
        return Made(type, id, code);
    }

    private static Type? Inner(Type type) => type.Assembly != typeof(object).Assembly && type is { IsClass: true, IsGenericType: false } && type != typeof(ResidentColumns) ? type : null;

    private static ParameterInfo[] Parameters(Type type) => Constructor(type).GetParameters();

    private static ConstructorInfo Constructor(Type type) =>
        type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).OrderByDescending(one => one.GetParameters().Length).First(one => one.GetParameters() is not [var only] || only.ParameterType != type);
}

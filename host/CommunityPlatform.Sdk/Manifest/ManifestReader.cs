using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using NuGet.Versioning;

namespace CommunityPlatform.Sdk.Manifest;

/// <summary>A fault of a manifest, with the path in the file and what to do about it.</summary>
/// <param name="Path">Where, for instance <c>permissions[2].id</c>.</param>
/// <param name="Problem">What is wrong and how to mend it.</param>
public sealed record ManifestFault(string Path, string Problem);

/// <summary>Reads and checks module.json. Never runs code of the module.</summary>
public static partial class ManifestReader
{
    /// <summary>Larger files are refused unread.</summary>
    public const int LargestBytes = 256 * 1024;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver
        {
            Modifiers = { static info =>
            {
                // "$schema" helps editors and says nothing to us.
                if (info.Type != typeof(ModuleManifest)) return;
                var schema = info.CreateJsonPropertyInfo(typeof(string), "$schema");
                schema.Set = static (_, _) => { };
                info.Properties.Add(schema);
            } },
        },
    };

    /// <summary>Reads the manifest of a package folder.</summary>
    /// <param name="file">The path of module.json.</param>
    /// <param name="faults">All faults found; empty when the manifest is good.</param>
    /// <returns>The manifest, or null when it cannot be read at all.</returns>
    public static ModuleManifest? Read(string file, out IReadOnlyList<ManifestFault> faults)
    {
        var found = new List<ManifestFault>();
        faults = found;
        var info = new FileInfo(file);
        if (!info.Exists)
        {
            found.Add(new("module.json", "The file is missing. Put module.json into the package's top folder."));
            return null;
        }
        if (info.Length > LargestBytes)
        {
            found.Add(new("module.json", $"The file has {info.Length} bytes; at most {LargestBytes} are read. Move long texts out of it."));
            return null;
        }
        try
        {
            var manifest = JsonSerializer.Deserialize<ModuleManifest>(File.ReadAllBytes(file), Options)
                ?? throw new JsonException("The file holds null.");
            Check(manifest, found);
            return manifest;
        }
        catch (JsonException problem)
        {
            found.Add(new(problem.Path ?? "$", problem.Message));
            return null;
        }
    }

    private static void Check(ModuleManifest manifest, List<ManifestFault> faults)
    {
        void Fault(string path, string problem) => faults.Add(new(path, problem));
        if (!IdPattern().IsMatch(manifest.Id) || manifest.Id.Length > 40)
            Fault("id", $"'{manifest.Id}' is not an id. Use lower-case letters, digits and hyphens, at most 40.");
        if (manifest.Name.Zh.Length is 0 or > 30) Fault("name.zh", "Give a Chinese name of 1 to 30 characters.");
        if (!SemanticVersion.TryParse(manifest.Version, out _)) Fault("version", $"'{manifest.Version}' is not a semantic version such as 1.0.0.");
        if (manifest.Assembly != Path.GetFileName(manifest.Assembly) || !manifest.Assembly.EndsWith(".dll", StringComparison.Ordinal))
            Fault("assembly", $"'{manifest.Assembly}' leaves the package's folder or is no dll. Give a bare file name that ends in .dll.");
        if (!SemanticVersion.TryParse(manifest.Sdk.Min, out var min)) Fault("sdk.min", $"'{manifest.Sdk.Min}' is not a version.");
        if (!SemanticVersion.TryParse(manifest.Sdk.Max, out var max)) Fault("sdk.max", $"'{manifest.Sdk.Max}' is not a version.");
        if (min is not null && max is not null && max <= min) Fault("sdk", "max must lie above min; it is itself excluded.");
        for (var i = 0; i < manifest.Requires.Count; i++)
        {
            if (!IdPattern().IsMatch(manifest.Requires[i].Id)) Fault($"requires[{i}].id", "is not an id.");
            if (!VersionRange.TryParse(manifest.Requires[i].Range, out _)) Fault($"requires[{i}].range", $"'{manifest.Requires[i].Range}' is not an interval such as [1.0,2.0).");
        }
        for (var i = 0; i < manifest.Permissions.Count; i++)
        {
            var id = manifest.Permissions[i].Id;
            if (!id.StartsWith(manifest.Id + ".", StringComparison.Ordinal)) Fault($"permissions[{i}].id", $"'{id}' must start with '{manifest.Id}.'.");
            if (manifest.Permissions.Take(i).Any(other => other.Id == id)) Fault($"permissions[{i}].id", $"'{id}' stands twice.");
        }
        for (var i = 0; i < manifest.PersonalData.Count; i++)
            if (manifest.PersonalData[i].RetentionDays < 0) Fault($"personalData[{i}].retentionDays", "must not be negative.");
        for (var i = 0; i < manifest.Navigation.Count; i++)
            Href($"navigation[{i}].href", manifest.Navigation[i].Href);
        for (var i = 0; i < manifest.Tiles.Count; i++)
            Href($"tiles[{i}].href", manifest.Tiles[i].Href);
        foreach (var name in manifest.Publishes)
            if (!name.StartsWith(manifest.Id + ".", StringComparison.Ordinal) || !EventPattern().IsMatch(name))
                Fault("publishes", $"'{name}' must read {manifest.Id}.<past-fact>.v<number>.");

        void Href(string path, string href)
        {
            if (!href.StartsWith("/" + manifest.Id, StringComparison.Ordinal) || href.Contains("..", StringComparison.Ordinal) || href.Contains("//", StringComparison.Ordinal))
                Fault(path, $"'{href}' must start with /{manifest.Id}.");
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^[a-z0-9-]+\.[a-z0-9-]+\.v[0-9]+$")]
    private static partial Regex EventPattern();
}

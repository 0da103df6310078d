using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using NuGet.Versioning;

namespace CommunityPlatform.Sdk.Manifest;

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
            found.Add(new(ManifestFault.File, ManifestFaultCode.Missing));
            return null;
        }
        if (info.Length > LargestBytes)
        {
            found.Add(new(ManifestFault.File, ManifestFaultCode.TooLarge, $"{info.Length}", $"{LargestBytes}"));
            return null;
        }
        try
        {
            var manifest = JsonSerializer.Deserialize<ModuleManifest>(File.ReadAllBytes(file), Options)
                ?? throw new JsonException("The file holds null.");
            NoNulls(manifest);
            Check(manifest, found);
            return manifest;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or NotSupportedException or ArgumentException or FormatException)
        {
            found.Add(new((problem as JsonException)?.Path ?? "$", ManifestFaultCode.Unreadable, problem.Message));
            return null;
        }
    }

    /// <summary>JSON may hold null where a list's entry is wanted; nothing further on expects it.</summary>
    private static void NoNulls(ModuleManifest manifest)
    {
        foreach (var (name, list) in new (string, IEnumerable<object?>)[]
        {
            ("requires", manifest.Requires), ("permissions", manifest.Permissions), ("personalData", manifest.PersonalData), ("consents", manifest.Consents), ("acts", manifest.Acts.Values), ("navigation", manifest.Navigation),
            ("tiles", manifest.Tiles), ("publishes", manifest.Publishes), ("listensTo", manifest.ListensTo), ("indicators", manifest.Indicators),
        })
            if (list.Contains(null)) throw new JsonException($"\"{name}\" holds null.", "$." + name, null, null);
        if (manifest.Permissions.Any(permission => permission.Roles?.Contains(null!) == true)) throw new JsonException("\"roles\" holds null.", "$.permissions", null, null);
    }

    private static void Check(ModuleManifest manifest, List<ManifestFault> faults)
    {
        void Fault(string path, ManifestFaultCode code, params string[] arguments) => faults.Add(new(path, code, arguments));
        if (!IdPattern().IsMatch(manifest.Id) || manifest.Id.Length > 40)
            Fault("id", ManifestFaultCode.Id, manifest.Id);
        if (manifest.Name.Zh.Length is 0 or > 30) Fault("name.zh", ManifestFaultCode.ChineseName);
        if (!SemanticVersion.TryParse(manifest.Version, out _)) Fault("version", ManifestFaultCode.Version, manifest.Version);
        if (manifest.Assembly != Path.GetFileName(manifest.Assembly) || !manifest.Assembly.EndsWith(".dll", StringComparison.Ordinal))
            Fault("assembly", ManifestFaultCode.Assembly, manifest.Assembly);
        if (!SemanticVersion.TryParse(manifest.Sdk.Min, out var min)) Fault("sdk.min", ManifestFaultCode.Version, manifest.Sdk.Min);
        if (!SemanticVersion.TryParse(manifest.Sdk.Max, out var max)) Fault("sdk.max", ManifestFaultCode.Version, manifest.Sdk.Max);
        if (min is not null && max is not null && max <= min) Fault("sdk", ManifestFaultCode.SdkOrder);
        for (var i = 0; i < manifest.Requires.Count; i++)
        {
            if (!IdPattern().IsMatch(manifest.Requires[i].Id)) Fault($"requires[{i}].id", ManifestFaultCode.RequirementId, manifest.Requires[i].Id);
            if (!VersionRange.TryParse(manifest.Requires[i].Range, out _)) Fault($"requires[{i}].range", ManifestFaultCode.Range, manifest.Requires[i].Range);
        }
        for (var i = 0; i < manifest.Permissions.Count; i++)
        {
            var id = manifest.Permissions[i].Id;
            if (!id.StartsWith(manifest.Id + ".", StringComparison.Ordinal)) Fault($"permissions[{i}].id", ManifestFaultCode.PermissionPrefix, id, manifest.Id + ".");
            if (manifest.Permissions.Take(i).Any(other => other.Id == id)) Fault($"permissions[{i}].id", ManifestFaultCode.PermissionTwice, id);
        }
        CheckPersonal(manifest, faults);
        foreach (var (act, words) in manifest.Acts)
            if (string.IsNullOrWhiteSpace(words?.Zh)) Fault($"acts.{act}", ManifestFaultCode.ActWords, act);
        for (var i = 0; i < manifest.Navigation.Count; i++)
            Href($"navigation[{i}].href", manifest.Navigation[i].Href);
        for (var i = 0; i < manifest.Tiles.Count; i++)
            Href($"tiles[{i}].href", manifest.Tiles[i].Href);
        foreach (var name in manifest.Publishes)
            if (!name.StartsWith(manifest.Id + ".", StringComparison.Ordinal) || !EventPattern().IsMatch(name))
                Fault("publishes", ManifestFaultCode.EventName, name, manifest.Id);

        void Href(string path, string href)
        {
            if (!href.StartsWith("/" + manifest.Id, StringComparison.Ordinal) || href.Contains("..", StringComparison.Ordinal) || href.Contains("//", StringComparison.Ordinal))
                Fault(path, ManifestFaultCode.Href, href, manifest.Id);
        }
    }

    /// <summary>Purpose, basis and retention of each personal field, and the notice of each consent: what is missing here keeps the module out.</summary>
    private static void CheckPersonal(ModuleManifest manifest, List<ManifestFault> faults)
    {
        void Fault(string path, ManifestFaultCode code, params string[] arguments) => faults.Add(new(path, code, arguments));
        for (var i = 0; i < manifest.PersonalData.Count; i++)
        {
            var field = manifest.PersonalData[i];
            if (field.Field is null || !FieldPattern().IsMatch(field.Field)) Fault($"personalData[{i}].field", ManifestFaultCode.PersonalField, field.Field ?? "");
            else if (manifest.PersonalData.Take(i).Any(other => other.Field == field.Field)) Fault($"personalData[{i}].field", ManifestFaultCode.PersonalTwice, field.Field);
            foreach (var (name, text) in new[] { ("name", field.Name), ("purpose", field.Purpose), ("basis", field.Basis), ("retention", field.Retention) })
                if (string.IsNullOrWhiteSpace(text?.Zh)) Fault($"personalData[{i}].{name}", ManifestFaultCode.WordsMissing);
            if (field.RetentionDays < 0) Fault($"personalData[{i}].retentionDays", ManifestFaultCode.Retention);
            if (field.Consent is { } consent && manifest.Consents.All(purpose => purpose.Id != consent)) Fault($"personalData[{i}].consent", ManifestFaultCode.ConsentUnknown, consent);
            else if (field.Sensitive && manifest.Consents.Any(purpose => purpose.Id == field.Consent && !purpose.Sensitive)) Fault($"personalData[{i}].consent", ManifestFaultCode.ConsentNotSensitive, field.Consent!);
        }
        for (var i = 0; i < manifest.Consents.Count; i++)
        {
            var purpose = manifest.Consents[i];
            if (purpose.Id is null || purpose.Id.Length > 100 || !purpose.Id.StartsWith(manifest.Id + ".", StringComparison.Ordinal) || !IdPattern().IsMatch(purpose.Id[(manifest.Id.Length + 1)..]))
                Fault($"consents[{i}].id", ManifestFaultCode.ConsentId, purpose.Id ?? "", manifest.Id + ".");
            else if (manifest.Consents.Take(i).Any(other => other.Id == purpose.Id)) Fault($"consents[{i}].id", ManifestFaultCode.PersonalTwice, purpose.Id);
            foreach (var (name, text) in new[] { ("name", purpose.Name), ("notice", purpose.Notice) })
                if (string.IsNullOrWhiteSpace(text?.Zh)) Fault($"consents[{i}].{name}", ManifestFaultCode.WordsMissing);
            if (purpose.Days is <= 0) Fault($"consents[{i}].days", ManifestFaultCode.ConsentDays);
        }
    }

    [GeneratedRegex(@"^[A-Z]\w*\.[A-Z]\w*\z")]
    private static partial Regex FieldPattern();

    [GeneratedRegex(@"^[a-z][a-z0-9]*(-[a-z0-9]+)*\z")]
    private static partial Regex IdPattern();

    [GeneratedRegex(@"^[a-z0-9-]+\.[a-z0-9-]+\.v[0-9]+\z")]
    private static partial Regex EventPattern();
}

using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using CommunityPlatform.Sdk;
using CommunityPlatform.Sdk.Manifest;
using NuGet.Versioning;

namespace CommunityPlatform.Host.Modules;

/// <summary>Looks at a package without running any of its code, and says why it must not be loaded.</summary>
internal static class PackageInspector
{
    /// <summary>The SDK that this host offers.</summary>
    public static SemanticVersion SdkVersion { get; } = SemanticVersion.Parse(typeof(IModule).Assembly.GetName().Version!.ToString(3));

    /// <summary>Whether a manifest's range leaves an SDK version out; null where it fits.</summary>
    public static ModuleRefusal? OutOfRange(ModuleManifest manifest, SemanticVersion sdk) =>
        SemanticVersion.Parse(manifest.Sdk.Min) > sdk || SemanticVersion.Parse(manifest.Sdk.Max) <= sdk
            ? new(RefusalCode.SdkRange, manifest.Sdk.Min, manifest.Sdk.Max, $"{sdk}") : null;

    /// <summary>The first problem found, or null.</summary>
    public static ModuleRefusal? Problem(ModuleManifest manifest, string folder)
    {
        if (OutOfRange(manifest, SdkVersion) is { } range) return range;
        if (Escaping(folder) is { } escape)
            return new(RefusalCode.LinkOut, escape);
        var main = Path.Combine(folder, manifest.Assembly);
        if (!File.Exists(main))
            return new(RefusalCode.MainFileMissing, manifest.Assembly);

        var modules = new List<(string File, string Type)>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.dll", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(folder, file);
            if (name.StartsWith("runtimes" + Path.DirectorySeparatorChar, StringComparison.Ordinal)) continue;
            if (Inspect(file, name, folder, modules) is { } problem) return problem;
        }
        var own = modules.Where(module => module.File == manifest.Assembly).ToList();
        var others = modules.Except(own).ToList();
        if (others.Count > 0)
            return new(RefusalCode.SecondModuleDll, others[0].File, others[0].Type);
        return own.Count switch
        {
            0 => new(RefusalCode.NoModuleClass, manifest.Assembly),
            1 => null,
            _ => new(RefusalCode.SeveralModuleClasses, manifest.Assembly, $"{own.Count}", string.Join(", ", own.Select(module => module.Type))),
        };
    }

    private static ModuleRefusal? Inspect(string file, string name, string folder, List<(string, string)> modules)
    {
        try
        {
            using var pe = new PEReader(File.OpenRead(file));
            if (!pe.HasMetadata) return new(RefusalCode.NotNet, name);
            if (WrongMachine(pe) is { } machine)
                return new(RefusalCode.OtherMachine, name, machine, $"{RuntimeInformation.ProcessArchitecture}");
            var metadata = pe.GetMetadataReader();
            foreach (var handle in metadata.AssemblyReferences)
            {
                var reference = metadata.GetAssemblyReference(handle);
                var needed = metadata.GetString(reference.Name);
                if (HostAssemblies.Names.ContainsKey(needed))
                {
                    if (needed == typeof(IModule).Assembly.GetName().Name && reference.Version > typeof(IModule).Assembly.GetName().Version)
                        return new(RefusalCode.NewerSdk, name, reference.Version.ToString(3), $"{SdkVersion}");
                    continue;
                }
                if (!File.Exists(Path.Combine(folder, needed + ".dll")) && !Directory.EnumerateFiles(folder, needed + ".dll", SearchOption.AllDirectories).Any())
                    return new(RefusalCode.LibraryMissing, name, needed, $"{reference.Version}");
            }
            foreach (var type in metadata.TypeDefinitions.Select(metadata.GetTypeDefinition))
                if (IsModule(metadata, type))
                    modules.Add((name, metadata.GetString(type.Name)));
            return null;
        }
        catch (BadImageFormatException)
        {
            return new(RefusalCode.Damaged, name);
        }
    }

    private static bool IsModule(MetadataReader metadata, TypeDefinition type)
    {
        if ((type.Attributes & System.Reflection.TypeAttributes.Abstract) != 0) return false;
        for (var level = type; ; level = metadata.GetTypeDefinition((TypeDefinitionHandle)level.BaseType))
        {
            if (Implements(metadata, level)) return true;
            // Only base classes of the same dll can be followed here; they are the ones that packages have.
            if (level.BaseType.IsNil || level.BaseType.Kind != HandleKind.TypeDefinition) return false;
        }
    }

    private static bool Implements(MetadataReader metadata, TypeDefinition type)
    {
        foreach (var handle in type.GetInterfaceImplementations())
        {
            var face = metadata.GetInterfaceImplementation(handle).Interface;
            if (face.Kind != HandleKind.TypeReference) continue;
            var reference = metadata.GetTypeReference((TypeReferenceHandle)face);
            if (metadata.StringComparer.Equals(reference.Name, nameof(IModule)) && metadata.StringComparer.Equals(reference.Namespace, typeof(IModule).Namespace!)) return true;
        }
        return false;
    }

    private static string? WrongMachine(PEReader pe)
    {
        var machine = pe.PEHeaders.CoffHeader.Machine;
        var anyCpu = machine == Machine.I386 && (pe.PEHeaders.CorHeader!.Flags & CorFlags.Requires32Bit) == 0;
        var right = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => Machine.Amd64,
            Architecture.Arm64 => Machine.Arm64,
            Architecture.X86 => Machine.I386,
            _ => machine,
        };
        return anyCpu || machine == right ? null : machine.ToString();
    }

    private static string? Escaping(string folder)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
            if (entry.LinkTarget is not null) return Path.GetRelativePath(folder, entry.FullName);
        return null;
    }
}

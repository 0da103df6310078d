using CommunityPlatform.Host.Communities;

namespace CommunityPlatform.Host;

/// <summary>How this installation was started. Read from arguments, environment and appsettings.json, in that order of strength.</summary>
internal sealed record PlatformOptions
{
    /// <summary>The folder of all data: databases, packages, keys, files.</summary>
    public required string Data { get; init; }

    /// <summary>Where databases stand.</summary>
    public DatabaseSettings Database { get; init; } = new(DatabaseKind.SQLite, null);

    /// <summary>Folders whose subfolders are packages.</summary>
    public required IReadOnlyList<string> PackageFolders { get; init; }

    /// <summary>The demo scene to fill empty data with, in Development only.</summary>
    public required string? Scene { get; init; }

    /// <summary>Start with no module loaded.</summary>
    public required bool SafeMode { get; init; }

    /// <summary>Faults of a module in one community, within ten minutes, before it is switched off there.</summary>
    public int FaultLimit { get; init; } = 5;

    /// <summary>Days that a sent event waits for modules that are off, before it is taken out.</summary>
    public int OutboxDays { get; init; } = 180;

    /// <summary>The zone in which the communities' days begin.</summary>
    public string TimeZone { get; init; } = "Asia/Shanghai";

    /// <summary>Two builds of one version replace each other without a click, for the plugin author at work.</summary>
    public bool ReplaceOnBuild { get; init; }

    public static PlatformOptions From(IConfiguration settings, bool development)
    {
        var data = Path.GetFullPath(settings["data"] ?? settings["Platform:Data"] ?? "data");
        var delivered = settings["Platform:Modules"] ?? Path.Combine(AppContext.BaseDirectory, "modules");
        return new()
        {
            Data = data,
            Database = DatabaseSettings.From(settings),
            PackageFolders = [Path.GetFullPath(delivered), Path.Combine(data, "plugins")],
            Scene = (settings["scene"] ?? (development ? "demo" : "none")) switch { "none" => null, var name => name },
            SafeMode = settings["safe-mode"] is { } safe && !safe.Equals("false", StringComparison.OrdinalIgnoreCase),
            FaultLimit = settings.GetValue("Platform:FaultLimit", 5),
            OutboxDays = settings.GetValue("Platform:OutboxDays", 180),
            TimeZone = settings["Platform:TimeZone"] ?? "Asia/Shanghai",
            ReplaceOnBuild = settings.GetValue("Platform:ReplaceOnBuild", false),
        };
    }
}

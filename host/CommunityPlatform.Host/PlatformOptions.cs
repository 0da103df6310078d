using CommunityPlatform.Host.Communities;

namespace CommunityPlatform.Host;

/// <summary>How this installation was started. Read from arguments, environment and appsettings.json, in that order of strength.</summary>
internal sealed record PlatformOptions
{
    /// <summary>The folder of all data: databases, packages, keys, files.</summary>
    public required string Data { get; init; }

    /// <summary>The folder of the keys of what is sealed; outside of the databases, backed up apart.</summary>
    public required string Keys { get; init; }

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

    /// <summary>How large a package file may be.</summary>
    public Packaging.PackageLimits PackageLimits { get; init; } = Packaging.PackageLimits.Default;

    /// <summary>Days in which an uninstallation can be undone.</summary>
    public double UninstallDays { get; init; } = 7;

    /// <summary>Two builds of one version replace each other without a click, for the plugin author at work.</summary>
    public bool ReplaceOnBuild { get; init; }

    /// <summary>The operator and administrators of communities get in by a second factor only.</summary>
    public bool AdminsNeedSecondFactor { get; init; }

    /// <summary>A browser at the kiosk or the call screen must have been registered.</summary>
    public bool DevicesMustRegister { get; init; }

    /// <summary>What keeps the house hard to break.</summary>
    public Hardening.HardeningOptions Hardening { get; init; } = new();

    public static PlatformOptions From(IConfiguration settings, bool development)
    {
        var data = Path.GetFullPath(settings["data"] ?? settings["Platform:Data"] ?? "data");
        var delivered = settings["Platform:Modules"] ?? Path.Combine(AppContext.BaseDirectory, "modules");
        return new()
        {
            Data = data,
            Keys = Path.GetFullPath(settings["keys"] ?? settings["Platform:Keys"] ?? Path.Combine(data, "keys")),
            Database = DatabaseSettings.From(settings),
            PackageFolders = [Path.GetFullPath(delivered), Path.Combine(data, "plugins")],
            Scene = (settings["scene"] ?? (development ? "demo" : "none")) switch { "none" => null, var name => name },
            SafeMode = settings["safe-mode"] is { } safe && !safe.Equals("false", StringComparison.OrdinalIgnoreCase),
            FaultLimit = settings.GetValue("Platform:FaultLimit", 5),
            OutboxDays = settings.GetValue("Platform:OutboxDays", 180),
            TimeZone = settings["Platform:TimeZone"] ?? "Asia/Shanghai",
            PackageLimits = Packaging.PackageLimits.Of(Math.Clamp(settings.GetValue("Platform:Packages:MaxMegabytes", 64), 1, 500)),
            UninstallDays = Math.Clamp(settings.GetValue("Platform:Packages:UninstallDays", 7d), 0, 365),
            AdminsNeedSecondFactor = settings.GetValue("Platform:AdminsNeedSecondFactor", !development),
            DevicesMustRegister = settings.GetValue("Platform:DevicesMustRegister", !development),
            Hardening = CommunityPlatform.Host.Hardening.HardeningOptions.From(settings),
            ReplaceOnBuild = settings.GetValue("Platform:ReplaceOnBuild", false),
        };
    }
}

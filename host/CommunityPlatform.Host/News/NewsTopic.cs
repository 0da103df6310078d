namespace CommunityPlatform.Host.News;

/// <summary>What hosts tell each other about.</summary>
internal static class NewsTopic
{
    /// <summary>A package version came.</summary>
    public const string Packages = "packages";

    /// <summary>A community was founded, changed or is being moved.</summary>
    public const string Communities = "communities";

    /// <summary>A module was loaded, unloaded or switched.</summary>
    public const string Modules = "modules";

    /// <summary>Roles or permissions changed.</summary>
    public const string Grants = "grants";

    /// <summary>Somebody at a kiosk called, or was answered.</summary>
    public const string Calls = "calls";

    /// <summary>In the order in which they are read: what is quick first, a version before the switch to it.</summary>
    public static IReadOnlyList<string> All { get; } = [Calls, Grants, Packages, Communities, Modules];
}

/// <summary>Follows one topic: reads from the platform's database what is so now.</summary>
internal interface INewsReader
{
    string Topic { get; }

    Task Read(CancellationToken stop);
}

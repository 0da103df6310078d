using System.Net;

namespace CommunityPlatform.Host.Hardening;

/// <summary>How often something may be done from one place.</summary>
/// <param name="Times">Times within the window.</param>
/// <param name="Window">The window.</param>
internal sealed record PaceRule(int Times, TimeSpan Window);

/// <summary>加固 · What keeps the house hard to break, as far as an installation may set it. Reference: docs/operator.md.</summary>
internal sealed record HardeningOptions
{
    /// <summary>Days in which a browser that came by https asks for nothing else; 0 says nothing of it.</summary>
    public int HstsDays { get; init; } = 365;

    /// <summary>The reverse proxies whose word on the visitor's address and on https counts; nobody else's does.</summary>
    public IReadOnlyList<IPNetwork> Proxies { get; init; } = [];

    /// <summary>How often an open page asks whether its person or device still may be there.</summary>
    public TimeSpan LookAgain { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The pace of each act that is counted.</summary>
    public IReadOnlyDictionary<Paced, PaceRule> Paces { get; init; } = Rules(_ => null);

    /// <summary>Uploads under way at one time from one place, and in the whole house.</summary>
    public (int Each, int All) UploadsAtOnce { get; init; } = (2, 8);

    /// <summary>The largest picture that is taken; no installation takes larger ones than the modules offer.</summary>
    public long LargestPicture { get; init; } = 20 * Megabyte;

    /// <summary>The largest spreadsheet that is taken.</summary>
    public long LargestImport { get; init; } = 10 * Megabyte;

    private const long Megabyte = 1024 * 1024;

    public static HardeningOptions From(IConfiguration settings) => new()
    {
        HstsDays = Math.Clamp(settings.GetValue("Platform:Hardening:HstsDays", 365), 0, 3650),
        Proxies = [.. (settings["Platform:Hardening:Proxies"] ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries).Select(Network)],
        LookAgain = TimeSpan.FromSeconds(Math.Clamp(settings.GetValue("Platform:Hardening:LookAgainSeconds", 60), 1, 60)),
        Paces = Rules(paced => settings.GetValue<int?>($"Platform:Hardening:Pace:{paced}")),
        LargestPicture = Math.Clamp(settings.GetValue("Platform:Hardening:PictureMegabytes", 20), 1, 20) * Megabyte,
        LargestImport = Math.Clamp(settings.GetValue("Platform:Hardening:ImportMegabytes", 10), 1, 10) * Megabyte,
        UploadsAtOnce = (Math.Clamp(settings.GetValue("Platform:Hardening:UploadsAtOnce", 2), 1, 100), Math.Clamp(settings.GetValue("Platform:Hardening:UploadsAtOnceInAll", 8), 1, 1000)),
    };

    private static Dictionary<Paced, PaceRule> Rules(Func<Paced, int?> said) => Enum.GetValues<Paced>().ToDictionary(paced => paced, paced =>
    {
        var usual = Usual(paced);
        return said(paced) is { } times ? usual with { Times = Math.Clamp(times, 1, 1_000_000) } : usual;
    });

    // An office behind one address stays well below these; somebody who tries things through does not.
    private static PaceRule Usual(Paced paced) => paced switch
    {
        Paced.SignIn => new(30, TimeSpan.FromMinutes(1)),
        Paced.SecondFactor => new(30, TimeSpan.FromMinutes(1)),
        Paced.Links => new(20, TimeSpan.FromMinutes(1)),
        Paced.DeviceCodes => new(10, TimeSpan.FromMinutes(1)),
        Paced.KioskQueries => new(300, TimeSpan.FromMinutes(1)),
        Paced.KioskActs => new(30, TimeSpan.FromMinutes(1)),
        Paced.Uploads => new(60, TimeSpan.FromMinutes(10)),
        Paced.WrongCodes => new(5, TimeSpan.FromMinutes(5)),
        Paced.WrongCodesInAll => new(100, TimeSpan.FromMinutes(5)),
        _ => throw new ArgumentOutOfRangeException(nameof(paced), paced, null),
    };

    private static IPNetwork Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new(address, address.GetAddressBytes().Length * 8)
        : throw new InvalidOperationException($"Platform:Hardening:Proxies: '{text}' is neither an address nor a network such as 10.0.0.0/8.");
}

/// <summary>What is counted.</summary>
internal enum Paced
{
    /// <summary>Passwords and passkeys, by address.</summary>
    SignIn,
    /// <summary>Codes of the app and recovery codes, by address.</summary>
    SecondFactor,
    /// <summary>Set-up and invitation links, by address.</summary>
    Links,
    /// <summary>Registration codes of devices, by address.</summary>
    DeviceCodes,
    /// <summary>What a kiosk or call screen asks, by device.</summary>
    KioskQueries,
    /// <summary>What is done at a kiosk, by device.</summary>
    KioskActs,
    /// <summary>Packages, imports and pictures, by account.</summary>
    Uploads,
    /// <summary>Codes that nothing has, by device or account.</summary>
    WrongCodes,
    /// <summary>Codes that nothing has, in a community altogether.</summary>
    WrongCodesInAll,
}

using System.Net;
using System.Net.Sockets;

namespace CommunityPlatform.Host.Accounts;

/// <summary>What may be kept of a browser: enough that its person knows it again, too little to follow her.</summary>
internal static class SessionFacts
{
    // The order decides: Edge calls itself Chrome, Chrome calls itself Safari.
    private static readonly (string Mark, string Name)[] Browsers =
        [("MicroMessenger", "WeChat"), ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux")];

    public static string Device(string? agent) => $"{Named(Browsers, agent)} · {Named(Systems, agent)}";

    public static SessionPlace Place(IPAddress? address)
    {
        if (address is null || IPAddress.IsLoopback(address)) return SessionPlace.Here;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetworkV6) return address.IsIPv6UniqueLocal || address.IsIPv6LinkLocal ? SessionPlace.Inside : SessionPlace.Outside;
        return address.GetAddressBytes() is [10, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..] or [169, 254, ..] ? SessionPlace.Inside : SessionPlace.Outside;
    }

    /// <summary>The address without the part that names the one machine.</summary>
    public static string Masked(IPAddress? address)
    {
        if (address is null || IPAddress.IsLoopback(address)) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        return bytes.Length == 4 ? $"{bytes[0]}.{bytes[1]}.{bytes[2]}.*" : $"{bytes[0]:x2}{bytes[1]:x2}:{bytes[2]:x2}{bytes[3]:x2}:*";
    }

    private static string Named((string Mark, string Name)[] known, string? agent) =>
        Array.Find(known, one => agent?.Contains(one.Mark, StringComparison.Ordinal) == true).Name ?? "?";
}

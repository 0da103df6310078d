using System.Net;
using System.Net.Sockets;

namespace CommunityPlatform.Host.Hardening;

/// <summary>来处 · By what acts are counted where nobody is signed in.</summary>
internal static class Origin
{
    /// <summary>An address; of the newer kind the network, since everybody has as many addresses in it as she likes.</summary>
    public static string Of(IPAddress? address)
    {
        if (address is null) return "nowhere";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes) + "/64";
    }
}

using System.Net;
using System.Net.Sockets;

namespace Rondo.Deployment.Alerts;

/// <summary>
/// Connects to webhooks, and says which addresses are never called. A team's own machines are what most webhooks run on, so private addresses are called; but never link-local ones, at
/// which clouds hand out a machine's credentials, and none that is not one machine's. What is asked is the address that is connected to, after
/// the name was resolved, so that no name can lead elsewhere.
/// </summary>
internal static class WebhookConnection
{
    private const string Refused = "The webhook leads to a link-local or otherwise special address; such addresses are never called.";

    // Where one cloud tells credentials over IPv6, outside the link-local range.
    private static readonly IPAddress Metadata = IPAddress.Parse("fd00:ec2::254");

    /// <summary>Connects; a name by the addresses it has now.</summary>
    /// <exception cref="HttpRequestException">None of them may be called.</exception>
    public static async ValueTask<Stream> ConnectAsync(DnsEndPoint to, Func<string, CancellationToken, Task<IPAddress[]>> resolve, CancellationToken ct)
    {
        var allowed = (await resolve(to.Host, ct)).Where(MayBeCalled).ToArray();
        if (allowed.Length == 0)
        {
            throw new HttpRequestException(Refused);
        }

#pragma warning disable CA2000 // the stream ends it
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
#pragma warning restore CA2000
        try
        {
            await socket.ConnectAsync(allowed, to.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Refuses an address that is written as a number: a proxy would connect to it in our place.</summary>
    public static void Demand(Uri address)
    {
        if (IPAddress.TryParse(address.DnsSafeHost, out var ip) && !MayBeCalled(ip))
        {
            throw new HttpRequestException(Refused);
        }
    }

    public static bool MayBeCalled(IPAddress address)
    {
        var ip = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var first = ip.GetAddressBytes();
        return ip.AddressFamily == AddressFamily.InterNetwork
            ? !(first[0] == 169 && first[1] == 254) && first[0] is not 0 and < 224
            : !ip.IsIPv6LinkLocal && !ip.IsIPv6Multicast && !ip.Equals(IPAddress.IPv6Any) && !new IPAddress(first).Equals(Metadata);
    }
}

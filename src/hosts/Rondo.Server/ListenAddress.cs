using System.Net;
using System.Net.Sockets;
using Rondo.Kernel;

namespace Rondo.Server;

/// <summary>What an address to listen at may be.</summary>
internal static class ListenAddress
{
    public static void Demand(Uri address)
    {
        if (!address.IsAbsoluteUri || address.Scheme is not "http" || address.PathAndQuery is not "/" || !TryHost(address, out _))
        {
            throw new FailureException(new Failure("server.address", $"{address} is not an address to listen at.", "Write http://127.0.0.1:7777, or http://0.0.0.0:7777 for every interface; a proxy before it gives TLS."));
        }
    }

    /// <summary>Refuses a port that another program has, before anything is started that would have to be stopped again.</summary>
    public static void DemandFree(Uri address)
    {
        if (address.Port == 0)
        {
            return;
        }

        try
        {
            using var probe = new TcpListener(Host(address), address.Port);
            probe.Start();
        }
        catch (SocketException e)
        {
            throw new FailureException(Explain(e, address)!, e);
        }
    }

    /// <summary>The address of an interface; <c>localhost</c> is 127.0.0.1.</summary>
    public static IPAddress Host(Uri address) => TryHost(address, out var host) ? host : IPAddress.Loopback;

    /// <summary>Whether it is every interface of this machine, and so no address that anybody can open.</summary>
    public static bool IsEvery(Uri address) => Host(address) is var host && (host.Equals(IPAddress.Any) || host.Equals(IPAddress.IPv6Any));

    /// <summary>Whether this machine alone can reach it.</summary>
    public static bool IsLocal(Uri address) => IPAddress.IsLoopback(Host(address));

    /// <summary>The failure behind an exception of the start, where it is one of the address.</summary>
    public static Failure? Explain(Exception problem, Uri address)
    {
        for (var cause = problem; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse }:
                    return new("server.address-taken", $"Another program listens at {address.Authority}.", "Choose another port: rondo up --port 7778; --port 0 takes a free one.") { Kind = FailureKind.World };
                case SocketException socket:
                    return new("server.address", $"{address.Authority} cannot be listened at: {socket.Message}.", "Choose an address of this machine and a port above 1023.") { Kind = FailureKind.World };
            }
        }

        return null;
    }

    private static bool TryHost(Uri address, out IPAddress host)
    {
        host = IPAddress.Loopback;
        return string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(address.Host.Trim('[', ']'), out host!);
    }
}

using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Rondo.Server;

/// <summary>What one caller may take of the server.</summary>
internal static class RequestLimits
{
    /// <summary>The largest body where a route does not say otherwise: 1 MiB.</summary>
    public const long Body = 1 << 20;

    /// <summary>Lists: what is given when <c>limit</c> is left out, and the most.</summary>
    public const int DefaultItems = 50;

    /// <inheritdoc cref="DefaultItems"/>
    public const int MostItems = 500;

    public static void Apply(KestrelServerOptions kestrel, Uri address)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = Body;
        kestrel.Limits.MaxConcurrentConnections = 10_000;
        kestrel.Limits.MaxRequestLineSize = 8 << 10;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 << 10;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(120);
        kestrel.Listen(ListenAddress.Host(address), address.Port);
    }

    /// <summary>A list's <c>limit</c>, within bounds.</summary>
    public static int Items(int? limit) => limit switch
    {
        null => DefaultItems,
        >= 1 and <= MostItems => limit.Value,
        _ => throw new Kernel.FailureException(new Kernel.Failure("request.limit", $"limit is {limit}.", $"Ask for 1 to {MostItems} items at once.")),
    };
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
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

    private const int DrainedTimes = 4;

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

    /// <summary>Refuses a JSON body that is somewhat too large after reading it to its end: a client that still sends would never see the answer.</summary>
    public static async Task RefuseAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.ContentLength is > Body and <= DrainedTimes * Body && context.GetEndpoint()?.Metadata is { } route
            && route.GetMetadata<IAcceptsMetadata>() is not null && route.GetMetadata<IRequestSizeLimitMetadata>() is null
            && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = DrainedTimes * Body;
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            throw new Microsoft.AspNetCore.Http.BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
        }

        await next(context);
    }

    /// <summary>Lets the connection read what nobody read, if it is only somewhat too large.</summary>
    public static void LetDrain(HttpContext context)
    {
        if (context.Request.ContentLength is > Body and <= DrainedTimes * Body && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = DrainedTimes * Body;
        }
    }

    /// <summary>A list's <c>limit</c>, within bounds.</summary>
    public static int Items(int? limit) => limit switch
    {
        null => DefaultItems,
        >= 1 and <= MostItems => limit.Value,
        _ => throw new Kernel.FailureException(new Kernel.Failure("request.limit", $"limit is {limit}.", $"Ask for 1 to {MostItems} items at once.")),
    };
}

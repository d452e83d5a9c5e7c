using System.Net;
using Microsoft.AspNetCore.Http;
using Rondo.Kernel;

namespace Rondo.Server.Access;

/// <summary>
/// Keeps the pages of strangers out of a server that asks nobody to sign in: a name that was made to point at this machine (DNS
/// rebinding) has another <c>Host</c>; a page of another site that sends a request has another <c>Origin</c>.
/// </summary>
internal sealed class LocalGuard(RequestDelegate next, ServerOptions options)
{
    private readonly bool _local = !options.NeedsSignIn;

    public Task InvokeAsync(HttpContext context) => Refusal(context.Request) is { } refusal ? Problems.Answer(refusal).ExecuteAsync(context) : next(context);

    private Failure? Refusal(HttpRequest request)
    {
        if (_local && !IsThisMachine(request.Host.Host))
        {
            return new("access.foreign-host", "This server answers to the name of this machine only.", "Open it at http://127.0.0.1, or start it with users and tokens: rondo up --address.");
        }

        if (_local && (request.Headers.ContainsKey("X-Forwarded-For") || request.Headers.ContainsKey("Forwarded")))
        {
            return new("access.foreign-host", "A proxy sends others here, and this server asks nobody who they are.", "Start it with users and tokens: rondo up --sign-in.");
        }

        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var origin = request.Headers.Origin.ToString();
        var foreign = origin.Length > 0 && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
        return foreign || (site is "cross-site" && !HttpMethods.IsGet(request.Method))
            ? new("access.foreign-page", "A page of another site sent this request.", "Use the server's own pages, or a program with a token.")
            : null;
    }

    private static bool IsThisMachine(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}

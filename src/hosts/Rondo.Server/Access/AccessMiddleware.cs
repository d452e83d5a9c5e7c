using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rondo.Kernel;

namespace Rondo.Server.Access;

/// <summary>Lets a request through to its route, or not: who asks, and whether the one table of roles lets them.</summary>
internal sealed class AccessMiddleware(RequestDelegate next, ServerOptions options, KnownTokens tokens, ScopeProjects scopes, FailedAttempts failed)
{
    /// <summary>The cookie of a browser that signed in.</summary>
    public const string Cookie = "rondo_session";

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(context);
            return;
        }

        var pattern = RouteRules.Normal(endpoint.RoutePattern.RawText ?? "");
        var rule = RouteRules.Find(context.Request.Method, pattern);
        if (rule is null && pattern is "/{}")
        {
            // The pages take what nothing else takes; there is nothing to be done with them but to look.
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (rule is { Least: null })
        {
            context.Features.Set(new Caller("", new Dictionary<string, Role>(StringComparer.Ordinal)));
            await next(context);
            return;
        }

        var (caller, refusal) = await CallerAsync(context);
        refusal ??= rule is null || !await scopes.AllowsAsync(caller!, rule, context, endpoint) ? TooSmall(rule) : null;
        if (refusal is not null)
        {
            await RefuseAsync(context, refusal);
            return;
        }

        context.Features.Set(caller!);
        await next(context);
    }

    /// <summary>The token that a request brings: <c>Authorization: Bearer</c>, or the cookie of a browser.</summary>
    public static string? TokenOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim()
            : header.Length > 0 ? header
            : request.Cookies[Cookie];
    }

    private async Task<(Caller? Caller, Failure? Refusal)> CallerAsync(HttpContext context)
    {
        var text = TokenOf(context.Request);
        if (text is null)
        {
            return options.NeedsSignIn
                ? (null, new("access.no-token", "This server wants to know who asks.", "Sign in on its page, or send Authorization: Bearer TOKEN; an owner makes one with: rondo token create USER."))
                : (Caller.Local(options.User), null);
        }

        if (Token.HashOf(text) is { } hash && await tokens.FindAsync(hash, context.RequestAborted) is { } found)
        {
            context.Features.Set(found.Token);
            return (found.Caller, null);
        }

        return (null, failed.Note(context.Connection.RemoteIpAddress)
            ? new("access.slow-down", "Too many requests came from there with a token that is none.", "Wait a minute.")
            : new("access.unknown-token", "The token is unknown, expired or revoked.", "Ask an owner for another: rondo token create USER."));
    }

    private static Task RefuseAsync(HttpContext context, Failure refusal)
    {
        if (refusal.Code is "access.no-token" or "access.unknown-token")
        {
            context.Response.Headers.WWWAuthenticate = "Bearer realm=\"rondo\"";
        }

        if (refusal.Code is "access.slow-down")
        {
            context.Response.Headers.RetryAfter = "60";
        }

        return Problems.Answer(refusal).ExecuteAsync(context);
    }

    /// <summary>The refusal of what takes a role.</summary>
    public static Failure Demanded(Role role, string where) =>
        new("access.role", $"This is for {(role is Role.Operator or Role.Owner ? "an" : "a")} {role.ToString().ToLowerInvariant()}{where}.", "Ask an owner for the role: rondo users add USER --role ROLE.");

    private static Failure TooSmall(RouteRule? rule) => rule is null
        ? new("access.role", "Nobody may do this.", "It is in no list of who may; please report it.")
        : Demanded(rule.Least!.Value, rule.Scope switch
        {
            RouteScope.Query => " of the project that ?project= names",
            RouteScope.Everywhere => " of every project",
            RouteScope.Somewhere => "",
            _ => " of its project",
        });
}

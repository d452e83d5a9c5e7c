using Microsoft.AspNetCore.Http;

namespace Rondo.Server.Access;

/// <summary>Lets a request through to its route, or not.</summary>
internal sealed class AccessMiddleware(RequestDelegate next, ServerOptions options)
{
    public Task InvokeAsync(HttpContext context)
    {
        context.Features.Set(Caller.Local(options.User));
        return next(context);
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Rondo.Kernel;
using Rondo.Server.Access;

namespace Rondo.Server;

/// <summary>The boundary of every request: failures and exceptions become problem details here, and nowhere else. No stack trace leaves the server.</summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> log)
{
    private const int ClientClosedRequest = 499;

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            await FillAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = ClientClosedRequest;
        }
        catch (Exception problem) when (!context.Response.HasStarted)
        {
            await Problems.Answer(FailuresOf(context, problem)).ExecuteAsync(context);
        }
        finally
        {
            RequestLimits.LetDrain(context);
        }
    }

    // Routing answers 404, 405 and 415 with nothing in it.
    private static Task FillAsync(HttpContext context)
    {
        var response = context.Response;
        if (response.HasStarted || response.ContentLength is > 0 || response.ContentType is not null || response.StatusCode < StatusCodes.Status400BadRequest)
        {
            return Task.CompletedTask;
        }

        return Problems.Answer(response.StatusCode switch
        {
            StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed => NotHere(context),
            StatusCodes.Status415UnsupportedMediaType => NoJson(),
            StatusCodes.Status413PayloadTooLarge => new("request.too-large", "The body is too large.", "Send less at once."),
            _ => new("request.malformed", "The request cannot be read.", "Compare it with /openapi/v1.json."),
        }).ExecuteAsync(context);
    }

    // The pages answer for every address that nothing else fits: also for one that is asked by another method, or with another kind of body.
    private static Failure NotHere(HttpContext context)
    {
        var (request, methods) = (context.Request, RouteRules.MethodsAt(context.Request.Path.Value ?? ""));
        if (methods.Count == 0)
        {
            return Unknown(context);
        }

        if (methods.Contains(request.Method, StringComparer.Ordinal))
        {
            return HttpMethods.IsPost(request.Method) || HttpMethods.IsPut(request.Method) ? NoJson() : Unknown(context);
        }

        context.Response.Headers.Allow = string.Join(", ", methods);
        return new("request.method", $"{request.Method} is not done here.", $"It takes {string.Join(" or ", methods)}.");
    }

    private static Failure NoJson() => new("request.media-type", "The body is not JSON.", "Send it with Content-Type: application/json.");

    private static Failure Unknown(HttpContext context) =>
        new("route.unknown", $"There is nothing at {Shown(context.Request.Path)}.", "Every address is in /openapi/v1.json.");

    private static string Shown(PathString path) => path.Value is { Length: > 200 } text ? text[..200] + "…" : path.Value ?? "/";

    private IReadOnlyList<Failure> FailuresOf(HttpContext context, Exception problem)
    {
        switch (problem)
        {
            case FailureException failure:
                return failure.Failures;
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return [new("request.too-large", "The body is too large.", "Send less at once.")];
            case BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType }:
                return [NoJson()];
            case BadHttpRequestException bad:
                return [MalformedRequest.Explain(bad)];
            case IOException or UnauthorizedAccessException:
                Failed(log, problem, context.Request.Method, Shown(context.Request.Path));
                return [new("io", "A file could not be read or written.", "Look at the server's log; check the permissions and the free space.") { Kind = FailureKind.World }];
            default:
                Failed(log, problem, context.Request.Method, Shown(context.Request.Path));
                return [new("bug", "Rondo made a mistake.", "Please report it with the server's log.") { Kind = FailureKind.World }];
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private static partial void Failed(ILogger log, Exception problem, string method, string path);
}

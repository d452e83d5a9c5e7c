using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Rondo.Kernel;

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
            StatusCodes.Status404NotFound => Unknown(context),
            StatusCodes.Status405MethodNotAllowed => new("request.method", $"{context.Request.Method} is not done here.", $"It takes {response.Headers.Allow}."),
            StatusCodes.Status415UnsupportedMediaType => new("request.media-type", "The body is not JSON.", "Send it with Content-Type: application/json."),
            StatusCodes.Status413PayloadTooLarge => new("request.too-large", "The body is too large.", "Send less at once."),
            _ => new("request.malformed", "The request cannot be read.", "Compare it with /openapi/v1.json."),
        }).ExecuteAsync(context);
    }

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
                return [new("request.media-type", "The body is not JSON.", "Send it with Content-Type: application/json.")];
            case BadHttpRequestException bad:
                return [new("request.malformed", Cause(bad), "Compare it with /openapi/v1.json.")];
            case IOException or UnauthorizedAccessException:
                Failed(log, problem, context.Request.Method, Shown(context.Request.Path));
                return [new("io", "A file could not be read or written.", "Look at the server's log; check the permissions and the free space.") { Kind = FailureKind.World }];
            default:
                Failed(log, problem, context.Request.Method, Shown(context.Request.Path));
                return [new("bug", "Rondo made a mistake.", "Please report it with the server's log.") { Kind = FailureKind.World }];
        }
    }

    private static string Cause(BadHttpRequestException bad) => bad.InnerException is System.Text.Json.JsonException json
        ? $"The body is not the JSON that is asked for{(json.Path is { Length: > 0 } path ? $", at {path}" : "")}."
        : "A value of the request cannot be read: " + bad.Message;

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private static partial void Failed(ILogger log, Exception problem, string method, string path);
}

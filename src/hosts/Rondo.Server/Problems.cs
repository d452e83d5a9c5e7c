using Microsoft.AspNetCore.Http;
using Rondo.Kernel;

namespace Rondo.Server;

/// <summary>Failures as problem details (RFC 9457). The one place that gives a <see cref="Failure"/> its HTTP status.</summary>
internal static class Problems
{
    /// <summary>The media type.</summary>
    public const string MediaType = "application/problem+json";

    private const int Shown = 20;

    // What the kind of a failure does not say, its code does: exactly, or by its last part.
    private static readonly Dictionary<string, int> Statuses = new(StringComparer.Ordinal)
    {
        ["access.unknown-token"] = StatusCodes.Status401Unauthorized,
        ["access.no-token"] = StatusCodes.Status401Unauthorized,
        ["access.slow-down"] = StatusCodes.Status429TooManyRequests,
        ["access.role"] = StatusCodes.Status403Forbidden,
        ["access.foreign-page"] = StatusCodes.Status403Forbidden,
        ["override.not-a-value"] = StatusCodes.Status403Forbidden,
        ["override.environment"] = StatusCodes.Status403Forbidden,
        ["override.file"] = StatusCodes.Status403Forbidden,
        ["access.foreign-host"] = StatusCodes.Status421MisdirectedRequest,
        ["request.changed-meanwhile"] = StatusCodes.Status412PreconditionFailed,
        ["endpoint.changed"] = StatusCodes.Status412PreconditionFailed,
        ["request.other-body"] = StatusCodes.Status422UnprocessableEntity,
        ["request.too-large"] = StatusCodes.Status413PayloadTooLarge,
        ["request.media-type"] = StatusCodes.Status415UnsupportedMediaType,
        ["request.method"] = StatusCodes.Status405MethodNotAllowed,
        ["push.other-content"] = StatusCodes.Status422UnprocessableEntity,
        ["model.other-identity"] = StatusCodes.Status422UnprocessableEntity,
        ["request.at-work"] = StatusCodes.Status409Conflict,
        ["artifact.missing"] = StatusCodes.Status404NotFound,
        ["artifact.not-found"] = StatusCodes.Status404NotFound,
        ["run.ambiguous"] = StatusCodes.Status400BadRequest,
        ["bug"] = StatusCodes.Status500InternalServerError,
    };

    private static readonly HashSet<string> Absent = new(["unknown", "none", "no-version", "no-dataset", "no-model", "missing-file", "unknown-column", "uncaptured"], StringComparer.Ordinal);

    /// <summary>The status of a failure: 404 for what does not exist, 409 for an answer of no, 400 for a request that cannot be meant, 503 where the world failed.</summary>
    public static int StatusOf(Failure failure) =>
        Statuses.TryGetValue(failure.Code, out var exact) ? exact
        : Absent.Contains(failure.Code[(failure.Code.LastIndexOf('.') + 1)..]) ? StatusCodes.Status404NotFound
        : failure.Kind switch
        {
            FailureKind.No => StatusCodes.Status409Conflict,
            FailureKind.World => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status400BadRequest,
        };

    /// <summary>The answer for a set of failures, at least one; the first decides the status.</summary>
    public static IResult Answer(IReadOnlyList<Failure> failures)
    {
        var body = Of(failures);
        return Results.Json(body, contentType: MediaType, statusCode: body.Status);
    }

    /// <summary>The answer for one failure.</summary>
    public static IResult Answer(Failure failure) => Answer([failure]);

    /// <summary>The value where there is one, else the failures: 200 or a problem.</summary>
    public static IResult ToAnswer<T>(this Result<T> result, Func<T, IResult> ok) => result.Ok ? ok(result.Value) : Answer(result.Failures);

    /// <summary>The document.</summary>
    public static Problem Of(IReadOnlyList<Failure> failures)
    {
        var first = failures[0];
        var others = failures.Skip(1).Take(Shown).Select(f => new ProblemPart(f.Code, Sentence(f), f.Remedy, f.Arguments)).ToList();
        return new("about:blank", first.Problem, StatusOf(first), Sentence(first), first.Code, first.Remedy, first.Arguments, others);
    }

    private static string Sentence(Failure failure) => failure.PlacedProblem;
}

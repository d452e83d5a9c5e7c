using Microsoft.AspNetCore.Http;
using Rondo.Deployment.Serving;

namespace Rondo.Server.Inference;

/// <summary>What was not answered, as problem details.</summary>
internal static class InferenceProblem
{
    public static int StatusOf(PredictOutcome outcome) => outcome switch
    {
        PredictOutcome.Ok => StatusCodes.Status200OK,
        PredictOutcome.Invalid => StatusCodes.Status400BadRequest,
        PredictOutcome.TooLarge => StatusCodes.Status413PayloadTooLarge,
        PredictOutcome.Unknown => StatusCodes.Status404NotFound,
        PredictOutcome.Shed => StatusCodes.Status429TooManyRequests,
        PredictOutcome.NotReady => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    public static Task WriteAsync(HttpContext context, PredictAnswer answer)
    {
        var status = StatusOf(answer.Outcome);
        if (answer.Outcome == PredictOutcome.Shed)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        if (answer.PredictionId is { } id)
        {
            context.Response.Headers["X-Prediction-Id"] = id;
        }

        return Results.Json(Problems.Of(answer.Failures) with { Status = status }, contentType: Problems.MediaType, statusCode: status).ExecuteAsync(context);
    }
}

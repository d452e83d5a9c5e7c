using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rondo.Bundles;
using Rondo.Deployment.Serving;
using Rondo.Kernel;

namespace Rondo.Server.Inference;

/// <summary>The Open Inference Protocol (V2) in JSON: a model is an endpoint, a version the live one. Errors are <c>{"error": "…"}</c>, as its clients expect.</summary>
internal static class TensorRoutes
{
    private const string Model = "/models/{endpoint}";
    private const string Version = "/versions/{version}";

    public static IEndpointConventionBuilder MapTensors(this IEndpointRouteBuilder routes)
    {
        var server = (EndpointServer)routes.ServiceProvider.GetService(typeof(EndpointServer))!;
        var clock = ((ServerOptions)routes.ServiceProvider.GetService(typeof(ServerOptions))!).Clock;
        var group = routes.MapGroup("/v2").ExcludeFromDescription();
        group.MapGet("", context => AnswerAsync(context, new JsonObject { ["name"] = "rondo", ["version"] = typeof(TensorRoutes).Assembly.GetName().Version!.ToString(3), ["extensions"] = new JsonArray() }));
        group.MapGet("/health/live", context => AnswerAsync(context, new JsonObject { ["live"] = true, ["ready"] = server.IsReady }));
        group.MapGet("/health/ready", context => AnswerAsync(context, new JsonObject { ["live"] = true, ["ready"] = server.IsReady }, server.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable));
        group.MapGet("/models", context => AnswerAsync(context, new JsonObject { ["models"] = new JsonArray([.. server.List().Select(v => (JsonNode)v.Endpoint.Name)]) }));
        foreach (var model in (string[])[Model, Model + Version])
        {
            group.MapGet(model, context => DescribeAsync(context, server));
            group.MapGet(model + "/ready", context => ReadyAsync(context, server));
            group.MapPost(model + "/infer", context => InferAsync(context, server, clock));
        }

        return group;
    }

    private static async Task InferAsync(HttpContext context, EndpointServer server, TimeProvider clock)
    {
        var arrived = clock.GetTimestamp();
        if (context.Request.Headers.ContainsKey("Inference-Header-Content-Length"))
        {
            await ErrorAsync(context, "The binary tensor extension is not in this version: send the tensors' data as JSON.", StatusCodes.Status400BadRequest);
            return;
        }

        if (!TryVersion(context, out var version))
        {
            await ErrorAsync(context, "A version is a whole number.", StatusCodes.Status404NotFound);
            return;
        }

        var call = new PredictCall(arrived, PredictFormat.Tensors)
        {
            Version = version,
            PredictionId = context.Request.Headers.TryGetValue("X-Prediction-Id", out var id) ? id.ToString() : null,
        };
        var body = await RequestBody.ReadAsync(context, server.Limits.BodyBytes);
        var writer = RequestBody.RentWriter();
        var answer = await server.PredictAsync(Name(context), body, writer, call, context.RequestAborted);
        context.Request.BodyReader.AdvanceTo(body.End);
        if (answer.Outcome == PredictOutcome.Ok)
        {
            await RequestBody.WriteAsync(context, writer.WrittenMemory);
        }
        else
        {
            await ErrorAsync(context, Sentence(answer.Failures), InferenceProblem.StatusOf(answer.Outcome));
        }

        RequestBody.Return(writer);
    }

    private static Task ReadyAsync(HttpContext context, EndpointServer server) => Find(context, server) is { } view
        ? AnswerAsync(context, new JsonObject { ["name"] = view.Endpoint.Name, ["ready"] = view.IsReady }, view.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable)
        : UnknownAsync(context);

    private static Task DescribeAsync(HttpContext context, EndpointServer server)
    {
        if (Find(context, server) is not { } view)
        {
            return UnknownAsync(context);
        }

        if (view.Signature is not { } signature)
        {
            return ErrorAsync(context, $"The model of '{view.Endpoint.Name}' is not ready.", StatusCodes.Status503ServiceUnavailable);
        }

        return AnswerAsync(context, new JsonObject
        {
            ["name"] = view.Endpoint.Name,
            ["versions"] = new JsonArray(view.Endpoint.Version?.ToString(CultureInfo.InvariantCulture)),
            ["platform"] = "onnxruntime_onnx",
            ["inputs"] = new JsonArray([.. signature.Inputs.Select(f => (JsonNode)Tensor(f.Name, Datatype(f.Type), 1))]),
            ["outputs"] = new JsonArray([.. signature.Outputs.Select(o => (JsonNode)Tensor(o, o is "label" ? "BYTES" : "FP64", o is "probabilities" ? signature.Classes.Count : 1))]),
        });
    }

    private static JsonObject Tensor(string name, string type, int width) => new() { ["name"] = name, ["datatype"] = type, ["shape"] = new JsonArray(-1, width) };

    private static string Datatype(FieldType type) => type switch
    {
        FieldType.Text or FieldType.Timestamp => "BYTES",   // a time as ISO 8601, which has no unit to be mistaken
        FieldType.Boolean => "BOOL",
        _ => "FP64",
    };

    private static EndpointView? Find(HttpContext context, EndpointServer server) =>
        server.Find(Name(context)) is { } view && TryVersion(context, out var version) && (version is null || version == view.Endpoint.Version) ? view : null;

    private static string Name(HttpContext context) => (string)context.Request.RouteValues["endpoint"]!;

    private static bool TryVersion(HttpContext context, out long? version)
    {
        version = null;
        if (context.Request.RouteValues["version"] is not string text)
        {
            return true;
        }

        var read = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        version = number;
        return read;
    }

    private static string Sentence(IReadOnlyList<Failure> failures) =>
        $"{failures[0].Problem} {failures[0].Remedy}{(failures.Count > 1 ? $" (And {failures.Count - 1} more.)" : "")}";

    private static Task UnknownAsync(HttpContext context) => ErrorAsync(context, "There is no such model or version.", StatusCodes.Status404NotFound);

    private static Task ErrorAsync(HttpContext context, string text, int status)
    {
        if (status == StatusCodes.Status429TooManyRequests)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        return AnswerAsync(context, new JsonObject { ["error"] = text }, status);
    }

    private static Task AnswerAsync(HttpContext context, JsonObject body, int status = StatusCodes.Status200OK) => Results.Json(body, statusCode: status).ExecuteAsync(context);
}

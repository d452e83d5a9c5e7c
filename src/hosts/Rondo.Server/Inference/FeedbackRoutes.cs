using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rondo.Bundles;
using Rondo.Deployment;
using Rondo.Deployment.Capture;
using Rondo.Deployment.Endpoints;
using Rondo.Deployment.Serving;
using Rondo.Kernel;
using Rondo.Modeling.Registry;
using Rondo.Stores;

namespace Rondo.Server.Inference;

/// <summary><c>/feedback/{endpoint}</c>: the truth, when it is known. Acknowledged when it is durable.</summary>
internal static class FeedbackRoutes
{
    private const int Depth = 8;
    private const string Remedy = "Send { \"prediction_id\": \"…\", \"truth\": … }, or an array of such.";

    public static IEndpointConventionBuilder MapFeedback(this IEndpointRouteBuilder routes)
    {
        var server = (EndpointServer)routes.ServiceProvider.GetService(typeof(EndpointServer))!;
        var workspace = (Workspace)routes.ServiceProvider.GetService(typeof(Workspace))!;
        return routes.MapPost("/feedback/{endpoint}", context => AddAsync(context, server, workspace)).ExcludeFromDescription();
    }

    private static async Task AddAsync(HttpContext context, EndpointServer server, Workspace workspace)
    {
        var endpoint = (string)context.Request.RouteValues["endpoint"]!;
        var read = await ReadAsync(context, server, workspace.Clock.GetUtcNow());
        var signature = await SignatureAsync(endpoint, server, workspace, context.RequestAborted);
        var report = (await new FeedbackStore(workspace).AddAsync(endpoint, signature, read.Items, read.Replace, context.RequestAborted)).Value;
        if (report is { Accepted: 0, Repeated: 0, Replaced: 0, Conflicts: [var conflict, ..] })
        {
            throw new FailureException(new Failure(
                "feedback.conflict",
                $"The truth of prediction '{conflict.PredictionId}' is known already, and is {conflict.Known}, not {conflict.Given}{(report.Conflicts.Count > 1 ? $"; and {report.Conflicts.Count - 1} more" : "")}.",
                "Send it with \"replace\": true if the new one is right.")
            {
                Kind = FailureKind.No,
            });
        }

        var writer = RequestBody.RentWriter();
        Write(writer, report);
        await RequestBody.WriteAsync(context, writer.WrittenMemory);
        RequestBody.Return(writer);
    }

    private static async Task<(IReadOnlyList<Feedback> Items, bool Replace)> ReadAsync(HttpContext context, EndpointServer server, DateTimeOffset now)
    {
        var body = await RequestBody.ReadAsync(context, server.Limits.BodyBytes);
        try
        {
            if (body.IsEmpty)
            {
                throw new FailureException(new Failure("feedback.json", "The body is empty.", Remedy));
            }

            using var document = JsonDocument.Parse(body, new() { MaxDepth = Depth });
            return FeedbackJson.Read(document.RootElement, now).Value;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FailureException(new Failure("feedback.json", "The body is no JSON that can be read.", Remedy), e);
        }
        finally
        {
            context.Request.BodyReader.AdvanceTo(body.End);
        }
    }

    // Truths are taken also while the endpoint does not answer: by what its version in the table predicts.
    private static async Task<Signature> SignatureAsync(string endpoint, EndpointServer server, Workspace workspace, CancellationToken ct)
    {
        if (server.Find(endpoint)?.Signature is { } live)
        {
            return live;
        }

        return await new EndpointStore(workspace).FindAsync(endpoint, ct) is { Version: { } version } row
            ? (await ShowModel.RunAsync(workspace, string.Create(CultureInfo.InvariantCulture, $"{row.Model}@{version}"), ct)).Value.Signature
            : throw new FailureException(new Failure("endpoint.unknown", $"There is no endpoint '{endpoint}'.", "Deploy a model first: rondo deploy MODEL."));
    }

    private static void Write(System.Buffers.IBufferWriter<byte> to, FeedbackReport report)
    {
        using var json = new Utf8JsonWriter(to);
        json.WriteStartObject();
        json.WriteNumber("accepted", report.Accepted);
        json.WriteNumber("repeated", report.Repeated);
        json.WriteNumber("replaced", report.Replaced);
        json.WriteStartArray("conflicts");
        foreach (var conflict in report.Conflicts)
        {
            json.WriteStartObject();
            json.WriteString("prediction_id", conflict.PredictionId);
            json.WriteString("known", conflict.Known);
            json.WriteString("given", conflict.Given);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}

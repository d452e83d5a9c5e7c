using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;
using Rondo.Kernel;
using Rondo.Server.Access;
using Rondo.Stores;

namespace Rondo.Server.Api;

/// <summary>Takes over a laptop's history: contents first, only those that are missing, then the records that name them.</summary>
internal static class PushRoutes
{
    private const int MostOffered = 1000;

    public static void MapPush(this IEndpointRouteBuilder routes)
    {
        var push = routes.MapGroup("/push").WithTags("push");
        push.MapPost("/objects", MissingAsync).WithName("offerObjects").WithSummary("Which of these contents are missing here.").WithProblems(400, 413);
        push.MapPut("/objects/{digest}", StoreAsync).WithName("sendObject").WithSummary("Send a content; it is stored when it hashes to its name.")
            .AddOpenApiOperationTransformer(TakesBytes).WithMetadata(new Limit(16L << 30)).WithProblems(400, 413, 422);
        push.MapPost("", ReceiveAsync).WithName("sendHistory").WithSummary("Send runs, data set versions, model versions and audit events.").WithMetadata(new Limit(32 << 20)).WithProblems(400, 404, 409, 413, 422);
    }

    private static async Task<Ok<MissingObjects>> MissingAsync(OfferedObjects body, Workspace workspace, CancellationToken ct)
    {
        if (body.Digests.Count > MostOffered)
        {
            throw new FailureException(new Failure("push.too-many", $"{body.Digests.Count} contents were offered.", $"Offer at most {MostOffered} at once."));
        }

        var offered = body.Digests.Select(Pushed.Content).ToHashSet();
        var here = await workspace.Artifacts.PresentAsync(offered, ct);
        return TypedResults.Ok(new MissingObjects([.. offered.Where(d => !here.Contains(d)).Select(d => d.Hex)]));
    }

    private static async Task<NoContent> StoreAsync(string digest, HttpRequest request, Workspace workspace, CancellationToken ct)
    {
        var wanted = Pushed.Content(digest);
        var folder = workspace.Artifacts.CreateWorkFolder("push");
        try
        {
            var path = Path.Combine(folder, "content");
            await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
            {
                await request.Body.CopyToAsync(file, ct);
            }

            var staged = await workspace.Artifacts.StageAsync(path, StageMode.Move, ct);
            if (staged.Digest != wanted)
            {
                throw new FailureException(new Failure("push.other-content", "The bytes do not hash to their name.", "Send the content again."));
            }

            await workspace.WriteAsync((transaction, token) => workspace.Artifacts.PublishAsync(transaction, [staged], token), ct);
            return TypedResults.NoContent();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Ok<ReceivedHistory>> ReceiveAsync(History body, Caller caller, ProjectCatalogue projects, Workspace workspace, CancellationToken ct)
    {
        return TypedResults.Ok(await HistoryReceiving.RunAsync(workspace, projects, body, caller.Name, ct));
    }

    // Not with Accepts: routing would then refuse other media types before it is asked who sends them.
    private static Task TakesBytes(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { ["application/octet-stream"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } } },
        };
        return Task.CompletedTask;
    }

    private sealed record Limit(long Bytes) : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => Bytes;
    }
}

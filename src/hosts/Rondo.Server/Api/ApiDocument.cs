using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Rondo.Server.Api;

/// <summary>The contract: OpenAPI 3.1, made from the routes themselves; <c>api/openapi.json</c> in the repository is held equal to it by a test.</summary>
internal static class ApiDocument
{
    private static readonly (string Status, string Text)[] Gate =
    [
        ("400", "A value cannot be read or meant."),
        ("401", "Nobody signed in, or the token is unknown, expired or revoked."),
        ("403", "The role does not allow it, or another site's page sent it."),
        ("421", "A server without sign-in was addressed by another name than this machine's."),
        ("429", "Too many requests with a wrong token."),
        ("503", "The world failed: a database, a disk, an engine."),
    ];

    private static readonly (string Status, string Text)[] Repeating =
    [
        ("409", "The same Idempotency-Key is at work now, or the answer is no."),
        ("422", "The Idempotency-Key was used for another request, or the content contradicts itself."),
    ];

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddOperationTransformer((operation, context, _) =>
        {
            // What the gate before every route may answer.
            operation.Responses ??= [];
            foreach (var (status, text) in context.Description.HttpMethod is "POST" ? [.. Gate, .. Repeating] : Gate)
            {
                operation.Responses.TryAdd(status, new OpenApiResponse
                {
                    Description = text,
                    Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [Problems.MediaType] = new() { Schema = new OpenApiSchemaReference(nameof(Problem), context.Document) } },
                });
            }

            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "Rondo", Version = "v1", Description = "The whole life of a machine-learning model: projects, data, runs, models, endpoints, monitors." };
            document.Servers?.Clear();
            return Task.CompletedTask;
        });
    });

    public static void MapApiDocument(this IEndpointRouteBuilder routes) => routes.MapOpenApi("/openapi/{documentName}.json");
}

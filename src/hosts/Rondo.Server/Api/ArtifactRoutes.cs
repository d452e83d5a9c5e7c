using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Server.Api;

/// <summary>Stored contents, to look at or to take away.</summary>
internal static class ArtifactRoutes
{
    // A report is a page of its own making: it may draw itself, and nothing else.
    private const string Sandbox = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";

    public static void MapArtifacts(this IEndpointRouteBuilder routes) => routes.MapGet("/artifacts/{digest}", DownloadAsync).WithTags("artifacts")
        .WithName("getArtifact").WithSummary("A content by its digest. A report (HTML) is shown in a sandbox, everything else is downloaded.")
        .Produces<string>(StatusCodes.Status200OK, "application/octet-stream", "text/html").WithProblems(400, 404);

    private static async Task<IResult> DownloadAsync(string digest, HttpResponse response, Workspace workspace, CancellationToken ct)
    {
        if (!Digest.TryParse(digest, out var wanted))
        {
            throw new FailureException(new Failure("request.digest", "That is no SHA-256.", "Write 64 lower-case hexadecimal digits."));
        }

        var path = await workspace.Artifacts.LocalPathAsync(wanted, ct);
        if (Directory.Exists(path))
        {
            throw new FailureException(new Failure("artifact.folder", "This content is a folder.", "Bring it to a path with the command line."));
        }

        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = Sandbox;
        response.Headers.CacheControl = "private,max-age=31536000,immutable";
        var tag = new Microsoft.Net.Http.Headers.EntityTagHeaderValue($"\"{digest}\"");
        return await IsPageAsync(path, ct)
            ? Results.File(path, "text/html; charset=utf-8", entityTag: tag, enableRangeProcessing: true)
            : Results.File(path, "application/octet-stream", fileDownloadName: digest[..12], entityTag: tag, enableRangeProcessing: true);
    }

    private static async Task<bool> IsPageAsync(string path, CancellationToken ct)
    {
        var head = new byte[64];
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var read = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        return System.Text.Encoding.UTF8.GetString(head, 0, read).TrimStart('\uFEFF', ' ', '\n', '\r').StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase);
    }
}

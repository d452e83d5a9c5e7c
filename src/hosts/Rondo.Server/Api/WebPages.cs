using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.FileProviders;

namespace Rondo.Server.Api;

/// <summary>The built pages: files whose names carry a hash are kept by browsers for ever, everything else is asked for again.</summary>
internal static class WebPages
{
    private const string Policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; worker-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static void MapWeb(this WebApplication app, ServerOptions options)
    {
        if (!File.Exists(Path.Combine(options.WebFolder, "index.html")))
        {
            app.MapGet("/", () => TypedResultsText()).ExcludeFromDescription();
            return;
        }

        var files = new PhysicalFileProvider(Path.GetFullPath(options.WebFolder));
        var index = Path.Combine(Path.GetFullPath(options.WebFolder), "index.html");
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            OnPrepareResponse = file => Head(file.Context.Response, file.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? "public,max-age=31536000,immutable" : "no-cache"),
        });
        app.MapFallback("{*path:nonfile}", (HttpContext context) =>
        {
            if (IsForPrograms(context.Request.Path))
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Results.Empty;
            }

            Head(context.Response, "no-cache");
            return Results.File(index, "text/html; charset=utf-8");
        }).ExcludeFromDescription();
    }

    private static IResult TypedResultsText() => Results.Text("Rondo runs here. Its API is described at /openapi/v1.json.\n");

    private static bool IsForPrograms(PathString path) =>
        Programs.Any(p => path.StartsWithSegments(p, StringComparison.OrdinalIgnoreCase));

    private static readonly string[] Programs = ["/api", "/predict", "/feedback", "/v1", "/v2", "/openapi", "/health", "/metrics"];

    private static void Head(HttpResponse response, string cache)
    {
        response.Headers.CacheControl = cache;
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
    }
}

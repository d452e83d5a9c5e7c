using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace Rondo.Server.Api;

/// <summary>
/// The built pages: files whose names carry a hash are kept by browsers for ever, everything else is asked for again. Where the build
/// put a smaller form beside a file (<c>.br</c>, <c>.gz</c>), a browser that reads it gets that one.
/// </summary>
internal static class WebPages
{
    private const string Policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; worker-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    private static readonly string[] Programs = ["/api", "/predict", "/feedback", "/v1", "/v2", "/openapi", "/health", "/metrics"];
    private static readonly (string Ending, string Coding)[] Smaller = [(".br", "br"), (".gz", "gzip")];

    public static void MapWeb(this WebApplication app, ServerOptions options)
    {
        if (!File.Exists(Path.Combine(options.WebFolder, "index.html")))
        {
            app.MapGet("/", () => Results.Text("Rondo runs here. Its API is described at /openapi/v1.json.\n")).ExcludeFromDescription();
            return;
        }

        var files = new PhysicalFileProvider(Path.GetFullPath(options.WebFolder));
        var index = Path.Combine(Path.GetFullPath(options.WebFolder), "index.html");
        app.Use((context, next) =>
        {
            context.Request.Path = Smallest(context.Request, files);
            return next(context);
        });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files, ContentTypeProvider = new TypeOfTheWhole(), OnPrepareResponse = Prepare });
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

    private static PathString Smallest(HttpRequest request, PhysicalFileProvider files)
    {
        if (!request.Path.StartsWithSegments("/assets", StringComparison.Ordinal))
        {
            return request.Path;
        }

        var accepted = request.Headers.AcceptEncoding.ToString();
        foreach (var (ending, coding) in Smaller)
        {
            if (accepted.Contains(coding, StringComparison.OrdinalIgnoreCase) && files.GetFileInfo(request.Path + ending).Exists)
            {
                return request.Path.Value + ending;
            }
        }

        return request.Path;
    }

    private static void Prepare(StaticFileResponseContext file)
    {
        var asset = file.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal);
        Head(file.Context.Response, asset ? "public,max-age=31536000,immutable" : "no-cache");
        if (!asset)
        {
            return;
        }

        file.Context.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        foreach (var (ending, coding) in Smaller)
        {
            if (file.File.Name.EndsWith(ending, StringComparison.Ordinal))
            {
                file.Context.Response.Headers.ContentEncoding = coding;
            }
        }
    }

    private static bool IsForPrograms(PathString path) =>
        Programs.Any(p => path.StartsWithSegments(p, StringComparison.OrdinalIgnoreCase));

    private static void Head(HttpResponse response, string cache)
    {
        response.Headers.CacheControl = cache;
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
    }

    /// <summary>The smaller form of a file has the file's own type.</summary>
    private sealed class TypeOfTheWhole : IContentTypeProvider
    {
        private readonly FileExtensionContentTypeProvider _known = new();

        public bool TryGetContentType(string subpath, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out string contentType)
        {
            foreach (var (ending, _) in Smaller)
            {
                if (subpath.EndsWith(ending, StringComparison.Ordinal))
                {
                    return _known.TryGetContentType(subpath[..^ending.Length], out contentType);
                }
            }

            return _known.TryGetContentType(subpath, out contentType);
        }
    }
}

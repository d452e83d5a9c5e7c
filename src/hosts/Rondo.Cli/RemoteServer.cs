using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Server;

namespace Rondo.Cli;

/// <summary>A server that does the work of a command: named by <c>RONDO_SERVER</c>, entered with <c>RONDO_TOKEN</c>.</summary>
internal sealed class RemoteServer : IDisposable
{
    private RemoteServer(HttpClient http) => Http = http;

    public HttpClient Http { get; }

    /// <summary>The server that is named; null when the command works on this machine.</summary>
    public static RemoteServer? Named() => Environment.GetEnvironmentVariable("RONDO_SERVER") is { Length: > 0 } address ? At(address) : null;

    /// <summary>The server at an address.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The client owns its handlers.")]
    public static RemoteServer At(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new FailureException(new Failure("server.address", $"'{address}' is no server's address.", "Write it whole: http://rondo.example:7777."));
        }

        if (uri.AbsolutePath is not "/" || uri.Query.Length > 0)
        {
            throw new FailureException(new Failure("server.address", $"'{address}' holds more than a server's address: its routes begin at the root of the host.", $"Write {uri.GetLeftPart(UriPartial.Authority)}; a proxy has to give it a host name of its own."));
        }

        var http = new HttpClient(new Reaching()) { BaseAddress = uri, Timeout = TimeSpan.FromMinutes(30) };
        if (Environment.GetEnvironmentVariable("RONDO_TOKEN") is { Length: > 0 } token)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return new(http);
    }

    /// <summary>The project that commands mean: that of the folder, else the server's own.</summary>
    public async Task<string> ProjectAsync(System.CommandLine.ParseResult parsed, CancellationToken ct)
    {
        if (Pipelines.ProjectLoader.FindFolder(parsed.GetValue(GlobalOptions.Folder)!) is not null)
        {
            return ProjectSession.LoadProject(parsed, Stages.All()).Name;
        }

        return (string?)(await GetAsync("/api/v1/system", ct))["project"]
            ?? throw new FailureException(new Failure("project.none", "The server works in no project's folder, and there is none here.", "Go to the project's folder."));
    }

    public async Task<JsonObject> GetAsync(string path, CancellationToken ct)
    {
        using var answer = await Http.GetAsync(new Uri(path, UriKind.Relative), ct);
        return await ReadAsync(answer, ct);
    }

    public async Task<JsonObject> PostAsync(string path, JsonObject body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", RunId.New(TimeProvider.System).Value);
        using var answer = await Http.SendAsync(request, ct);
        return await ReadAsync(answer, ct);
    }

    /// <summary>A part of a path or a query.</summary>
    public static string Part(string text) => Uri.EscapeDataString(text);

    public void Dispose() => Http.Dispose();

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        var text = await answer.Content.ReadAsStringAsync(ct);
        return !answer.IsSuccessStatusCode ? throw new FailureException(RemoteFailure.Of((int)answer.StatusCode, text))
            : text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>Says in Rondo's words that a server cannot be reached, whoever asks.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The client owns its handlers.")]
    private sealed class Reaching() : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException e)
            {
                var uri = request.RequestUri!;
                var noTls = e.HttpRequestError is HttpRequestError.SecureConnectionError;
                throw new FailureException(new Failure(
                    "server.unreachable",
                    $"The server at {uri.GetLeftPart(UriPartial.Authority)} cannot be reached: {(noTls ? "no secure connection could be made. " + (e.InnerException ?? e).Message : e.Message)}",
                    noTls ? $"Where it speaks no TLS, write http://{uri.Authority}; else check its certificate." : "Check its address (RONDO_SERVER), and that it runs: rondo up.")
                { Kind = FailureKind.World }, e);
            }
        }
    }
}

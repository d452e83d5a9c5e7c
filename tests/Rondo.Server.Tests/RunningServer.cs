using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Rondo.Pipelines;

namespace Rondo.Server.Tests;

/// <summary>A server on a free port of this machine, in a folder of its own that is removed with it.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private RunningServer(string folder, RondoServer server) => (Folder, Server, Http) = (folder, server, new HttpClient { BaseAddress = server.Address });

    public string Folder { get; }

    public RondoServer Server { get; }

    public HttpClient Http { get; }

    public static async Task<RunningServer> StartAsync(string? yaml = null, Func<ServerOptions, ServerOptions>? with = null, Action<string>? prepare = null)
    {
        var folder = Directory.CreateTempSubdirectory("rondo-server-").FullName;
        if (yaml is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, ProjectLoader.FileName), yaml);
        }

        prepare?.Invoke(folder);
        var options = new ServerOptions(folder, new("http://127.0.0.1:0")) { User = "ann" };
        return new(folder, await RondoServer.StartAsync(with?.Invoke(options) ?? options, CancellationToken.None));
    }

    /// <summary>GET, demanded to be answered with 200 and what the contract promises.</summary>
    public async Task<JsonObject> GetAsync(string path)
    {
        using var answer = await Http.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"GET {path}: {(int)answer.StatusCode} {text}");
        Assert.Null(Contract.FaultOf("GET", path, (int)answer.StatusCode, text));
        return JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>Sends; gives status and body, which are demanded to be what the contract promises.</summary>
    public async Task<(int Status, JsonObject? Body)> SendAsync(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        using var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Null(Contract.FaultOf(method.Method, path, (int)answer.StatusCode, text));
        return ((int)answer.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text)!.AsObject() : null);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}

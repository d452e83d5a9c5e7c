using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Rondo.EndToEnd.Serving;

/// <summary><c>rondo up</c> in a process of its own.</summary>
internal sealed class UpProcess : IDisposable
{
    private readonly Process _process;

    private UpProcess(Process process, Uri address, TimeSpan ready) => (_process, Http, Ready) = (process, new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) }, ready);

    public HttpClient Http { get; }

    /// <summary>From the start of the process to the answer that every endpoint is ready.</summary>
    public TimeSpan Ready { get; }

    public static async Task<UpProcess> StartAsync(string folder, params KeyValuePair<string, string>[] variables)
    {
        var watch = Stopwatch.StartNew();
        var process = RondoProgram.Start(folder, ["up", "--port", "0", "--json"], variables);
        var line = await process.StandardOutput.ReadLineAsync();
        if (line is null)
        {
            Assert.Fail("rondo up ended: " + await process.StandardError.ReadToEndAsync());
        }

        _ = process.StandardError.ReadToEndAsync();
        var address = new Uri((string)JsonNode.Parse(line)!["address"]!);
        using var http = new HttpClient { BaseAddress = address };
        Assert.Equal("ready", await http.GetStringAsync("/health/ready"));
        return new(process, address, watch.Elapsed);
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async Task<JsonObject> GetAsync(string path) => JsonNode.Parse(await Http.GetStringAsync(path))!.AsObject();

    public async Task<JsonNode> PostAsync(string path, string body)
    {
        using var content = new StringContent(body);
        using var answer = await Http.PostAsync(path, content);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"POST {path}: {(int)answer.StatusCode} {text}");
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        Http.Dispose();
    }
}

using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Rondo.Browser;

/// <summary>
/// The demo with its server on a free port, in a folder that is gone afterwards. RONDO_BROWSER_SERVER names a server that runs already
/// instead: quicker while one works on the pages, and it is left as the tests leave it.
/// </summary>
internal sealed partial class RunningDemo : IAsyncDisposable
{
    private readonly string? _folder;
    private readonly Process? _server;
    private readonly HttpClient _http;

    private RunningDemo(string address, string? folder, Process? server)
    {
        (Address, _folder, _server) = (address, folder, server);
        _http = new() { BaseAddress = new(address), Timeout = TimeSpan.FromMinutes(2) };
    }

    public string Address { get; }

    public static async Task<RunningDemo> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("RONDO_BROWSER_SERVER") is { Length: > 0 } known)
        {
            return new(known.TrimEnd('/'), null, null);
        }

        var folder = Directory.CreateTempSubdirectory("rondo-browser-").FullName;
        var project = Path.Combine(folder, "demo");
        await RunAsync(folder, "demo", project);

        var file = Path.Combine(project, "rondo.yaml");
        if (!(await File.ReadAllTextAsync(file)).Contains("\nmonitor:", StringComparison.Ordinal))
        {
            await File.AppendAllTextAsync(file, "\nmonitor: { every: 5s, window: 1m, minimum-rows: 10, persistence: 1 }\n");
        }

        var server = Start(folder, "-C", project, "up", "--port", "0");
        var said = new StringBuilder();
        server.ErrorDataReceived += (_, line) => said.AppendLine(line.Data);
        server.BeginErrorReadLine();
        while (await server.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Place().Match(line) is { Success: true } found)
            {
                _ = server.StandardOutput.ReadToEndAsync();
                var running = new RunningDemo(found.Value, folder, server);
                await running.DeployAsync();
                return running;
            }
        }

        throw new InvalidOperationException($"rondo up did not say where it listens.\n{said}");
    }

    /// <summary>The command line, to its end.</summary>
    public static async Task RunAsync(string folder, params string[] arguments)
    {
        using var process = Start(folder, arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"rondo {string.Join(' ', arguments)} ended with {process.ExitCode}\n{await output}\n{await error}");
    }

    public async Task<JsonObject> GetAsync(string path) => (await _http.GetFromJsonAsync<JsonObject>("/api/v1" + path))!;

    public async Task<JsonObject> PostAsync(string path, JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>Sees to an alert: where none has ever been, so many wrong requests that the monitor must speak.</summary>
    public async Task SendWrongRequestsAsync()
    {
        if ((await GetAsync("/alerts"))["items"]!.AsArray().Count > 0)
        {
            return;
        }

        var endpoint = (await GetAsync("/endpoints"))["items"]![0]!["name"]!;
        var example = (await GetAsync($"/endpoints/{endpoint}"))["example"]!.AsObject();
        for (var i = 0; i < 60; i++)
        {
            using var body = JsonContent.Create(i % 3 == 0 ? new JsonObject { ["nonsense"] = 1 } : example.DeepClone().AsObject());
            (await _http.PostAsync($"/predict/{endpoint}", body)).Dispose();
        }

        // A window is a minute; it is judged a moment after its end.
        for (var look = 0; look < 60 && (await GetAsync("/alerts"))["items"]!.AsArray().Count == 0; look++)
        {
            await Task.Delay(2500);
            await PostAsync($"/api/v1/endpoints/{endpoint}/monitor/run", []);
        }
    }

    /// <summary>A version that is not the champion; made by a run with another seed where there is none.</summary>
    public async Task<long> CandidateAsync(string project)
    {
        if (await NewestAsync() is { } there)
        {
            return there;
        }

        var run = (string)(await PostAsync($"/api/v1/projects/{project}/runs", new() { ["overrides"] = new JsonArray("train.seed=8") }))["id"]!;
        for (var state = "running"; state == "running"; state = (string)(await GetAsync("/runs/" + run))["status"]!)
        {
            await Task.Delay(500);
        }

        return await NewestAsync() ?? throw new InvalidOperationException("The run registered no version.");

        // A review of a version older than the champion would be withdrawn.
        async Task<long?> NewestAsync()
        {
            var versions = await Places.ItemsAsync(this, $"/models/{project}/versions");
            var champion = (long)versions.First(v => v!["aliases"]!.AsArray().Any(a => (string)a! == "champion"))!["version"]!;
            return (long?)versions.FirstOrDefault(v => (long)v!["version"]! > champion && !(bool)v["blocked"]!)?["version"];
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_server is not null)
        {
            _server.Kill(entireProcessTree: true);
            await _server.WaitForExitAsync();
            _server.Dispose();
        }

        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    /// <summary>The demo's champion behind its endpoint, with some requests, where the demo itself has not done so.</summary>
    private async Task DeployAsync()
    {
        if ((await GetAsync("/endpoints"))["items"]!.AsArray().Count > 0)
        {
            return;
        }

        var project = (string)(await GetAsync("/system"))["project"]!;
        var endpoint = await PostAsync($"/api/v1/endpoints/{project}/deploy", new() { ["model"] = project + "@champion", ["reason"] = "To be looked at" });
        for (var i = 0; i < 30; i++)
        {
            await PostAsync($"/predict/{project}", endpoint["example"]!.DeepClone().AsObject());
        }
    }

    private static Process Start(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Repository.Program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment.Remove("RONDO_HOME");
        start.Environment.Remove("RONDO_SERVER");
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    [GeneratedRegex(@"http://\S+", RegexOptions.None, 1000)]
    private static partial Regex Place();
}

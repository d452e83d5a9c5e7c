using System.Collections.Concurrent;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Pipelines.Tests.Running;

/// <summary>A project in a folder of its own, with a real workspace.</summary>
internal sealed class TestProject : IAsyncDisposable
{
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);

    public TestProject(string steps, params IReadOnlyList<IComponent> components)
    {
        Root = Directory.CreateTempSubdirectory("rondo-run-").FullName;
        Folder = Path.Combine(Root, "project");
        Directory.CreateDirectory(Folder);
        Registry = new StageRegistry().AddPipelines();
        foreach (var component in components)
        {
            Registry.Add(component);
        }

        Steps(steps);
    }

    /// <summary>The database; null means a file in the workspace.</summary>
    public string? PostgreSql { get; init; }

    public string Root { get; }

    public string Folder { get; private set; }

    public StageRegistry Registry { get; }

    public ConcurrentQueue<PipelineEvent> Events { get; } = new();

    public string WorkspaceFolder => Path.Combine(Folder, ".rondo");

    public void Steps(string steps) => Write("rondo.yaml", $"rondo: 1\nproject: demo\npipeline:\n  steps:\n{string.Concat(steps.Split('\n').Select(l => "    " + l + "\n"))}");

    public void Write(string path, string text)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    public void Set(string variable, string value) => _environment[variable] = value;

    public void Rename(string name)
    {
        var target = Path.Combine(Root, name);
        Directory.Move(Folder, target);
        Folder = target;
    }

    public Project Load(params string[] overrides) => ProjectLoader.Load(Folder, overrides, Registry, _environment.GetValueOrDefault).Value;

    public Task<Workspace> OpenAsync() => Workspace.OpenAsync(new(WorkspaceFolder, TimeProvider.System, Registry.Migrations) { PostgreSql = PostgreSql }, CancellationToken.None);

    public async Task<RunReport> RunAsync(Func<RunRequest, RunRequest>? change = null, CancellationToken ct = default) => (await TryRunAsync(change, [], ct)).Value;

    public async Task<Result<RunReport>> TryRunAsync(Func<RunRequest, RunRequest>? change = null, string[]? overrides = null, CancellationToken ct = default)
    {
        await using var workspace = await OpenAsync();
        return await RunInAsync(workspace, change, overrides, ct);
    }

    public Task<Result<RunReport>> RunInAsync(Workspace workspace, Func<RunRequest, RunRequest>? change = null, string[]? overrides = null, CancellationToken ct = default)
    {
        var request = new RunRequest(Load(overrides ?? [])) { Jobs = 4 };
        return PipelineRunner.RunAsync(change is null ? request : change(request), workspace, Registry, Events.Enqueue, ct);
    }

    public async Task<string> ReadAsync(RunReport report, string step, string port)
    {
        await using var workspace = await OpenAsync();
        return await File.ReadAllTextAsync(await workspace.Artifacts.LocalPathAsync(report[step].Outputs[port].Digest, CancellationToken.None));
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Root, recursive: true);
        return ValueTask.CompletedTask;
    }
}

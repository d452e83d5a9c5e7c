using System.Text.Json.Nodes;
using Rondo.Data;
using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Modeling.Tests;

/// <summary>A project in a folder of its own with a workspace, whose derived steps are run one after the other in this process.</summary>
internal sealed class TestProject : IAsyncDisposable
{
    private TestProject(string folder, StageRegistry registry, Workspace workspace) => (Folder, Registry, Workspace) = (folder, registry, workspace);

    public string Folder { get; }

    public StageRegistry Registry { get; }

    public Workspace Workspace { get; }

    /// <summary>Opens a project with this <c>rondo.yaml</c>.</summary>
    public static async Task<TestProject> OpenAsync(string yaml, string? postgreSql = null)
    {
        var folder = Directory.CreateTempSubdirectory("rondo-project-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "rondo.yaml"), yaml);
        var registry = new StageRegistry().AddScoping().AddData().AddModeling();
        var workspace = await Workspace.OpenAsync(new(Path.Combine(folder, ".rondo"), TimeProvider.System, registry.Migrations) { PostgreSql = postgreSql }, CancellationToken.None);
        return new(folder, registry, workspace);
    }

    public Project Load(params string[] overrides) => ProjectLoader.Load(Folder, overrides, Registry).Value;

    /// <summary>Runs every step; gives each step's outputs by <c>step.port</c>.</summary>
    public async Task<Dictionary<string, RunArtifact>> RunAsync(int threads = 1, params string[] overrides)
    {
        var project = Load(overrides);
        var outputs = new Dictionary<string, RunArtifact>(StringComparer.Ordinal);
        var pipeline = RunId.New(TimeProvider.System);
        await Workspace.WriteAsync((t, ct) => Workspace.Runs.BeginAsync(t, [new(pipeline, project.Name, "pipeline", "all", null, "ann", Workspace.Clock.GetUtcNow())], ct), CancellationToken.None);
        foreach (var step in project.Steps)
        {
            await RunStepAsync(project, step, pipeline, outputs, threads);
        }

        await Workspace.WriteAsync((t, ct) => Workspace.Runs.EndAsync(t, new(pipeline, RunStatus.Succeeded, Workspace.Clock.GetUtcNow()), ct), CancellationToken.None);
        return outputs;
    }

    public Task<string> PathOfAsync(RunArtifact artifact) => Workspace.Artifacts.LocalPathAsync(artifact.Digest, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await Workspace.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task RunStepAsync(Project project, StepDefinition step, RunId pipeline, Dictionary<string, RunArtifact> outputs, int threads)
    {
        var ct = CancellationToken.None;
        var component = Registry.Components[step.Uses!];
        var work = Workspace.Artifacts.CreateWorkFolder(step.Name);
        var run = RunId.New(TimeProvider.System);
        var parameters = component.ParametersFor(project, step.With).Value;
        var inputs = new Dictionary<string, (StepInput Input, RunArtifact Artifact)>(StringComparer.Ordinal);
        foreach (var port in component.Inputs.Where(p => step.Inputs.ContainsKey(p.Name)))
        {
            if (await ResolveAsync(project, step.Inputs[port.Name], port, outputs) is { } found)
            {
                inputs[port.Name] = found;
            }
        }

        await Workspace.WriteAsync((t, c) => Workspace.Runs.BeginAsync(t, [new(run, project.Name, "step", step.Name, pipeline, "ann", Workspace.Clock.GetUtcNow()) { Parameters = (JsonObject)parameters.DeepClone() }], c), ct);
        var report = new Quiet();
        var context = new StepContext
        {
            StepName = step.Name,
            Parameters = parameters,
            Inputs = inputs.ToDictionary(i => i.Key, i => i.Value.Input, StringComparer.Ordinal),
            Outputs = component.Outputs.ToDictionary(o => o.Name, o => Path.Combine(Directory.CreateDirectory(Path.Combine(work, "out")).FullName, o.FileName), StringComparer.Ordinal),
            WorkFolder = Directory.CreateDirectory(Path.Combine(work, "tmp")).FullName,
            Report = report,
            Threads = threads,
            Clock = TimeProvider.System,
        };
        var verdict = await component.RunAsync(context, ct);
        Assert.Empty(verdict.Failures);
        var staged = new List<(Port Port, StagedObject Object)>();
        foreach (var port in component.Outputs.Where(o => Path.Exists(context.Outputs[o.Name])))
        {
            staged.Add((port, await Workspace.Artifacts.StageAsync(context.Outputs[port.Name], StageMode.Copy, ct)));
        }

        var written = staged.Select(s => new RunArtifact("out", s.Port.Name, s.Port.Kind, s.Object.Digest)).ToList();
        var read = inputs.ToDictionary(i => i.Key, i => i.Value.Artifact with { Direction = "in", Port = i.Key }, StringComparer.Ordinal);
        await Workspace.WriteAsync(
            async (t, c) =>
            {
                await Workspace.Artifacts.PublishAsync(t, [.. staged.Select(s => s.Object)], c);
                await Workspace.Lineage.RecordAsync(t, run, [.. read.Values, .. written], c);
                await Workspace.Runs.LogMetricsAsync(t, run, [.. report.Metrics.Select(m => new MetricValue(m.Key, m.Value, m.Step, Workspace.Clock.GetUtcNow()))], c);
                await Workspace.Runs.EndAsync(t, new(run, RunStatus.Succeeded, Workspace.Clock.GetUtcNow()), c);
            },
            ct);
        var byPort = written.ToDictionary(w => w.Port, StringComparer.Ordinal);
        await component.CompletedAsync(new(step.Name, run, pipeline, false, read, byPort, project, Workspace, "ann"), ct);
        foreach (var (port, artifact) in byPort)
        {
            outputs[$"{step.Name}.{port}"] = artifact;
        }
    }

    private async Task<(StepInput, RunArtifact)?> ResolveAsync(Project project, InputReference from, Port port, Dictionary<string, RunArtifact> outputs)
    {
        switch (from)
        {
            case StepOutputReference output when outputs.TryGetValue($"{output.Step}.{output.Port}", out var artifact):
                return (new(await PathOfAsync(artifact), artifact.Kind, artifact.Digest), artifact);
            case ProjectFileReference file:
                var path = Path.Combine(project.Folder, file.Path);
                var digest = await Workspace.Files.OfFileAsync(path, CancellationToken.None);
                return (new(path, ArtifactKinds.File, digest) { DisplayName = file.Path }, new("in", port.Name, ArtifactKinds.File, digest));
            case NamedReference named:
                var found = (await Registry.Resolvers[named.Scheme].ResolveAsync(named.Text, named.Place, Workspace, CancellationToken.None)).Value;
                return found is null ? null : (new(await PathOfAsync(found), found.Kind, found.Digest), found);
            default:
                return null;
        }
    }
}

using Rondo.Kernel;
using Rondo.Pipelines.Executors;
using Rondo.Stores;

namespace Rondo.Pipelines.Scheduling;

#pragma warning disable CA1506 // It is where the slices come together.

/// <summary>Runs one attempt of a step by the executor that fits it.</summary>
internal sealed class AttemptRunner : IAsyncDisposable
{
    private readonly RunContext _context;
    private readonly Guardian _guardian = new();
    private readonly ShellAhead _shells;
    private readonly GroupMeter _meter;
    private readonly ScriptExecutor _scripts;
    private readonly WorkerExecutor _workers;
    private readonly InProcessExecutor _inProcess;

    public AttemptRunner(RunContext context)
    {
        _context = context;
        var clock = context.Workspace.Clock;
        _meter = new(clock);
        _shells = new(_guardian);
        var children = new ChildProcess(_guardian, _shells, _meter, clock);
        _scripts = new(children, new(context.Workspace.Artifacts, context.Registry.TableForms), context.Registry.TableForms);
        _workers = new(children, context.Request.WorkerCommand);
        _inProcess = new(clock);
    }

    /// <summary>Runs in <paramref name="folder"/>; what the world does wrong is in the attempt, not thrown.</summary>
    public async Task<StepAttempt> RunAsync(PlannedStep step, RunId stepRun, int attempt, string folder, StepLog log, StepSignals signals, string token, CancellationToken ct)
    {
        var started = _context.Workspace.Clock.GetTimestamp();
        try
        {
            var node = step.Node;
            var job = new StepJob(_context.Project, node, await InputsAsync(step, folder, ct), folder, attempt, Threads(node), log, signals, token)
            {
                Code = step.Identity!.Code,
                Endings = step.Identity.Endings,
                Variables = node.Component is null && _context.Request.ScriptVariables is { } variables ? variables(stepRun) : System.Collections.Frozen.FrozenDictionary<string, string>.Empty,
            };
            Directory.CreateDirectory(job.WorkFolder);
            if (node.Component is null)
            {
                return await _scripts.RunAsync(job, ct);
            }

            return InChild(node) ? await _workers.RunAsync(job, ct) : await _inProcess.RunAsync(job, ct);
        }
        catch (FailureException e)
        {
            return new(null, e.Failures, Used(), System.Collections.Frozen.FrozenDictionary<string, string>.Empty);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return StepAttempt.Failed(new("step.files", $"A file of the step could not be read or written: {e.Message}", "Check the disk and its permissions.") { Kind = FailureKind.World }, Used());
        }

        ResourceUse Used() => new(_context.Workspace.Clock.GetElapsedTime(started).TotalSeconds, 0, 0);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _meter.Dispose();
        await _shells.DisposeAsync();
        _guardian.Dispose();
    }

    // A limit on memory can only be held from outside.
    private bool InChild(PipelineNode node) =>
        _context.Request.WorkerCommand.Count > 0 && (node.Component!.RunsInChild || node.Step.Resources.MemoryBytes is not null || node.Step.Resources.Time is not null);

    private static int Threads(PipelineNode node) => node.Step.Resources.Cpus ?? Environment.ProcessorCount;

    private async Task<Dictionary<string, StepInput>> InputsAsync(PlannedStep step, string folder, CancellationToken ct)
    {
        var inputs = new Dictionary<string, StepInput>(StringComparer.Ordinal);
        foreach (var (port, artifact) in step.Identity!.Inputs)
        {
            var path = await PathAsync(port, artifact.Digest, folder, ct);
            inputs[port] = new(path, artifact.Kind, artifact.Digest)
            {
                DisplayName = step.Node.Step.Inputs[port] switch
                {
                    ProjectFileReference file => file.Path,
                    StepOutputReference output => $"{output.Step}.{output.Port}",
                    NamedReference named => $"{named.Scheme}:{named.Text}",
                    _ => port,
                },
            };
        }

        return inputs;
    }

    private async Task<string> PathAsync(string port, Rondo.Kernel.Digest digest, string folder, CancellationToken ct)
    {
        if (_context.Fresh.Find(digest) is { } bytes)
        {
            var path = Path.Combine(folder, "fresh." + port);
            File.WriteAllBytes(path, bytes);
            return path;
        }

        return await _context.Workspace.Artifacts.LocalPathAsync(digest, ct);
    }
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Stores;

namespace Rondo.Server;

/// <summary>The pipeline runs that this server does. They go on when the request that began them has ended, and are stopped with the server.</summary>
internal sealed partial class RunningRuns(ServerOptions options, Workspace workspace, StageRegistry stages, ILogger<RunningRuns> log) : IHostedService
{
    private const int MostAtOnce = 16;

    private readonly ConcurrentDictionary<RunId, CancellationTokenSource> _running = new();
    private readonly ConcurrentDictionary<Task, bool> _tasks = new();
    private int _count;
    private bool _stopping;

    /// <summary>Whether the run is one of this server's, at work now.</summary>
    public bool Has(RunId run) => _running.ContainsKey(run);

    /// <summary>Begins a run; gives its id as soon as it is recorded, or the failures for which nothing was begun.</summary>
    public async Task<Result<RunId>> StartAsync(RunRequest request, CancellationToken ct)
    {
        if (Interlocked.Increment(ref _count) > MostAtOnce || _stopping)
        {
            Interlocked.Decrement(ref _count);
            return new Failure("run.too-many", $"{MostAtOnce} runs are at work already.", "Wait until one has ended.") { Kind = FailureKind.World };
        }

        var begun = new TaskCompletionSource<Result<RunId>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var task = Task.Run(() => RunAsync(request with { WorkerCommand = options.WorkerCommand }, begun), CancellationToken.None);
        _tasks[task] = true;
        _ = task.ContinueWith(t => _tasks.TryRemove(t, out _), TaskScheduler.Default);
        var id = await begun.Task.WaitAsync(ct);

        // It is told a moment before it is recorded; whoever asks for it next must find it.
        while (id.Ok && !task.IsCompleted && await workspace.Runs.FindAsync(id.Value.Value, ct) is null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, ct);
        }

        return id;
    }

    /// <summary>Stops a run; false when it is not one of this server's.</summary>
    public async Task<bool> CancelAsync(RunId run)
    {
        if (!_running.TryGetValue(run, out var stop))
        {
            return false;
        }

        await stop.CancelAsync();
        return true;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        foreach (var stop in _running.Values)
        {
            await stop.CancelAsync();
        }

        await Task.WhenAll(_tasks.Keys);
    }

    private async Task RunAsync(RunRequest request, TaskCompletionSource<Result<RunId>> begun)
    {
        using var stop = new CancellationTokenSource();
        RunId? known = null;
        try
        {
            request = request with { Code = await GitState.ReadAsync(request.Project.Folder, workspace, stop.Token) };
            var report = await PipelineRunner.RunAsync(request, workspace, stages, Note, stop.Token);
            _ = report.Ok ? begun.TrySetResult(report.Value.Run) : begun.TrySetResult(report.Failures.ToList());
        }
#pragma warning disable CA1031 // nobody waits for it: what goes wrong is told to the log and to whoever began it
        catch (Exception problem)
#pragma warning restore CA1031
        {
            Failed(log, problem, known?.Value ?? "");
            begun.TrySetResult(problem is FailureException failure ? failure.Failures.ToList() : [new("bug", "The run could not be begun.", "Look at the server's log.") { Kind = FailureKind.World }]);
        }
        finally
        {
            Interlocked.Decrement(ref _count);
            if (known is { } run)
            {
                _running.TryRemove(run, out _);
            }
        }

        void Note(PipelineEvent e)
        {
            if (e is RunStarted)
            {
                known = e.Run;
                _running[e.Run] = stop;
                if (_stopping)
                {
                    stop.Cancel();
                }

                begun.TrySetResult(e.Run);
            }

        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The run {Run} broke off.")]
    private static partial void Failed(ILogger log, Exception problem, string run);
}

using Rondo.Pipelines.Steps;

namespace Rondo.Pipelines.Executors;

/// <summary>Runs a component in this process: for those that cannot hang or leak.</summary>
internal sealed class InProcessExecutor(TimeProvider clock)
{
    public async Task<StepAttempt> RunAsync(StepJob job, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        var outputs = job.Node.Outputs.ToDictionary(o => o.Name, job.OutputPath, StringComparer.Ordinal);
        var context = new StepContext
        {
            StepName = job.Node.Name,
            Parameters = (System.Text.Json.Nodes.JsonObject)job.Parameters.DeepClone(),
            Inputs = job.Inputs,
            Outputs = outputs,
            WorkFolder = Directory.CreateDirectory(Path.Combine(job.Folder, "tmp")).FullName,
            Report = new Reporter(job),
            Threads = job.Threads,
            Clock = clock,
        };
        using var limit = new CancellationTokenSource(job.Node.Step.Resources.Time ?? Timeout.InfiniteTimeSpan, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        StepResult result;
        try
        {
            // On a thread of the pool: a component may compute for long before its first await.
            var (verdict, failures) = await Task.Run(() => ComponentCall.RunAsync(job.Node.Component!, context, stop.Token), stop.Token);
            result = new(verdict, failures, 0, 0);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            result = new(null, [Limits.Time(job.Node.Step.Resources.Time!.Value)], 0, 0);
        }

        var seconds = clock.GetElapsedTime(started).TotalSeconds;
        return StepAttempt.Of(result, new(seconds, 0, 0), outputs);
    }

    private sealed class Reporter(StepJob job) : IStepReporter
    {
        public void Progress(double? share, string text) => job.Signals.Progress(share, text);

        public void Metric(string key, double value, long step = 0) => job.Signals.Metric(key, value, step);

        public void Log(string line) => job.Log.Line(line);
    }
}

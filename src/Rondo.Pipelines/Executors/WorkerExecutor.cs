using Rondo.Pipelines.Steps;

namespace Rondo.Pipelines.Executors;

/// <summary>Runs a component in a child: <c>rondo worker SPEC.json</c>.</summary>
internal sealed class WorkerExecutor(ChildProcess children, IReadOnlyList<string> command)
{
    public async Task<StepAttempt> RunAsync(StepJob job, CancellationToken ct)
    {
        var outputs = job.Node.Outputs.ToDictionary(o => o.Name, job.OutputPath, StringComparer.Ordinal);
        var spec = new StepSpec
        {
            Step = job.Node.Name,
            Component = job.Node.Component!.Name,
            Parameters = job.Parameters,
            Inputs = job.Inputs,
            Outputs = outputs,
            WorkFolder = Directory.CreateDirectory(Path.Combine(job.Folder, "tmp")).FullName,
            Result = Path.Combine(job.Folder, "result.json"),
            Token = job.Token,
            Threads = job.Threads,
            Attempt = job.Attempt,
        };
        var path = Path.Combine(job.Folder, "spec.json");
        await File.WriteAllTextAsync(path, spec.Text(job.Project.Secrets), ct);
        var end = await children.RunAsync(new([.. command, path], job.WorkFolder, Variables(job), job.Node.Step.Resources, null), job.Log, ct);
        if (end.Stopped is { } stopped)
        {
            return StepAttempt.Failed(stopped, end.Use);
        }

        if (!File.Exists(spec.Result) || StepResult.Parse(await File.ReadAllTextAsync(spec.Result, ct)) is not { } result)
        {
            return StepAttempt.Failed(ExitCodes.Explain(end.ExitCode), end.Use);
        }

        var use = end.Use with { CpuSeconds = Math.Max(end.Use.CpuSeconds, result.CpuSeconds), PeakMemoryBytes = Math.Max(end.Use.PeakMemoryBytes, result.PeakMemoryBytes) };
        return StepAttempt.Of(result, use, outputs);
    }

    // Our own program, so it gets our own environment.
    private static Dictionary<string, string> Variables(StepJob job)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        foreach (var name in job.Project.Secrets.Names)
        {
            variables[StepSpec.SecretVariable + name] = job.Project.Secrets.ValueOf(name)!;
        }

        return variables;
    }
}

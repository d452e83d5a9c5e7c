using Rondo.Stores;

namespace Rondo.Pipelines.Executors;

/// <summary>Runs a script in any language by the step contract.</summary>
internal sealed class ScriptExecutor(ChildProcess children, ScriptInputs inputs, ITableForms? tables)
{
    public async Task<StepAttempt> RunAsync(StepJob job, CancellationToken ct)
    {
        var script = job.Node.Step.Script!;
        CodeFiles.LayOut(job);
        var given = await inputs.PlaceAsync(job, ct);
        foreach (var port in job.Node.Outputs)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(job.OutputPath(port))!);
        }

        var request = new ChildRequest(script.Command, job.WorkFolder, ScriptEnvironment.Of(job, given), job.Node.Step.Resources, Path.Combine(job.Folder, "times")) { IsShellText = script.Shell };
        var end = await children.RunAsync(request, job.Log, ct);
        if (await inputs.DamageAsync(given, ct) is { } damage)
        {
            return StepAttempt.Failed(damage, end.Use);
        }

        if (end.Stopped is { } stopped)
        {
            return StepAttempt.Failed(stopped, end.Use);
        }

        return end.ExitCode != 0
            ? StepAttempt.Failed(ExitCodes.Explain(end.ExitCode), end.Use)
            : new(StepVerdict.Pass, [], end.Use, await OutputsAsync(job, ct));
    }

    private async Task<Dictionary<string, string>> OutputsAsync(StepJob job, CancellationToken ct)
    {
        var outputs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var port in job.Node.Outputs)
        {
            var path = job.OutputPath(port);
            SpecialFile.RefuseOutside(path, job.WorkFolder);
            if (port.Kind is ArtifactKinds.Table && !path.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase) && File.Exists(path))
            {
                var parquet = Path.Combine(job.Folder, "tables", port.Name + ".parquet");
                Directory.CreateDirectory(Path.GetDirectoryName(parquet)!);
                await (tables ?? throw ScriptInputs.NoTables(port.Name)).FromCsvAsync(path, parquet, ct);
                path = parquet;
            }

            outputs[port.Name] = path;
        }

        return outputs;
    }
}

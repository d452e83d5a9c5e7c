using System.Diagnostics;
using Rondo.Stores;

namespace Rondo.Pipelines.Tests.Running;

/// <summary>This assembly as a program: <c>run FOLDER JOBS</c> and <c>worker SPEC</c>, as the command line will be.</summary>
internal static class RunnerProgram
{
    public static string Assembly => typeof(RunnerProgram).Assembly.Location;

    public static async Task<int> Main(string[] args)
    {
        var started = Stopwatch.GetTimestamp();
        var registry = new StageRegistry().AddPipelines();
        registry.Add(new CountComponent { RunsInChild = true });
        registry.Add(new MoodyComponent { RunsInChild = true });
        if (args is ["worker", var spec])
        {
            return await StepWorker.RunAsync(spec, registry, CancellationToken.None);
        }

        if (args is not ["run", var folder, var jobs, ..])
        {
            return 2;
        }

        var project = ProjectLoader.Load(folder, [], registry).Value;
        await using var workspace = await Workspace.OpenAsync(new(Path.Combine(folder, ".rondo"), TimeProvider.System, registry.Migrations), CancellationToken.None);
        var request = new RunRequest(project) { Jobs = int.Parse(jobs, System.Globalization.CultureInfo.InvariantCulture), WorkerCommand = ["dotnet", "exec", Assembly, "worker"] };
        var opened = Stopwatch.GetElapsedTime(started);
        var report = (await PipelineRunner.RunAsync(request, workspace, registry, e => { }, CancellationToken.None)).Value;
        foreach (var group in report.Steps.GroupBy(s => s.Status).OrderBy(g => g.Key))
        {
            Console.Out.WriteLine($"{group.Key}: {group.Count()}");
        }

        foreach (var failure in report.Steps.SelectMany(s => s.Failures))
        {
            Console.Out.WriteLine(failure);
        }

        Console.Out.WriteLine($"open {opened.TotalMilliseconds:0} ms, run {report.Seconds * 1000:0} ms");
        return report.ExitCode;
    }
}

using System.Diagnostics;
using Rondo.Stores;

namespace Rondo.Pipelines.Tests.Running;

public sealed class KilledTests
{
    [Fact]
    public async Task After_kill_9_no_child_lives_on_nothing_is_half_published_and_no_finished_step_is_repeated()
    {
        await using var project = new TestProject("""
            a: { run: 'echo x >> {M}/a; echo a > out.txt', out: { out: out.txt } }
            b: { run: 'echo x >> {M}/b; cat "$RONDO_INPUT_in" > out.txt', in: { in: a.out }, out: { out: out.txt } }
            c: { run: 'echo half > out.txt; echo x >> {M}/c; [ -e {M}/go ] || { setsid sleep 5678.1 & sleep 5678.9; }', in: { in: b.out }, out: { out: out.txt } }
            d: { run: 'echo x >> {M}/d', in: { in: c.out } }
            """);
        var marks = Directory.CreateDirectory(Path.Combine(project.Root, "marks")).FullName;
        project.Write("rondo.yaml", (await File.ReadAllTextAsync(Path.Combine(project.Folder, "rondo.yaml"))).Replace("{M}", marks, StringComparison.Ordinal));

        using var runner = Start(project);
        await UntilAsync(() => Processes.Running("sleep 5678.9").Count == 1 && Processes.Running("sleep 5678.1").Count == 1);
        await UntilDoneAsync(project, "b");   // c begins as soon as b's output is known, a moment before it is on disk
        runner.Kill();
        await runner.WaitForExitAsync();
        await UntilAsync(() => Processes.Running("sleep 5678.").Count == 0);

        await using (var workspace = await project.OpenAsync())
        {
            var report = await workspace.Artifacts.VerifyAsync(null, CancellationToken.None);
            Assert.True(report.Intact);
            Assert.Equal(1, report.Objects);   // a and b wrote the same bytes; c published nothing
        }

        File.WriteAllText(Path.Combine(marks, "go"), "");
        var again = await project.RunAsync();
        Assert.Equal([StepStatus.Cached, StepStatus.Cached, StepStatus.Succeeded, StepStatus.Succeeded], again.Steps.Select(s => s.Status));
        Assert.Equal(["x\n", "x\n", "x\nx\n", "x\n"], ((string[])["a", "b", "c", "d"]).Select(m => File.ReadAllText(Path.Combine(marks, m))));
        await using var after = await project.OpenAsync();
        Assert.Empty(await after.Runs.ListAsync(new(Status: RunStatus.Running), 10, null, CancellationToken.None));
    }

    [Fact]
    public async Task A_run_killed_at_any_moment_is_finished_by_the_next()
    {
        await using var project = new TestProject(string.Join('\n', Enumerable.Range(0, 30).Select(i =>
            $"s{i}: {{ run: 'echo {i} > out.txt; cat \"$RONDO_INPUT_in\" >> out.txt', in: {{ in: {(i > 0 ? $"s{i - 1}.out" : "\"file:in.txt\"")} }}, out: {{ out: out.txt }} }}")));
        project.Write("in.txt", "end\n");
        var random = new Random(7);
        var finished = 0;
        for (var kill = 0; kill < 6; kill++)
        {
            using var runner = Start(project);
            await Task.Delay(random.Next(200, 1500));
            runner.Kill();
            await runner.WaitForExitAsync();
            await using var workspace = await project.OpenAsync();
            Assert.True((await workspace.Artifacts.VerifyAsync(null, CancellationToken.None)).Intact);
            var explained = (await project.RunInAsync(workspace, r => r with { ExplainOnly = true })).Value;
            var cached = explained.Steps.Count(s => s.Status == StepStatus.Cached);
            Assert.True(cached >= finished, $"{cached} cached after {finished}");
            finished = cached;
        }

        var report = await project.RunAsync();
        Assert.Equal(finished, report.Steps.Count(s => s.Status == StepStatus.Cached));
        Assert.Equal(string.Concat(Enumerable.Range(0, 30).Reverse().Select(i => $"{i}\n")) + "end\n", await project.ReadAsync(report, "s29", "out"));
    }

    [Fact]
    public async Task A_component_in_a_child_gives_the_same_and_dies_alone()
    {
        await using var project = new TestProject("""
            a: { uses: test/count, in: { in: "file:in.txt" } }
            bad: { uses: test/moody, with: { mood: world } }
            hang: { uses: test/moody, with: { mood: hang, token: $TOKEN }, resources: { time: 2s } }
            """, new CountComponent { RunsInChild = true }, new MoodyComponent { RunsInChild = true });
        project.Write("in.txt", "5");
        project.Set("TOKEN", "s3cret-value");
        var report = await project.RunAsync(r => r with { WorkerCommand = ["dotnet", "exec", RunnerProgram.Assembly, "worker"] });
        Assert.Equal("6", await project.ReadAsync(report, "a", "out"));
        Assert.Equal("counted\n", await File.ReadAllTextAsync(report["a"].LogPath!));
        Assert.True(report["a"].Use!.CpuSeconds > 0 && report["a"].Use!.PeakMemoryBytes > 10_000_000);
        Assert.Contains(project.Events, e => e is StepProgress { Step: "a", Share: 0.5, Text: "half" });
        Assert.Contains(project.Events, e => e is StepMetric { Step: "a", Key: "count", Value: 6 });
        Assert.Equal("disk.full", Assert.Single(report["bad"].Failures).Code);
        Assert.Equal("step.out-of-time", Assert.Single(report["hang"].Failures).Code);
        Assert.DoesNotContain(Processes.Running("dotnet exec"), pid => File.ReadAllText($"/proc/{pid}/cmdline").Contains(project.Folder, StringComparison.Ordinal));
    }

    private static Process Start(TestProject project)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var word in (string[])["exec", RunnerProgram.Assembly, "run", project.Folder, "2"])
        {
            start.ArgumentList.Add(word);
        }

        return Process.Start(start)!;
    }

    private static async Task UntilDoneAsync(TestProject project, string step)
    {
        await using var workspace = await project.OpenAsync();
        while ((await project.RunInAsync(workspace, r => r with { ExplainOnly = true })).Value[step].Status != StepStatus.Cached)
        {
            await Task.Delay(20);
        }
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var turn = 0; turn < 600 && !holds(); turn++)
        {
            await Task.Delay(50);
        }

        Assert.True(holds(), "It did not come to be within 30 s.");
    }
}

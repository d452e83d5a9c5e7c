using Rondo.Stores;

namespace Rondo.Pipelines.Tests.Running;

public sealed class SideBySideTests
{
    [Fact]
    public async Task Two_runs_at_once_do_each_step_once()
    {
        await using var project = new TestProject(string.Join('\n', Enumerable.Range(0, 6).Select(i =>
            $"s{i}: {{ run: 'echo x >> {{MARKS}}/s{i}; sleep 0.3; echo {i} > out.txt', out: {{ out: out.txt }} }}")));
        var marks = Directory.CreateDirectory(Path.Combine(project.Root, "marks")).FullName;
        project.Write("rondo.yaml", (await File.ReadAllTextAsync(Path.Combine(project.Folder, "rondo.yaml"))).Replace("{MARKS}", marks, StringComparison.Ordinal));
        await using var first = await project.OpenAsync();
        await using var second = await project.OpenAsync();
        var reports = await Task.WhenAll(project.RunInAsync(first), project.RunInAsync(second), project.RunInAsync(second));
        Assert.All(reports, r => Assert.Equal(RunStatus.Succeeded, r.Value.Status));
        Assert.All(Directory.EnumerateFiles(marks), f => Assert.Equal("x\n", File.ReadAllText(f)));
        Assert.Equal(6, reports.SelectMany(r => r.Value.Steps).Count(s => s.Status == StepStatus.Succeeded));
        Assert.Equal(12, reports.SelectMany(r => r.Value.Steps).Count(s => s.Status == StepStatus.Cached));
    }

    [Fact]
    public async Task Independent_steps_run_side_by_side_and_no_more_than_asked_for()
    {
        await using var project = new TestProject(string.Join('\n', Enumerable.Range(0, 6).Select(i =>
            $"s{i}: {{ run: 'mkdir {{M}}/{i}; ls {{M}} | wc -l > out.txt; sleep 0.3; rmdir {{M}}/{i}', out: {{ out: out.txt }} }}")));
        var marks = Directory.CreateDirectory(Path.Combine(project.Root, "marks")).FullName;
        project.Write("rondo.yaml", (await File.ReadAllTextAsync(Path.Combine(project.Folder, "rondo.yaml"))).Replace("{M}", marks, StringComparison.Ordinal));
        var report = await project.RunAsync(r => r with { Jobs = 3 });
        var most = 0;
        foreach (var step in report.Steps)
        {
            most = Math.Max(most, int.Parse((await project.ReadAsync(report, step.Step, "out")).Trim(), System.Globalization.CultureInfo.InvariantCulture));
        }

        Assert.InRange(most, 2, 3);
    }

    [Fact]
    public async Task The_same_work_twice_in_a_pipeline_is_done_once()
    {
        await using var project = new TestProject("""
            a: { run: 'sleep 0.2; date +%N > out.txt', out: { out: out.txt } }
            b: { run: 'sleep 0.2; date +%N > out.txt', out: { out: out.txt } }
            """);
        var report = await project.RunAsync();
        Assert.Equal([StepStatus.Cached, StepStatus.Succeeded], report.Steps.Select(s => s.Status).Order().Reverse().OrderByDescending(s => s == StepStatus.Cached));
        Assert.Equal(report["a"].Outputs["out"], report["b"].Outputs["out"]);
    }

    [Theory]
    [InlineData(false, 1000)]
    [InlineData(true, 300)]
    public async Task Hundreds_of_steps_run_wide_or_as_a_chain(bool chain, int count)
    {
        await using var project = new TestProject(string.Join('\n', Enumerable.Range(0, count).Select(i =>
            $"s{i}: {{ uses: test/count, with: {{ i: {i} }}, in: {{ in: {(chain && i > 0 ? $"s{i - 1}.out" : "\"file:in.txt\"")} }} }}")), new CountComponent());
        project.Write("in.txt", "0");
        var report = await project.RunAsync();
        Assert.Equal(count, report.Steps.Count(s => s.Status == StepStatus.Succeeded));
        Assert.Equal(chain ? $"{count}" : "1", await project.ReadAsync(report, $"s{count - 1}", "out"));
        Assert.All((await project.RunAsync()).Steps, s => Assert.Equal(StepStatus.Cached, s.Status));
    }
}

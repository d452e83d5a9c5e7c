using Rondo.Stores;

namespace Rondo.Pipelines.Tests.Running;

public sealed class ComponentStepTests
{
    [Fact]
    public async Task A_component_is_told_of_its_outputs_now_and_when_they_are_cached()
    {
        var count = new CountComponent();
        await using var project = new TestProject("""
            a: { uses: test/count, in: { in: "file:in.txt" } }
            b: { uses: test/count, in: { in: a.out } }
            """, count);
        project.Write("in.txt", "5");
        var report = await project.RunAsync();
        Assert.Equal("7", await project.ReadAsync(report, "b", "out"));
        var told = count.Completions.ToList();
        Assert.Equal([("a", false), ("b", false)], told.Select(c => (c.Step, c.Cached)));
        Assert.Equal(report["a"].Outputs["out"].Digest, told[1].Inputs["in"].Digest);
        count.Completions.Clear();
        await project.RunAsync();
        Assert.Equal([("a", true, report["a"].Run!.Value), ("b", true, report["b"].Run!.Value)], count.Completions.Select(c => (c.Step, c.Cached, c.Run)));
        await using var workspace = await project.OpenAsync();
        Assert.Equal(6, Assert.Single(await workspace.Runs.MetricsAsync(report["a"].Run!.Value, CancellationToken.None)).Value);
        Assert.Equal("counted\n", await File.ReadAllTextAsync(report["a"].LogPath!));
        Assert.Contains(project.Events, e => e is StepProgress { Step: "a", Share: 0.5, Text: "half" });
    }

    [Fact]
    public async Task A_newer_component_or_engine_runs_again_and_says_so()
    {
        var count = new CountComponent();
        await using var project = new TestProject("""a: { uses: test/count, in: { in: "file:in.txt" } }""", count);
        project.Write("in.txt", "5");
        await project.RunAsync();
        count.Version = 2;
        Assert.Equal("component test/count has version 2 now, it was 1", Assert.Single((await project.RunAsync())["a"].Reasons));
        count.Engines = ["engine 1.1"];
        Assert.Equal("engine engine 1.0 → 1.1", Assert.Single((await project.RunAsync())["a"].Reasons));
    }

    [Fact]
    public async Task A_verdict_of_no_fails_the_step_keeps_its_outputs_and_is_not_cached()
    {
        await using var project = new TestProject("""
            check: { uses: test/moody, with: { mood: no }, retries: 3 }
            after: { uses: test/count, in: { in: check.out } }
            """, new MoodyComponent(), new CountComponent());
        var report = await project.RunAsync();
        Assert.Equal((RunStatus.Failed, 1), (report.Status, report.ExitCode));
        Assert.Equal((StepStatus.Failed, 1, "check.failed"), (report["check"].Status, report["check"].Attempts, report["check"].Failures[0].Code));
        Assert.Equal("report", await project.ReadAsync(report, "check", "out"));
        Assert.Equal(StepStatus.Skipped, report["after"].Status);
        Assert.Equal(StepStatus.Failed, (await project.RunAsync())["check"].Status);
        await using var workspace = await project.OpenAsync();
        var run = (await workspace.Runs.FindAsync(report["check"].Run!.Value.Value, CancellationToken.None))!;
        Assert.Equal((RunStatus.Failed, 1), (run.Status, run.Artifacts.Count));
    }

    [Theory]
    [InlineData("world", "disk.full", 3)]
    [InlineData("bug", "step.bug", 3)]
    public async Task What_goes_wrong_is_a_failure_without_a_stack_trace(string mood, string code, int exit)
    {
        await using var project = new TestProject($"a: {{ uses: test/moody, with: {{ mood: {mood} }} }}", new MoodyComponent());
        var report = await project.RunAsync();
        Assert.Equal((code, exit), (Assert.Single(report["a"].Failures).Code, report.ExitCode));
        Assert.DoesNotContain("   at ", report["a"].Failures[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warnings_are_shown_again_when_cached()
    {
        await using var project = new TestProject("a: { uses: test/moody }", new MoodyComponent());
        Assert.Equal("mind the gap", Assert.Single((await project.RunAsync())["a"].Warnings));
        Assert.Equal("mind the gap", Assert.Single((await project.RunAsync())["a"].Warnings));
    }

    [Fact]
    public async Task A_time_limit_holds_inside_the_process_too()
    {
        await using var project = new TestProject("a: { uses: test/moody, with: { mood: hang }, resources: { time: 200 ms } }", new MoodyComponent());
        Assert.Equal("step.out-of-time", Assert.Single((await project.RunAsync())["a"].Failures).Code);
    }
}

using Rondo.Stores;

namespace Rondo.Pipelines.Tests.Running;

public sealed class LimitTests
{
    [Fact]
    public async Task A_step_over_its_memory_is_killed_with_the_numbers()
    {
        await using var project = new TestProject("a: { run: 'head -c 400000000 /dev/zero | tail -c 399000000 | sleep 30', resources: { memory: 100 MB } }");
        var failure = Assert.Single((await project.RunAsync())["a"].Failures);
        Assert.Equal("step.out-of-memory", failure.Code);
        Assert.Matches("It used \\d+ MB of memory; the limit is 100 MB", failure.Problem);
        Assert.True(long.Parse(failure.Arguments["used"], System.Globalization.CultureInfo.InvariantCulture) > 100_000_000);
    }

    [Fact]
    public async Task A_step_over_its_time_is_killed_with_all_it_started()
    {
        await using var project = new TestProject("a: { run: 'sleep 1234.5 & trap \"\" TERM; sleep 1234.5; sleep 1234.5', resources: { time: 300 ms } }");
        var failure = Assert.Single((await project.RunAsync())["a"].Failures);
        Assert.Equal("step.out-of-time", failure.Code);
        Assert.Contains("0.3 s", failure.Problem, StringComparison.Ordinal);
        Assert.Empty(Processes.Running("sleep 1234.5"));
    }

    [Fact]
    public async Task What_a_script_leaves_behind_is_killed()
    {
        await using var project = new TestProject("a: { run: 'sleep 2345.6 & setsid sleep 3456.7 >/dev/null 2>&1 & sleep 0.1; echo done > out.txt', out: { out: out.txt } }");
        var report = await project.RunAsync();
        Assert.Equal(StepStatus.Succeeded, report["a"].Status);
        Assert.Empty(Processes.Running("sleep 2345.6"));
        Assert.Empty(Processes.Running("sleep 3456.7"));
    }

    [Fact]
    public async Task Cancelling_kills_children_and_records_it()
    {
        await using var project = new TestProject("""
            a: { run: 'sleep 4567.8', out: { out: out.txt } }
            b: { run: 'true', in: { in: a.out } }
            """);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(700));
        var report = await project.RunAsync(ct: stop.Token);
        Assert.Equal((RunStatus.Cancelled, 130), (report.Status, report.ExitCode));
        Assert.Equal([StepStatus.Cancelled, StepStatus.Cancelled], report.Steps.Select(s => s.Status));
        Assert.Empty(Processes.Running("sleep 4567.8"));
        await using var workspace = await project.OpenAsync();
        Assert.Empty(await workspace.Runs.ListAsync(new(Status: RunStatus.Running), 10, null, CancellationToken.None));
        Assert.Equal(2, (await workspace.Runs.ListAsync(new(Status: RunStatus.Cancelled), 10, null, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task Resources_are_recorded()
    {
        await using var project = new TestProject("a: { run: 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done' }");
        var use = (await project.RunAsync())["a"].Use!;
        Assert.InRange(use.CpuSeconds, 0.02, 60);
        Assert.True(use.PeakMemoryBytes > 100_000);
    }
}

internal static class Processes
{
    /// <summary>Processes, zombies left out, whose command line begins like this.</summary>
    public static IReadOnlyList<int> Running(string command)
    {
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(f => int.TryParse(Path.GetFileName(f), System.Globalization.CultureInfo.InvariantCulture, out _)))
        {
            try
            {
                var line = File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ');
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                if (line.StartsWith(command, StringComparison.Ordinal) && stat[(stat.LastIndexOf(')') + 2)..][0] is not ('Z' or 'X'))
                {
                    found.Add(int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture));
                }
            }
            catch (IOException)
            {
                // It ended meanwhile.
            }
        }

        return found;
    }
}

using System.Diagnostics;
using System.Globalization;
using Rondo.EndToEnd.Broken;

namespace Rondo.EndToEnd.Killing;

/// <summary>
/// kill -9 at random moments of a run and its registration: what was reported as done is done, nothing is half done, and the next run
/// ends with the same bytes. <c>RONDO_KILLS</c> says how many moments (6 when it is not set; 200 is the full proof), <c>RONDO_KILL_SEED</c> which.
/// </summary>
public sealed class KillTests(KillProject project) : IClassFixture<KillProject>
{
    private const int UsualKills = 6;
    private static readonly int Kills = Number("RONDO_KILLS", UsualKills);
    private static readonly int Seed = Number("RONDO_KILL_SEED", 20_261_120);

    /// <summary>Every moment its own fresh folder: the kills are spread over the whole length of a run, and a third over its end, the registration.</summary>
    [Fact]
    public async Task A_run_killed_at_any_moment_loses_nothing_and_leaves_nothing_half_done()
    {
        var random = new Random(Seed);
        var hit = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var folder = new TemporaryFolder();
            project.Copy(folder.Path);
            var share = kill % 3 == 2 ? 0.75 + (0.3 * random.NextDouble()) : 0.05 + (0.95 * random.NextDouble());
            hit += await KillOnceAsync(folder.Path, share * project.Length, $"kill {kill} at {share:P0} of a run") ? 1 : 0;
        }

        // a machine that is suddenly faster must not make this test a test of nothing
        Assert.True(hit >= Kills / 3, $"only {hit} of {Kills} kills met a run at work");
    }

    /// <summary>The same folder again and again: every attempt goes on from what the killed ones finished.</summary>
    [Fact]
    public async Task Attempts_killed_one_after_the_other_go_on_from_each_other()
    {
        using var folder = new TemporaryFolder();
        project.Copy(folder.Path);
        var random = new Random(7);
        var done = new HashSet<string>(StringComparer.Ordinal);
        for (var kill = 0; kill < Math.Max(3, Kills / 10); kill++)
        {
            var attempt = await StartAndKillAsync(folder.Path, TimeSpan.FromMilliseconds(project.Length.TotalMilliseconds * (0.2 + (0.6 * random.NextDouble()))));
            Assert.Empty(attempt.Succeeded.Intersect(done, StringComparer.Ordinal));
            done.UnionWith(attempt.Succeeded);
        }

        await EndsAsEverAsync(folder.Path, done, "after many kills");
    }

    [Fact]
    public async Task Two_runs_at_once_do_each_step_once()
    {
        using var folder = new TemporaryFolder();
        project.Copy(folder.Path);
        var both = await Task.WhenAll(RunJsonAsync(folder.Path), RunJsonAsync(folder.Path));
        var worked = both.SelectMany(b => b.Steps).Where(s => string.Equals(s.Status, "succeeded", StringComparison.Ordinal)).GroupBy(s => s.Step, StringComparer.Ordinal).ToList();
        Assert.All(worked, step => Assert.Single(step));
        Assert.Equal(project.Steps, worked.Select(w => w.Key).Order(StringComparer.Ordinal));
        Assert.All(both, run => Assert.Equal(project.Digests, run.Digests));
        await EndsAsEverAsync(folder.Path, project.Steps.ToHashSet(StringComparer.Ordinal), "after two runs at once");
    }

    private static int Number(string variable, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : usual;

    private async Task<bool> KillOnceAsync(string folder, TimeSpan after, string what)
    {
        var attempt = await StartAndKillAsync(folder, after);
        await EndsAsEverAsync(folder, attempt.Succeeded, what);
        return attempt.WasKilled;
    }

    private async Task EndsAsEverAsync(string folder, IReadOnlySet<string> acknowledged, string what)
    {
        if (Directory.Exists(Path.Combine(folder, ".rondo")))
        {
            var verify = await CleanFailure.RunAsync(folder, "verify");
            Assert.True(verify.ExitCode == 0, $"{what}: the workspace is not intact\n{verify}");
            var audit = await CleanFailure.RunAsync(folder, "audit", "verify");
            Assert.True(audit.ExitCode == 0, $"{what}: the audit chain is not intact\n{audit}");
        }

        var next = await RunJsonAsync(folder);
        var lost = next.Steps.Where(s => acknowledged.Contains(s.Step) && s.Status is not "cached").Select(s => s.Step).ToList();
        Assert.True(lost.Count == 0, $"{what}: reported as done and not there: {string.Join(", ", lost)}");
        Assert.Equal(project.Digests, next.Digests);
        Assert.Equal(project.SchemaFile, await File.ReadAllTextAsync(Path.Combine(folder, "schema.yaml")));

        var after = await CleanFailure.RunAsync(folder, "verify");
        Assert.True(after.ExitCode == 0, $"{what}: the workspace is not intact after the next run\n{after}");
        var versions = await RegistrationsAsync(folder);
        Assert.True(versions == 1, $"{what}: {versions} model versions are registered");
    }

    private static async Task<RunAnswer> RunJsonAsync(string folder)
    {
        var result = await CleanFailure.RunAsync(folder, "run", "--json");
        Assert.True(result.ExitCode == 0, result.ToString());
        return RunAnswer.Parse(result.Output);
    }

    private static async Task<int> RegistrationsAsync(string folder)
    {
        var log = await CleanFailure.RunAsync(folder, "audit", "log", "-n", "1000", "--json");
        return log.Output.Split("\"model.register\"").Length - 1;
    }

    private static async Task<Attempt> StartAndKillAsync(string folder, TimeSpan after)
    {
        using var process = RondoProgram.Start(folder, "run");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await Task.Delay(after);
        var alive = !process.HasExited;
        process.Kill(entireProcessTree: false);
        await process.WaitForExitAsync();
        await ChildrenEndAsync(folder);
        var text = await output;
        Assert.True(alive || process.ExitCode is 0, $"{text}\n{await error}");
        return Attempt.Parse(text, alive);
    }

    private static async Task ChildrenEndAsync(string folder)
    {
        var clock = Stopwatch.StartNew();
        while (ProcessTable.CommandsNaming(folder) is { Count: > 0 } left)
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(3), $"still at work three seconds after the kill: {string.Join("; ", left)}");
            await Task.Delay(50);
        }
    }
}

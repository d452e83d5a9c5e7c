using System.Globalization;
using System.Text.RegularExpressions;
using Rondo.EndToEnd.Broken;
using Rondo.Pipelines;
using Rondo.Stores;

namespace Rondo.EndToEnd.Answers;

/// <summary>
/// What a run says where its output is no terminal: on standard output a line for each step that ends, on standard error now and then a
/// line on the step that has been at work longest. Nothing moves, and everything said was recorded.
/// </summary>
public sealed partial class PlainProgressTests
{
    [Fact]
    public async Task A_run_says_its_steps_rows_and_trials_in_plain_lines_and_records_the_same()
    {
        using var folder = new TemporaryFolder();
        TinyProject.Write(folder.Path, TinyProject.With("rounds: 5", "rounds: 150, patience: 150"), rows: 60_000);
        var result = await RunAsync(folder, 0.1, "run");
        Assert.Equal(0, result.ExitCode);

        // steps
        Assert.DoesNotMatch("[\r\u001b]", result.Output + result.Error);
        var ended = Lines(result.Output).Select(l => Ended().Match(l)).Where(m => m.Success).Select(m => m.Groups["step"].Value);
        Assert.Equal(["import", "profile", "schema", "validate", "split", "train", "evaluate", "register"], ended);
        var said = Said(result);
        Assert.Equal(["import", "train"], said.Select(l => l.Step).Distinct(StringComparer.Ordinal).Where(s => s is "import" or "train"));

        // rows and trials, going on
        Assert.True(IsGrowing(said, "import", @"^row ([\d,]+)$", 1), result.Error);
        Assert.True(IsGrowing(said, "train", @"^candidate 1 of 2 \(xgboost\): round (\d+) of at most 150, best \d+$", 2), result.Error);
        Assert.True(IsGrowing(said, "train", @"^candidate 2 of 2 \(xgboost, absolute error\): round (\d+) of at most 150, best \d+$", 2), result.Error);

        // the same, recorded
        var recorded = (await EventsAsync(folder)).Where(e => e.Kind is "step.progress").Select(e => (e.Step, (string?)e.Details["text"])).ToHashSet();
        Assert.All(said.Where(l => l.Text.Length > 0), l => Assert.Contains((l.Step, l.Text), recorded));
    }

    [Fact]
    public async Task A_script_that_says_something_is_quoted_and_one_that_says_nothing_is_spoken_of()
    {
        using var folder = new TemporaryFolder();
        folder.File("rondo.yaml", """
            rondo: 1
            project: slow
            pipeline:
              steps:
                first: { run: 'sleep 0.3; echo 1 > $RONDO_OUTPUT_o', out: { o: o } }
                talk: { run: 'echo progress 0.4 4 of 10 rows; sleep 3' }
                wait: { run: 'sleep 5', in: { o: first.o } }

            """);
        var result = await RunAsync(folder, 0.5, "run", "--jobs", "2");
        Assert.Equal(0, result.ExitCode);
        var said = Said(result);
        Assert.Contains(said, l => l is { Step: "talk", Share: "40 %", Others: "(+1 more)", Text: "4 of 10 rows" });
        Assert.Contains(said, l => l is { Step: "wait", Share: "", Others: "", Text: "", Seconds: > 2 });
        Assert.Equal(said.OrderBy(l => l.Step, StringComparer.Ordinal).ThenBy(l => l.Seconds), said);
    }

    [Fact]
    public async Task Of_many_steps_their_number_is_said_and_not_each()
    {
        using var folder = new TemporaryFolder();
        folder.File("rondo.yaml", "rondo: 1\nproject: many\npipeline:\n  steps:\n" + string.Concat(Enumerable.Range(1, 40).Select(i => $"    s{i}: {{ run: 'sleep 0.0{i}; echo {i} > $RONDO_OUTPUT_o', out: {{ o: o }} }}\n")));
        var result = await RunAsync(folder, 0.1, "run");
        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain(Lines(result.Output), l => Ended().IsMatch(l));
        Assert.Contains("40 steps: 40 ran, 0 cached", result.Output, StringComparison.Ordinal);
        var counts = Lines(result.Error).Select(l => Counted().Match(l)).Where(m => m.Success).Select(m => int.Parse(m.Groups["done"].Value, CultureInfo.InvariantCulture)).ToList();
        Assert.True(counts.Count > 1, result.ToString());
        Assert.Equal(counts.Order(), counts);
    }

    [Fact]
    public async Task A_short_run_says_nothing_but_its_steps()
    {
        using var folder = new TemporaryFolder();
        folder.File("rondo.yaml", "rondo: 1\nproject: short\npipeline:\n  steps:\n    a: { run: 'echo progress 0.5 half' }\n");
        var result = await RondoProgram.RunAsync(folder.Path, "run");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Matches(Ended(), Assert.Single(Lines(result.Output), l => !l.StartsWith("1 step:", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("often")]
    [InlineData("0")]
    [InlineData("-1")]
    public async Task A_time_between_lines_that_is_none_is_a_misuse(string seconds)
    {
        using var folder = new TemporaryFolder();
        TinyProject.Write(folder.Path);
        var result = await CleanFailure.RunAsync(folder.Path, ["run"], [new("RONDO_PROGRESS", seconds)]);
        Assert.Equal(2, result.ExitCode);
        CleanFailure.IsClean(seconds, result);
        Assert.Contains($"RONDO_PROGRESS is '{seconds}'", result.Error, StringComparison.Ordinal);
    }

    private static Task<ProgramResult> RunAsync(TemporaryFolder folder, double seconds, params string[] command) =>
        CleanFailure.RunAsync(folder.Path, command, [new("RONDO_PROGRESS", seconds.ToString(CultureInfo.InvariantCulture))]);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    // Every line on standard error is one of these: nothing else is said there.
    private static IReadOnlyList<PlainLine> Said(ProgramResult result) =>
        [.. Lines(result.Error).Select(l => (Line: l, Match: Working().Match(l))).Select(l => l.Match.Success ? PlainLine.Of(l.Match) : throw new InvalidOperationException($"'{l.Line}' is no line on a step at work."))];

    private static bool IsGrowing(IEnumerable<PlainLine> said, string step, string pattern, int least)
    {
        var numbers = said.Where(l => string.Equals(l.Step, step, StringComparison.Ordinal)).Select(l => Regex.Match(l.Text, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)))
            .Where(m => m.Success).Select(m => int.Parse(m.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture)).ToList();
        return numbers.Count >= least && numbers[^1] > 1 && numbers.SequenceEqual(numbers.Order());
    }

    private static async Task<IReadOnlyList<StoredRunEvent>> EventsAsync(TemporaryFolder folder)
    {
        await using var workspace = await Workspace.OpenAsync(new(Path.Combine(folder.Path, ".rondo"), TimeProvider.System, Stages.All.Migrations), CancellationToken.None);
        return await RunEvents.SinceAsync(workspace, DateTimeOffset.UnixEpoch, int.MaxValue, CancellationToken.None);
    }

    [GeneratedRegex(@"^✓ (?<step>\w+) +\d+(\.\d+)? s$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ended();

    [GeneratedRegex(@"^((?<share>\d+ %)  )?(?<step>\w+)( (?<others>\(\+\d+ more\)))?  (?<text>.*?)  (?<seconds>\d+(\.\d+)?) s so far$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Working();

    [GeneratedRegex(@"^(?<done>\d+)/40, 0 cached  s\d+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Counted();

    /// <summary>A line on the step that has been at work longest.</summary>
    private sealed record PlainLine(string Share, string Step, string Others, string Text, double Seconds)
    {
        public static PlainLine Of(Match m) => new(
            m.Groups["share"].Value, m.Groups["step"].Value, m.Groups["others"].Value, m.Groups["text"].Value, double.Parse(m.Groups["seconds"].Value, CultureInfo.InvariantCulture));
    }
}

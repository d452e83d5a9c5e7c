using System.Globalization;
using Rondo.Kernel;
using Rondo.Pipelines;
using Rondo.Stores;

namespace Rondo.Cli.Output;

/// <summary>
/// A pipeline run as it happens: a line for each step that ends, and on a terminal one moving line below for those at work. Many cached
/// steps are one line. Elsewhere those at work are a plain line now and then, also while they say nothing themselves.
/// </summary>
internal sealed class RunView : IDisposable
{
    private const int FewSteps = 30;
    private readonly bool _quiet;
    private readonly Timer? _now;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (double? Share, string Text, long Since)> _working = new(StringComparer.Ordinal);
    private readonly ProgressLine _line = new();
    private int _steps;
    private int _done;
    private int _cached;

    public RunView(bool quiet)
    {
        _quiet = quiet;
        _now = quiet || Terminal.IsInteractive ? null : new(_ => ShowNow(), null, _line.PlainInterval, _line.PlainInterval / 2);
    }

    public void Show(PipelineEvent happening)
    {
        if (_quiet)
        {
            return;
        }

        lock (_gate)
        {
            switch (happening)
            {
                case RunStarted started:
                    _steps = started.Steps;
                    break;
                case StepStarted started:
                    _working[started.Step] = (null, started.Attempt > 1 ? $"attempt {started.Attempt}" : "", Environment.TickCount64);
                    break;
                case StepProgress progress when _working.TryGetValue(progress.Step, out var known):
                    _working[progress.Step] = (progress.Share, progress.Text, known.Since);
                    break;
                case StepFinished finished:
                    Finish(finished);
                    break;
                case RunFinished:
                    _line.Dispose();
                    return;
            }

            ShowWorking();
        }
    }

    public void Dispose()
    {
        _now?.Dispose();
        _line.Dispose();
    }

    private void ShowNow()
    {
        lock (_gate)
        {
            ShowWorking();
        }
    }

    private void Finish(StepFinished finished)
    {
        _working.Remove(finished.Step);
        _done++;
        _cached += finished.Status == StepStatus.Cached ? 1 : 0;
        if (_steps > FewSteps && finished.Status is StepStatus.Cached or StepStatus.Succeeded)
        {
            return;
        }

        _line.Dispose();
        var (mark, word) = finished.Status switch
        {
            StepStatus.Succeeded => (Terminal.Green("✓"), Amounts.Seconds(finished.Seconds)),
            StepStatus.Cached => (Terminal.Faint("="), Terminal.Faint("cached")),
            StepStatus.Skipped => (Terminal.Yellow("-"), "skipped"),
            StepStatus.Cancelled => (Terminal.Yellow("-"), "stopped"),
            _ => (Terminal.Red("✗"), Terminal.Red("failed")),
        };
        Terminal.Out.WriteLine($"{mark} {finished.Step,-14} {word,-8} {Terminal.Faint(finished.Status is StepStatus.Failed ? "" : FirstLine(finished.Message))}".TrimEnd());
    }

    private void ShowWorking()
    {
        if (_working.Count == 0)
        {
            return;
        }

        var (step, state) = _working.MinBy(w => w.Value.Since);
        var others = _working.Count > 1 ? $" (+{_working.Count - 1} more)" : "";
        var count = _steps > FewSteps ? string.Create(CultureInfo.InvariantCulture, $"{_done}/{_steps}, {_cached} cached  ") : "";
        var since = Terminal.IsInteractive ? "" : $"  {Amounts.Seconds((Environment.TickCount64 - state.Since) / 1000.0)} so far";
        _line.Show(state.Share, $"{count}{step}{others}  {state.Text}{since}");
    }

    private static string FirstLine(string text) => text.Split('\n')[0];

    /// <summary>What is left to say when the run has ended: warnings, failures with the end of their log, and one line that sums up.</summary>
    public static void PrintEnd(RunReport report, bool explained)
    {
        foreach (var warning in report.Warnings.Concat(report.Steps.SelectMany(s => s.Warnings)))
        {
            Terminal.Out.WriteLine($"{Terminal.Yellow("warning:")} {Printable.Of(warning)}");
        }

        foreach (var step in report.Steps.Where(s => s.Status == StepStatus.Failed))
        {
            PrintFailure(step);
        }

        if (explained)
        {
            return;
        }

        var cached = report.Steps.Count(s => s.Status == StepStatus.Cached);
        var ran = report.Steps.Count(s => s.Status == StepStatus.Succeeded);
        var rest = report.Steps.Count - cached - ran;
        Terminal.Out.WriteLine($"{report.Steps.Count} {(report.Steps.Count == 1 ? "step" : "steps")}: {ran} ran, {cached} cached{(rest > 0 ? $", {rest} did not end well" : "")}, {Amounts.Seconds(report.Seconds)}.");
        if (report.Status != RunStatus.Succeeded)
        {
            Terminal.Error.WriteLine($"When it is mended: {report.ResumeCommand}");
        }
    }

    /// <summary>Why each step would run or would not.</summary>
    public static void PrintExplanation(RunReport report)
    {
        foreach (var step in report.Steps)
        {
            var word = step.Status switch
            {
                StepStatus.Cached => Terminal.Faint("cached"),
                StepStatus.WouldRun => Terminal.Green("runs"),
                StepStatus.MayRun => Terminal.Yellow("may run"),
                _ => step.Status.ToString().ToLowerInvariant(),
            };
            Terminal.Out.WriteLine($"{step.Step,-14} {word,-8} {string.Join("; ", step.Reasons)}".TrimEnd());
        }
    }

    private static void PrintFailure(StepReport step)
    {
        Terminal.Error.WriteLine();
        Terminal.Error.WriteLine($"{Terminal.Red("✗")} {Terminal.Bold(step.Step)} failed.");
        FailureText.Print(step.Failures.Count > 0 ? step.Failures : [new Failure("step.failed", "It ended without a reason.", "See its log.")], json: false);
        if (step.LastLines.Count > 0)
        {
            Terminal.Error.WriteLine(Terminal.Faint("  the end of its log:"));
            foreach (var line in step.LastLines)
            {
                Terminal.Error.WriteLine(Terminal.Faint("  | " + line));
            }
        }

        if (step.LogPath is { } log)
        {
            Terminal.Error.WriteLine($"  log: {log}");
        }
    }
}

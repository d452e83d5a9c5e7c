using System.Globalization;
using Rondo.Data;
using Rondo.Deployment.Drift;
using Rondo.Scoping;

namespace Rondo.Deployment.Monitoring;

/// <summary>Judges a version's window by its counts: pure, the same counts give the same result.</summary>
internal sealed class WindowJudge(MonitorSettings settings, WatchedVersion version)
{
    public const string Prediction = "(prediction)";

    // A rise of missing, unseen or out-of-range values below one row in a hundred is no matter.
    private const double QualityMatters = 0.01;

    private readonly double _level = DriftFamily.Level(settings.AlarmRate);

    /// <param name="endpoint">The endpoint.</param>
    /// <param name="start">Begin of the window in microseconds.</param>
    /// <param name="counts">What was counted.</param>
    /// <param name="answers">The first judged window of the version, which its predictions are compared with; null while there is none.</param>
    public WindowResult Judge(string endpoint, long start, WindowCounts counts, WindowCounts? answers)
    {
        var enough = counts.Answered >= settings.MinimumRows;
        var found = enough ? Findings(start, counts, answers) : [];
        var judged = DriftFamily.Judge([.. found.Where(f => f.Alarming).Select(f => (f.Name, f.Finding))], _level, settings.Threshold).ToDictionary(j => j.Column, StringComparer.Ordinal);
        var columns = version.Columns.Select(c => Column(c, counts.Columns.GetValueOrDefault(c.Name), found.Find(f => f.Name == c.Name), judged.GetValueOrDefault(c.Name)))
            .Concat(version.Without.Select(w => new ColumnResult(w.Key, "text", ColumnState.Insufficient) { Reason = w.Value, Threshold = settings.Threshold }))
            .Concat(found.Where(f => f.Name == Prediction).Select(f => Answer(f.Finding, judged[Prediction]))).ToList();
        var begin = DateTimeOffset.UnixEpoch.AddTicks(start * TimeSpan.TicksPerMicrosecond);
        var result = new WindowResult(endpoint, version.Version, begin, begin + settings.Window, counts.Answered, enough)
        {
            Columns = columns,
            Statuses = counts.Statuses,
            LatencyP50 = counts.Latency.Quantile(0.5),
            LatencyP95 = counts.Latency.Quantile(0.95),
            LatencyP99 = counts.Latency.Quantile(0.99),
        };
        return result with { Violations = [.. Drift(columns), .. Quality(counts, found), .. Errors(counts)], Measurements = [.. Measured(result, counts)] };
    }

    private List<Found> Findings(long start, WindowCounts counts, WindowCounts? answers)
    {
        var precision = new DriftPrecision(_level, version.Columns.Count + 1, (ulong)start);
        var found = new List<Found>();
        foreach (var column in version.Columns)
        {
            if (counts.Columns.TryGetValue(column.Name, out var cells))
            {
                found.Add(new(column.Name, DriftTest.Run(CellTable.Of(column, cells), column.Kind, precision), !Ignored(column)));
            }
        }

        if (answers is not null)
        {
            found.Add(new(Prediction, Predictions(answers, counts, precision), true));
        }

        return found;
    }

    private bool Ignored(ReferenceColumn column) => column.Type == ColumnType.Timestamp || settings.Ignore.Contains(column.Name, StringComparer.Ordinal);

    private static DriftFinding Predictions(WindowCounts before, WindowCounts now, DriftPrecision precision) =>
        Answers(before, now) is var (reference, cells) ? DriftTest.Run(CellTable.Of(reference, cells), reference.Kind, precision) : DriftFinding.None;

    /// <summary>The answers of one window as a reference, and those of another counted into it; null where neither classes nor numbers were answered.</summary>
    public static (ReferenceColumn Reference, CellCounts Counts)? Answers(WindowCounts before, WindowCounts now)
    {
        if (before.Labels.Count > 0)
        {
            var reference = new ReferenceColumn(Prediction, ColumnType.Text, CellKind.Values, [.. before.Labels.Values], 0) { Values = [.. before.Labels.Keys] };
            var cells = CellCounts.For(reference);
            foreach (var (label, count) in now.Labels)
            {
                if (Array.IndexOf(reference.Values, label) is var at and >= 0)
                {
                    cells.Cells[at] = count;
                }
                else
                {
                    cells.AddUnseen(label, count);
                }
            }

            return (reference, cells);
        }

        double[] sorted = [.. before.Values.Items.Select(i => i.Value).Order()];
        if (sorted.Length == 0)
        {
            return null;
        }

        var numbers = ReferenceColumn.OfNumbers(Prediction, sorted, 0);
        var counts = CellCounts.For(numbers);
        now.Values.Items.ForEach(i => counts.Cells[ReferenceColumn.Bin(numbers.Edges, i.Value)]++);
        return (numbers, counts);
    }

    private ColumnResult Column(ReferenceColumn column, CellCounts? seen, Found? found, ColumnJudgement? judged)
    {
        var type = column.Type.ToString().ToLowerInvariant();
        var counts = seen ?? CellCounts.For(column);
        double rows = Math.Max(1, counts.Rows);
        var result = new ColumnResult(column.Name, type, State(found, judged))
        {
            Threshold = settings.Threshold,
            Missing = counts.Missing / rows,
            ReferenceMissing = column.Missing / (double)Math.Max(1, column.Missing + column.Present),
            Unseen = counts.UnseenRows / rows,
            OutOfRange = counts.OutOfRange / rows,
            Importance = version.Importance.TryGetValue(column.Name, out var importance) ? importance : null,
        };
        return found is null ? result : Filled(result, found.Finding, judged?.Q) with { Moved = judged is { Drifted: true } ? Moved(column, counts) : null };
    }

    // Buckets of a hash mean nothing to people.
    private static List<DistributionBin>? Moved(ReferenceColumn column, CellCounts counts)
    {
        var parts = MonitorStore.Bins(column, counts).Where(b => column.Kind != CellKind.Buckets || b.Label == MonitorStore.MissingBin);
        return parts.Where(b => Math.Abs(b.Current - b.Reference) > 0.01).OrderByDescending(b => Math.Abs(b.Current - b.Reference)).Take(3).ToList() is { Count: > 0 } most ? most : null;
    }

    private ColumnResult Answer(DriftFinding finding, ColumnJudgement judged) =>
        Filled(new(Prediction, version.Signature.Task == Bundles.Signature.Regression ? "number" : "text", judged.Drifted ? ColumnState.Drift : ColumnState.Ok) { Threshold = settings.Threshold }, finding, judged.Q);

    private static ColumnResult Filled(ColumnResult result, DriftFinding finding, double? q) =>
        result with { Effect = finding.Effect, Noise = finding.Noise, Excess = finding.Excess, P = finding.P, Q = q ?? finding.P };

    private static ColumnState State(Found? found, ColumnJudgement? judged) => found switch
    {
        null => ColumnState.Insufficient,
        { Alarming: false } => ColumnState.Ignored,
        _ => judged!.Drifted ? ColumnState.Drift : ColumnState.Ok,
    };

    private static IEnumerable<Violation> Drift(List<ColumnResult> columns)
    {
        // Inputs explain answers, not the other way round.
        var drifted = columns.Where(c => c.State == ColumnState.Drift).OrderBy(c => c.Name == Prediction).ThenByDescending(c => c.Excess * (c.Importance ?? 1)).ToList();
        if (drifted.Count > 0)
        {
            var most = drifted[0];
            var who = most.Name == Prediction ? "The answers" : most.Name;
            var others = drifted.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" and {drifted.Count - 1} more");
            var from = most.Name == Prediction ? "those of the version's first window" : "the training data";
            yield return new("drift", false, string.Create(CultureInfo.InvariantCulture, $"{who}{others} drifted from {from}: distance {most.Effect:0.###}, where chance would give {most.Noise:0.###}."), [.. drifted.Select(c => c.Name)]);
        }
    }

    // Three one-sided tests of each column, adjusted together.
    private IEnumerable<Violation> Quality(WindowCounts counts, List<Found> found)
    {
        var tests = new List<(string Column, string What, double Share, double Before, double P)>();
        foreach (var column in version.Columns.Where(c => !Ignored(c)))
        {
            if (found.Find(f => f.Name == column.Name) is { } known && counts.Columns.TryGetValue(column.Name, out var cells))
            {
                tests.AddRange(QualityTests(column, cells, known.Finding));
            }
        }

        var adjusted = BenjaminiHochberg.Adjust([.. tests.Select(t => t.P)]);
        var bad = tests.Where((t, i) => adjusted[i] <= _level && t.Share - t.Before > QualityMatters).OrderByDescending(t => t.Share - t.Before).ToList();
        if (bad.Count > 0)
        {
            var parts = bad.Take(3).Select(b => string.Create(CultureInfo.InvariantCulture, $"{b.Column} has {100 * b.Share:0.#} % {b.What} values (training: {100 * b.Before:0.#} %)"));
            yield return new("quality", false, string.Join("; ", parts) + (bad.Count > 3 ? string.Create(CultureInfo.InvariantCulture, $"; and {bad.Count - 3} more.") : "."), [.. bad.Select(b => b.Column).Distinct(StringComparer.Ordinal)]);
        }
    }

    private static IEnumerable<(string, string, double, double, double)> QualityTests(ReferenceColumn column, CellCounts cells, DriftFinding finding)
    {
        var (rows, reference) = (cells.Rows, column.Present + column.Missing);
        if (rows == 0 || reference == 0)
        {
            yield break;
        }

        yield return (column.Name, "missing", cells.Missing / (double)rows, column.Missing / (double)reference, ExactTails.Hypergeometric(cells.Missing, column.Missing + cells.Missing, column.Present + rows - cells.Missing, rows));
        if (column.Kind == CellKind.Values && column.Type != ColumnType.Number)
        {
            yield return (column.Name, "unseen", cells.UnseenRows / (double)rows, 0, finding.UnseenP);
        }

        if (column.Range is not null)
        {
            yield return (column.Name, "out-of-range", cells.OutOfRange / (double)rows, 0, ExactTails.OutsideRange(cells.OutOfRange, rows - cells.Missing, column.Present));
        }
    }

    private IEnumerable<Violation> Errors(WindowCounts counts)
    {
        foreach (var (status, rule, what, critical) in new[] { ("error", "errors", "failed in the model", true), ("shed", "errors:shed", "were refused because too many came at once", true), ("invalid", "quality:requests", "were invalid", false) })
        {
            var bad = counts.Statuses.GetValueOrDefault(status);
            if (counts.Requests >= settings.MinimumRows && SpecialFunctions.LowerBound(bad, counts.Requests, 1 - _level) > settings.Errors)
            {
                yield return new(rule, critical, string.Create(CultureInfo.InvariantCulture, $"{bad} of {counts.Requests} requests ({100.0 * bad / counts.Requests:0.#} %) {what}; at most {100 * settings.Errors:0.##} % may."), []);
            }
        }
    }

    private static IEnumerable<Measurement> Measured(WindowResult result, WindowCounts counts)
    {
        var (model, data) = (new Subject("model", "production"), new Subject("data", "production"));
        foreach (var (name, share, value) in new[] { ("latency.p50", 0.5, result.LatencyP50), ("latency.p95", 0.95, result.LatencyP95), ("latency.p99", 0.99, result.LatencyP99) })
        {
            if (value is { } seconds)
            {
                var interval = counts.Latency.Interval(share);
                yield return new(name, seconds, "s", model) { Low = interval?.Low, High = interval?.High, Count = counts.Latency.Count };
            }
        }

        yield return new("rows", result.Rows, "", data) { Count = result.Rows };
        foreach (var column in result.Columns.Where(c => c.State != ColumnState.Insufficient && c.Name != Prediction))
        {
            yield return new(MeasureCatalogue.Missing(column.Name), column.Missing, "", data) { Count = result.Rows };
            yield return new(MeasureCatalogue.Drift(column.Name), column.Excess, "", data) { Count = result.Rows };
        }
    }

    private sealed record Found(string Name, DriftFinding Finding, bool Alarming);
}

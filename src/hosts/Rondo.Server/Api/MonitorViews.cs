using System.ComponentModel;
using System.Globalization;
using Rondo.Deployment;
using Rondo.Deployment.Alerts;
using Rondo.Deployment.Monitoring;

namespace Rondo.Server.Api;

/// <summary>How an endpoint fares.</summary>
internal sealed record MonitorAnswer(
    string Endpoint, long? Version,
    [property: Description("waiting, ok, insufficient (too few rows), attention (alerts that people know of, or pending), firing.")] string State,
    DateTimeOffset? RanAt, MonitorSettingsView Settings, [property: Description("The newest judged window.")] MonitorWindow? LastWindow,
    [property: Description("Every input, and the answers as (prediction).")] IReadOnlyList<MonitorColumn> Columns,
    [property: Description("What is the matter with the data of the window; empty when nothing is.")] IReadOnlyList<QualityPoint> Quality,
    [property: Description("Requests of the window by status: ok, invalid, error, shed.")] IReadOnlyDictionary<string, long> Requests,
    [property: Description("Metrics of windows whose truth is known in part, oldest first.")] IReadOnlyList<PerformancePoint> Performance,
    ConceptPoint? Concept, MonitorLatency? Latency, [property: Description("What is open.")] IReadOnlyList<AlertView> Alerts)
{
    public static MonitorAnswer Of(MonitorView view, MonitorSettings settings)
    {
        var window = view.LastWindow;
        return new(
            view.Endpoint, view.Version, StateOf(view), view.RanAt, MonitorSettingsView.Of(settings),
            window is null ? null : new(window.Start, window.End, window.Version, window.Rows, window.Sufficient),
            [.. (window?.Columns ?? []).Select(c => MonitorColumn.Of(c))], window is null ? [] : [.. QualityPoint.Of(window)],
            window?.Statuses ?? new Dictionary<string, long>(StringComparer.Ordinal),
            [.. view.Performance.Reverse().SelectMany(PerformancePoint.Of)], ConceptPoint.Of(view),
            window is null ? null : new(window.LatencyP50, window.LatencyP95, window.LatencyP99), [.. view.Open.Select(AlertView.Of)]);
    }

    private static string StateOf(MonitorView view) =>
        view.Open.Any(a => a.State is AlertState.Firing) ? "firing"
        : view.LastWindow is not { } window ? "waiting"
        : view.Open.Count > 0 ? "attention"
        : window.Sufficient ? "ok" : "insufficient";
}

/// <summary>The section `monitor:`; times in seconds.</summary>
internal sealed record MonitorSettingsView(
    double Every, double Window, double AlarmRate, double Threshold, int MinimumRows, int Persistence, double Errors, double Worse, IReadOnlyList<string> Ignore)
{
    public static MonitorSettingsView Of(MonitorSettings s) =>
        new(s.Every.TotalSeconds, s.Window.TotalSeconds, s.AlarmRate, s.Threshold, s.MinimumRows, s.Persistence, s.Errors, s.Worse, s.Ignore);
}

/// <summary>A window.</summary>
internal sealed record MonitorWindow(DateTimeOffset From, DateTimeOffset To, long Version, long Rows, bool Sufficient);

/// <summary>A column in a window.</summary>
internal sealed record MonitorColumn(
    [property: Description("Its name; (prediction) is the answer itself.")] string Name,
    [property: Description("number, text, boolean or timestamp.")] string Type,
    [property: Description("ok, drift, insufficient (too few rows, or nothing honest to compare with), ignored.")] ColumnState State,
    [property: Description("Jensen-Shannon distance (base 2) from the reference; null where nothing is judged.")] double? Effect,
    [property: Description("What it would be of samples of these sizes without any drift.")] double? Noise,
    [property: Description("The distance from which it counts, at these sizes: the setting and the noise together.")] double? Threshold,
    [property: Description("The distance above the noise: compared with the setting.")] double? Excess,
    [property: Description("Probability of such a distance by chance.")] double? P,
    [property: Description("The same, adjusted for all columns judged together.")] double? Q,
    [property: Description("Windows in a row in which it drifted, up to this one.")] int Persisted,
    double Missing, double ReferenceMissing,
    [property: Description("Share of values the reference never had.")] double Unseen,
    [property: Description("Share of numbers beyond the reference's smallest and largest.")] double OutOfRange,
    [property: Description("How much the column says of the target by itself, 0 to 1; null where unknown.")] double? Importance,
    [property: Description("Of a column that has drifted: the parts of its distribution that moved most.")] IReadOnlyList<DistributionBin>? Moved,
    [property: Description("Why nothing is judged, where that is so.")] string? Reason)
{
    public static MonitorColumn Of(ColumnResult c)
    {
        var judged = c.State is not ColumnState.Insufficient;
        return new(
            c.Name, c.Type, c.State, judged ? c.Effect : null, judged ? c.Noise : null, Limit(c), judged ? c.Excess : null, judged ? c.P : null, judged ? c.Q : null,
            c.Persisted, c.Missing, c.ReferenceMissing, c.Unseen, c.OutOfRange, c.Importance, c.Moved, c.Reason);
    }

    // Squared distances add up: above this the effect above noise exceeds the setting.
    public static double Limit(ColumnResult c) => Math.Sqrt((c.Threshold * c.Threshold) + (c.Noise * c.Noise));
}

/// <summary>Something that is the matter with a window's data.</summary>
internal sealed record QualityPoint(
    [property: Description("missing, unseen, outOfRange, invalid, error, shed.")] string Code,
    [property: Description("The column; null of requests.")] string? Column,
    string Text,
    [property: Description("Rows or requests.")] long Count,
    [property: Description("Of all of the window.")] double Share,
    [property: Description("Whether it breaks a rule; the others are for information.")] bool Broken)
{
    public static IEnumerable<QualityPoint> Of(WindowResult window)
    {
        var broken = window.Violations.Where(v => v.Rule == "quality").SelectMany(v => v.Columns).ToHashSet(StringComparer.Ordinal);
        var points = window.Columns.SelectMany(c => new (string Code, string What, double Share, double Before)[]
        {
            ("missing", "missing", c.Missing, c.ReferenceMissing), ("unseen", "with a value that training never had", c.Unseen, 0), ("outOfRange", "beyond the range of the training data", c.OutOfRange, 0),
        }.Where(p => p.Share - p.Before > 0.01 || (p.Share > p.Before && broken.Contains(c.Name))).Select(p => new QualityPoint(
            p.Code, c.Name, string.Create(CultureInfo.InvariantCulture, $"{c.Name}: {100 * p.Share:0.#} % {p.What}{(p.Before > 0 ? $" (training: {100 * p.Before:0.#} %)" : "")}"),
            (long)Math.Round(p.Share * window.Rows), p.Share, broken.Contains(c.Name))));
        var requests = Math.Max(1, window.Statuses.Values.Sum());
        var refused = window.Statuses.Where(s => s.Key != "ok" && s.Value > 0).Select(s => new QualityPoint(
            s.Key, null, string.Create(CultureInfo.InvariantCulture, $"{s.Value} of {requests} requests: {Words(s.Key)}"), s.Value, s.Value / (double)requests,
            window.Violations.Any(v => v.Rule == Rule(s.Key))));
        return points.Concat(refused).OrderByDescending(p => p.Broken).ThenByDescending(p => p.Share);
    }

    private static string Words(string status) => status switch { "invalid" => "invalid input", "error" => "failed in the model", _ => "refused, too many at once" };

    private static string Rule(string status) => status switch { "invalid" => "quality:requests", "error" => "errors", _ => "errors:shed" };
}

/// <summary>A metric of a window, as far as the truth is known.</summary>
internal sealed record PerformancePoint(DateTimeOffset From, DateTimeOffset To, long Version, string Metric, string Unit, double Value, double? Low, double? High, long Rows, long Labelled)
{
    public static IEnumerable<PerformancePoint> Of(WindowPerformance w) =>
        w.Metrics.Where(m => double.IsFinite(m.Value)).Select(m => new PerformancePoint(w.Start, w.End, w.Version, m.Measure, m.Unit, m.Value, Times.Finite(m.Low), Times.Finite(m.High), w.Rows, w.Labelled));
}

/// <summary>The stream of errors of the version in use.</summary>
internal sealed record ConceptPoint(
    [property: Description("ok, worse or better: which way the errors changed last.")] string State, string Text,
    [property: Description("When the alert about it began; null without one.")] DateTimeOffset? At, long Truths, long Changes, double Before, double Now)
{
    public static ConceptPoint? Of(MonitorView view)
    {
        if (view.Concept is not { } c)
        {
            return null;
        }

        var text = c.Worse is null
            ? string.Create(CultureInfo.InvariantCulture, $"The errors are as they were, over {c.Truths} truths.")
            : string.Create(CultureInfo.InvariantCulture, $"The errors {(c.Worse.Value ? "grew" : "shrank")}: from {c.Before:0.###} to {c.Now:0.###} on average, over {c.Truths} truths.");
        return new(c.Worse switch { true => "worse", false => "better", _ => "ok" }, text, view.Open.FirstOrDefault(a => a.Rule == "concept")?.OpenedAt, c.Truths, c.Changes, c.Before, c.Now);
    }
}

/// <summary>Latency in seconds.</summary>
internal sealed record MonitorLatency(double? P50, double? P95, double? P99);

/// <summary>A column or a metric over time.</summary>
internal sealed record MonitorHistory([property: Description("Oldest first.")] IReadOnlyList<HistoryPoint> Points);

/// <summary>A column or a metric in a window.</summary>
internal sealed record HistoryPoint(
    DateTimeOffset From, DateTimeOffset To, long Version, long Rows,
    [property: Description("Of a column.")] string? Column = null, ColumnState? State = null, double? Effect = null, double? Noise = null, double? Threshold = null, int? Persisted = null, double? Missing = null,
    [property: Description("Of a metric.")] string? Metric = null, double? Value = null, double? Low = null, double? High = null, long? Labelled = null)
{
    public static HistoryPoint Of(WindowResult w, ColumnResult column)
    {
        var c = MonitorColumn.Of(column);
        return new(w.Start, w.End, w.Version, w.Rows, c.Name, c.State, c.Effect, c.Noise, c.Threshold, c.Persisted, c.Missing);
    }

    public static HistoryPoint Of(PerformancePoint p) => new(p.From, p.To, p.Version, p.Rows, Metric: p.Metric, Value: p.Value, Low: p.Low, High: p.High, Labelled: p.Labelled);
}

/// <summary>A distribution beside the reference's.</summary>
internal sealed record DistributionAnswer(IReadOnlyList<DistributionBin> Bins);

/// <summary>What a pass did.</summary>
internal sealed record MonitorRun(int Files, long Rows, int Feedback, int Windows, IReadOnlyList<AlertView> Alerts);

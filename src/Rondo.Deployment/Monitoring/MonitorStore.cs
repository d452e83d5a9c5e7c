using System.Data.Common;
using System.Globalization;
using Rondo.Deployment.Alerts;
using Rondo.Deployment.Drift;
using Rondo.Deployment.Endpoints;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Deployment.Monitoring;

/// <summary>How an endpoint fares.</summary>
/// <param name="Endpoint">Its name.</param>
/// <param name="Version">The version in use.</param>
/// <param name="RanAt">When it was looked at last; null when never.</param>
/// <param name="LastWindow">The newest judged window; null while there is none.</param>
/// <param name="Performance">Windows with labels, newest first, at most thirty.</param>
/// <param name="Concept">The stream of errors; null without feedback.</param>
/// <param name="Open">Alerts that are not resolved.</param>
public sealed record MonitorView(
    string Endpoint, long? Version, DateTimeOffset? RanAt, WindowResult? LastWindow, IReadOnlyList<WindowPerformance> Performance, ConceptView? Concept, IReadOnlyList<Alert> Open);

/// <summary>Whether the errors of the version in use have changed.</summary>
/// <param name="Truths">Errors seen.</param>
/// <param name="Changes">Changes noticed.</param>
/// <param name="Worse">Whether the last change was for the worse; null without a change.</param>
/// <param name="Before">Mean error before the last change.</param>
/// <param name="Now">Mean error since.</param>
public sealed record ConceptView(long Truths, long Changes, bool? Worse, double Before, double Now);

/// <summary>A part of a column's distribution, side by side.</summary>
/// <param name="Label">What is in it.</param>
/// <param name="From">Numbers above this; null for no limit and for values.</param>
/// <param name="To">Numbers up to this.</param>
/// <param name="Reference">Share of the reference's rows.</param>
/// <param name="Current">Share of the window's rows.</param>
public sealed record DistributionBin(string Label, double? From, double? To, double Reference, double Current);

/// <summary>Reads what monitors found.</summary>
public sealed class MonitorStore(Workspace workspace)
{
    internal const string MissingBin = "(missing)";

    private const int MostBins = 50;

    /// <summary>The endpoints of a project that have a version, by name; of all projects where none is given.</summary>
    public Task<IReadOnlyList<Endpoint>> EndpointsAsync(string? project, CancellationToken ct) => workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql(
                """
                SELECT name, project, model, version, former_version, state, revision, changed_at, changed_by, reason FROM endpoints
                WHERE (@project = '' OR project = @project) AND version IS NOT NULL ORDER BY name
                """,
                ("project", project ?? ""));
            return await command.ToListAsync(EndpointOf, token);
        },
        ct);

    /// <summary>How an endpoint fares; <c>endpoint.unknown</c> where there is none.</summary>
    public async Task<Result<MonitorView>> ReadAsync(string endpoint, CancellationToken ct)
    {
        var known = await EndpointsAsync(null, ct);
        if (known.FirstOrDefault(e => string.Equals(e.Name, endpoint, StringComparison.Ordinal)) is not { } found)
        {
            return Unknown(endpoint, known);
        }

        var progress = await workspace.Metadata.ReadAsync((connection, token) => MonitorTables.ProgressAsync(connection, endpoint, token), ct);
        var windows = await HistoryAsync(endpoint, 1, ct);
        var performance = await PerformanceAsync(endpoint, 30, ct);
        var open = await new AlertStore(workspace).ListAsync(new(endpoint, OpenOnly: true), 100, null, ct);
        var errors = progress.Memory.Errors;
        var concept = errors.Seen == 0 ? null : new ConceptView(errors.Seen, errors.Changes, errors.Changes == 0 ? null : errors.Direction > 0, errors.Before, errors.Now);
        return new MonitorView(endpoint, found.Version, progress.RanAt == DateTimeOffset.UnixEpoch ? null : progress.RanAt, windows.Count > 0 ? windows[0] : null, performance, concept, open);
    }

    /// <summary>Judged windows, newest first.</summary>
    public Task<IReadOnlyList<WindowResult>> HistoryAsync(string endpoint, int limit, CancellationToken ct) => workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql("SELECT result FROM monitor_windows WHERE endpoint = @endpoint AND judged = 1 ORDER BY start_at DESC, version DESC LIMIT @limit", ("endpoint", endpoint), ("limit", (long)limit));
            return await command.ToListAsync(r => MonitorJson.Read<WindowResult>(r.GetString(0)), token);
        },
        ct);

    /// <summary>Windows with labelled answers, newest first.</summary>
    public Task<IReadOnlyList<WindowPerformance>> PerformanceAsync(string endpoint, int limit, CancellationToken ct) => workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql("SELECT performance FROM monitor_windows WHERE endpoint = @endpoint AND labelled > 0 ORDER BY start_at DESC, version DESC LIMIT @limit", ("endpoint", endpoint), ("limit", (long)limit));
            return await command.ToListAsync(r => MonitorJson.Read<WindowPerformance>(r.GetString(0)), token);
        },
        ct);

    /// <summary>A column's distribution in the window that begins at a time (the newest judged one where none is given), beside the reference's.</summary>
    public async Task<Result<DistributionBin[]>> DistributionAsync(string endpoint, string column, DateTimeOffset? window, CancellationToken ct)
    {
        var known = await EndpointsAsync(null, ct);
        var found = known.FirstOrDefault(e => string.Equals(e.Name, endpoint, StringComparison.Ordinal));
        var newest = (await HistoryAsync(endpoint, 100, ct)).FirstOrDefault(w => window is null || w.Start == window);
        if (found is null || newest is null)
        {
            return found is null ? Unknown(endpoint, known) : new Failure("monitor.none", $"No window of '{endpoint}' has been judged then.", "Wait for a window to end, or look: rondo monitor run.");
        }

        var kept = await CountsAsync(endpoint, newest.Version, AlertRow.Micros(newest.Start), ct);
        if (string.Equals(column, WindowJudge.Prediction, StringComparison.Ordinal))
        {
            return await AnswersAsync(endpoint, newest.Version, kept, ct);
        }

        var version = await WatchedVersion.ReadAsync(workspace, found.Model, newest.Version, ct);
        var reference = version?.Columns.FirstOrDefault(c => string.Equals(c.Name, column, StringComparison.Ordinal));
        return reference is not null && kept?.Columns.GetValueOrDefault(column) is { } counts
            ? Bins(reference, counts)
            : new Failure("monitor.unknown-column", $"The monitor does not count a column '{column}'.", "See which it counts: the endpoint's page 'Monitoring', or rondo monitor status.");
    }

    private async Task<Result<DistributionBin[]>> AnswersAsync(string endpoint, long version, WindowCounts? kept, CancellationToken ct)
    {
        var memory = (await workspace.Metadata.ReadAsync((connection, token) => MonitorTables.ProgressAsync(connection, endpoint, token), ct)).Memory;
        var first = memory.Version == version && memory.AnswersFrom is { } from ? await CountsAsync(endpoint, version, from, ct) : null;
        return first is not null && kept is not null && WindowJudge.Answers(first, kept) is var (answers, now)
            ? Bins(answers, now)
            : new Failure("monitor.no-answers", "There is no earlier window of this version to compare its answers with.", "Wait for the version's next window.");
    }

    private async Task<WindowCounts?> CountsAsync(string endpoint, long version, long start, CancellationToken ct) =>
        (await workspace.Metadata.ReadAsync((connection, token) => MonitorTables.WindowAsync(connection, endpoint, new(version, start), token), ct))?.Counts;

    internal static DistributionBin[] Bins(ReferenceColumn reference, CellCounts counts)
    {
        double n = Math.Max(1, reference.Present + reference.Missing), m = Math.Max(1, counts.Rows);
        var cells = Enumerable.Range(0, reference.Counts.Length).Select(i => Bin(reference, i, reference.Counts[i] / n, counts.Cells[i] / m));
        if (reference.Kind != CellKind.Bins)
        {
            var all = cells.Concat(counts.Unseen.Select(u => new DistributionBin(u.Key, null, null, 0, u.Value / m))).OrderByDescending(b => Math.Max(b.Reference, b.Current)).ToList();
            var rest = all.Skip(MostBins).ToList();
            cells = rest.Count == 0 ? all : all.Take(MostBins).Append(new("(others)", null, null, rest.Sum(b => b.Reference), rest.Sum(b => b.Current)));
        }

        return [.. cells, .. counts.Rest is { } more ? new[] { new DistributionBin("(further unseen)", null, null, 0, more.Sum() / m) } : [], new(MissingBin, null, null, reference.Missing / n, counts.Missing / m)];
    }

    private static DistributionBin Bin(ReferenceColumn reference, int i, double before, double now) => reference.Kind switch
    {
        CellKind.Values => new(reference.Values[i], null, null, before, now),
        CellKind.Buckets => new(string.Create(CultureInfo.InvariantCulture, $"bucket {i}"), null, null, before, now),
        _ => new(Label(reference, i), i == 0 ? null : reference.Edges[i - 1], i == reference.Edges.Length ? null : reference.Edges[i], before, now),
    };

    internal static string Label(ReferenceColumn reference, int i) =>
        i == 0 ? "≤ " + ReferenceColumn.Text(reference.Edges[0])
        : i == reference.Edges.Length ? "> " + ReferenceColumn.Text(reference.Edges[^1])
        : ReferenceColumn.Text(reference.Edges[i - 1]) + " – " + ReferenceColumn.Text(reference.Edges[i]);

    private static Failure Unknown(string endpoint, IEnumerable<Endpoint> known) => EndpointStore.Unknown(endpoint, known.Select(e => e.Name));

    private static Endpoint EndpointOf(DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.IsDBNull(4) ? null : row.GetInt64(4), Enum.Parse<EndpointStatus>(row.GetString(5), ignoreCase: true), row.GetInt64(6), AlertRow.Time(row.GetInt64(7)), row.GetString(8), row.GetString(9));
}

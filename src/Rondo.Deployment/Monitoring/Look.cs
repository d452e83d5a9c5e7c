using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Deployment.Alerts;
using Rondo.Deployment.Endpoints;
using Rondo.DuckDb;
using Rondo.Kernel;
using Rondo.Modeling;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Deployment.Monitoring;

/// <summary>One look at an endpoint.</summary>
internal sealed class Look(Workspace workspace, WatchedVersions versions, WatchRequest request, Lease lease, TimeSpan leaseTime)
{
    // Rows of a window may still be on their way when it ends.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ForgetTruthAfter = TimeSpan.FromDays(30);

    private readonly string _endpoint = request.Endpoint.Name;
    private readonly string _captures = Path.Combine(workspace.Folder, "captures");
    private readonly List<WindowResult> _judged = [];
    private readonly List<Alert> _alerts = [];
    private int _files;
    private long _rows;
    private int _truths;

    private long Length => request.Settings.Window.Ticks / TimeSpan.TicksPerMicrosecond;

    public WatchReport Report() => new(_files, _rows, _truths, _judged, _alerts);

    /// <summary>Takes in what was done with the endpoint: the server rolls a version back by itself, and people hear of it here.</summary>
    public async Task FollowAsync(CancellationToken ct)
    {
        var from = (await ProgressAsync(ct)).ChangeRevision;
        if (await workspace.Metadata.ReadAsync((c, token) => MonitorTables.ChangesAfterAsync(c, _endpoint, from, token), ct) is { Count: > 0 } changes)
        {
            await WriteAsync(
                async (transaction, progress, token) =>
                {
                    var rules = new MonitorRules(workspace, request.Settings, _endpoint, progress.Memory);
                    foreach (var change in changes)
                    {
                        await FollowAsync(transaction, rules, change, token);
                    }

                    await TellAsync(transaction, rules, token);
                    return progress with { ChangeRevision = changes[^1].Revision };
                },
                ct);
        }
    }

    /// <summary>Counts new capture files, each in a transaction of its own.</summary>
    public async Task TakeCapturesAsync(int atOnce, CancellationToken ct)
    {
        var from = (await ProgressAsync(ct)).CaptureNumber;
        while (await workspace.Metadata.ReadAsync((c, token) => MonitorTables.FilesAfterAsync(c, _endpoint, from, atOnce, token), ct) is { Count: > 0 } files)
        {
            using var engine = new Engine();
            foreach (var file in files)
            {
                try
                {
                    await TakeFileAsync(engine.Connection, file, ct);
                }
                catch (DuckDbException problem) when (problem.Kind != ErrorKind.Interrupt)
                {
                    throw new FailureException(new Failure("monitor.unreadable", $"The capture file {file.Path} cannot be read: {problem.Message}", "Put it back from a backup, or move it away: what it held is then not watched.") { Kind = FailureKind.World }, problem);
                }

                from = file.Number;
            }
        }
    }

    /// <summary>Joins new feedback with its answers.</summary>
    public async Task TakeFeedbackAsync(int atOnce, CancellationToken ct)
    {
        var from = (await ProgressAsync(ct)).FeedbackSequence;
        while (await workspace.Metadata.ReadAsync((c, token) => MonitorTables.FeedbackAfterAsync(c, _endpoint, from, atOnce, token), ct) is { Count: > 0 } truths)
        {
            var (first, last) = Ends(truths);
            var files = await workspace.Metadata.ReadAsync((c, token) => MonitorTables.FilesOfIdsAsync(c, _endpoint, first, last, token), ct);
            using var engine = new Engine();
            var joined = new FeedbackJoin(engine.Connection, _captures, request.Settings.Window).Join(truths, files, ct);
            var found = joined.Select(j => j.Id).ToHashSet(StringComparer.Ordinal);
            from = truths[^1].Sequence;
            await WriteAsync(
                async (transaction, progress, token) =>
                {
                    await AddLabelledAsync(transaction, progress.Memory, joined, token);
                    await FeedbackJoin.KeepUnmatchedAsync(transaction, _endpoint, truths.Where(t => !found.Contains(t.PredictionId)), workspace.Clock.GetUtcNow(), token);
                    return progress with { FeedbackSequence = from };
                },
                ct);
        }
    }

    /// <summary>Judges windows that have ended, oldest first; then what does not wait for windows.</summary>
    public async Task JudgeAsync(int atOnce, CancellationToken ct)
    {
        var ended = AlertRow.Micros(workspace.Clock.GetUtcNow() - Grace);
        while (await workspace.Metadata.ReadAsync((c, token) => MonitorTables.DueAsync(c, _endpoint, ended, atOnce, token), ct) is { Count: > 0 } due)
        {
            foreach (var window in due)
            {
                await JudgeAsync(window, ct);
            }
        }

        await WriteAsync(
            async (transaction, progress, token) =>
            {
                await RequirementsAsync(transaction, progress.Memory, token);
                await transaction.ExecuteSqlAsync("DELETE FROM monitor_unmatched WHERE endpoint = @endpoint AND received_at < @old", [("endpoint", _endpoint), ("old", AlertRow.Micros(workspace.Clock.GetUtcNow() - ForgetTruthAfter))], token);
                return progress with { RanAt = workspace.Clock.GetUtcNow() };
            },
            ct);
    }

    private async Task TakeFileAsync(Connection connection, CaptureFile file, CancellationToken ct)
    {
        var path = Path.Combine(_captures, file.Path);
        var known = await VersionsAsync(connection, path, ct);
        var counted = File.Exists(path) ? new CaptureCounter(connection, known, request.Settings.Window).Count(path, ct) : new([], "", "");
        var waiting = await workspace.Metadata.ReadAsync((c, token) => MonitorTables.UnmatchedAsync(c, _endpoint, counted.FirstId, counted.LastId, token), ct);
        var joined = new FeedbackJoin(connection, _captures, request.Settings.Window).Join(waiting, [file.Path], ct);
        await WriteAsync(
            async (transaction, progress, token) =>
            {
                foreach (var (key, counts) in counted.Windows)
                {
                    await MonitorTables.AddAsync(transaction, _endpoint, key, counts, Length, token);
                }

                await MonitorTables.AddFileAsync(transaction, _endpoint, file, counted, token);
                await AddLabelledAsync(transaction, progress.Memory, joined, token);
                await FeedbackJoin.RemoveUnmatchedAsync(transaction, _endpoint, joined.Select(j => j.Id), token);
                return progress with { CaptureNumber = file.Number };
            },
            ct);
        _files++;
        _rows += counted.Windows.Values.Sum(w => w.Requests);
    }

    private async Task<Dictionary<long, WatchedVersion>> VersionsAsync(Connection connection, string path, CancellationToken ct)
    {
        var known = new Dictionary<long, WatchedVersion>();
        if (File.Exists(path))
        {
            using var found = connection.Query($"SELECT DISTINCT CAST({CaptureColumns.Version} AS BIGINT) FROM read_parquet({Sql.Literal(path)}) WHERE {CaptureColumns.Version} IS NOT NULL", ct: ct);
            foreach (var version in found.Rows().Select(r => (long)r[0]!))
            {
                if (await versions.FindAsync(request.Endpoint.Model, version, ct) is { } watched)
                {
                    known[version] = watched;
                }
            }
        }

        return known;
    }

    private async Task AddLabelledAsync(DbTransaction transaction, MonitorMemory memory, IReadOnlyList<JoinedRow> joined, CancellationToken ct)
    {
        _truths += joined.Count;
        var first = new List<JoinedRow>();
        foreach (var group in joined.GroupBy(j => j.Window))
        {
            // A truth that takes the place of another changes the window's metrics; the stream of errors has seen its answer already.
            var known = (await FeedbackJoin.LabelledAsync(transaction, _endpoint, group.Key, ct)).Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
            first.AddRange(group.Where(r => !known.Contains(r.Id)));
            await FeedbackJoin.AddAsync(transaction, _endpoint, group.Key, [.. group], ct);
            await MeasureAsync(transaction, group.Key, ct);
        }

        await ConceptAsync(transaction, memory, [.. first.Where(j => j.Window.Version == request.Endpoint.Version)], ct);
    }

    private async Task MeasureAsync(DbTransaction transaction, WindowKey key, CancellationToken ct)
    {
        if (await versions.FindAsync(request.Endpoint.Model, key.Version, ct) is not { } version)
        {
            return;
        }

        var rows = FeedbackJoin.Table(await FeedbackJoin.LabelledAsync(transaction, _endpoint, key, ct));
        var start = AlertRow.Time(key.Start);
        var answered = await MonitorTables.AnsweredAsync(transaction, _endpoint, key, ct);
        await MonitorTables.SetPerformanceAsync(transaction, _endpoint, key, new(start, start + request.Settings.Window, key.Version, answered, rows.Count, LiveMetrics.Of(request.Charter, version.Signature, rows)), ct);
    }

    private async Task JudgeAsync(KeptWindow window, CancellationToken ct)
    {
        var version = await versions.FindAsync(request.Endpoint.Model, window.Key.Version, ct)
            ?? WatchedVersion.Of(window.Key.Version, new("", [], []), new(0, 0, []), []);
        await WriteAsync(
            async (transaction, progress, token) =>
            {
                var memory = For(progress.Memory, window.Key.Version);
                var inUse = window.Key.Version == request.Endpoint.Version || window.Key.Version == 0;
                var compared = window.Key.Version == memory.Version && memory.AnswersFrom is { } from && from != window.Key.Start
                    ? (await MonitorTables.WindowAsync(transaction, _endpoint, new(window.Key.Version, from), token))?.Counts
                    : null;
                var result = new WindowJudge(request.Settings, version).Judge(_endpoint, window.Key.Start, window.Counts, compared);
                if (inUse && window.Key.Start > memory.JudgedUntil)
                {
                    var rules = new MonitorRules(workspace, request.Settings, _endpoint, memory);
                    result = await rules.TakeAsync(transaction, result, token);
                    memory.JudgedUntil = window.Key.Start;
                    memory.AnswersFrom ??= result.Sufficient && window.Key.Version != 0 ? window.Key.Start : null;
                    await TellAsync(transaction, rules, token);
                }

                await MonitorTables.SetResultAsync(transaction, _endpoint, window.Key, result, token);
                _judged.Add(result);
                return progress with { Memory = memory };
            },
            ct);
    }

    // A new version begins anew: what was wrong with the former one says nothing of it.
    private MonitorMemory For(MonitorMemory memory, long version)
    {
        if (version == request.Endpoint.Version && memory.Version != version)
        {
            return new() { Version = version, JudgedUntil = memory.JudgedUntil, Broken = memory.Broken, Kept = memory.Kept };
        }

        return memory;
    }

    private async Task ConceptAsync(DbTransaction transaction, MonitorMemory memory, IReadOnlyList<JoinedRow> joined, CancellationToken ct)
    {
        if (joined.Count == 0)
        {
            return;
        }

        var rules = new MonitorRules(workspace, request.Settings, _endpoint, memory);
        if (memory.Version != request.Endpoint.Version)
        {
            (memory.Version, memory.AnswersFrom, memory.Errors) = (request.Endpoint.Version ?? 0, null, new());
        }

        var changes = memory.Errors.Changes;
        var worse = memory.Errors.Add(joined.OrderBy(j => j.At).Select(Error).Where(double.IsFinite));
        if (memory.Errors.Changes > changes && memory.Errors.Direction < 0)
        {
            await rules.EndAllAsync(transaction, r => r == "concept", string.Create(CultureInfo.InvariantCulture, $"The errors shrank again: from {memory.Errors.Before:0.###} to {memory.Errors.Now:0.###} on average."), ct);
            await TellAsync(transaction, rules, ct);
        }
        else if (worse)
        {
            var sentence = string.Create(CultureInfo.InvariantCulture, $"The errors of version {memory.Version} grew: from {memory.Errors.Before:0.###} to {memory.Errors.Now:0.###} on average.");
            await rules.RaiseAsync(transaction, new("concept", false, sentence, []), new JsonObject { ["version"] = memory.Version, ["before"] = memory.Errors.Before, ["now"] = memory.Errors.Now, ["truths"] = memory.Errors.Seen }, pending: false, ct);
            await TellAsync(transaction, rules, ct);
        }
    }

    private static double Error(JoinedRow row) => row.Label is { } label
        ? string.Equals(label, row.Truth, StringComparison.Ordinal) ? 0 : 1
        : double.TryParse(row.Truth, NumberStyles.Float, CultureInfo.InvariantCulture, out var truth) ? Math.Abs(row.Value - truth) : double.NaN;

    private async Task RequirementsAsync(DbTransaction transaction, MonitorMemory memory, CancellationToken ct)
    {
        if (request.Endpoint.Version is not { } inUse || await versions.FindAsync(request.Endpoint.Model, inUse, ct) is not { } version)
        {
            return;
        }

        // Judged when something new was measured, so that the same figures are not counted twice.
        var live = await LiveMeasurements.OfAsync(transaction, request, version, ct);
        if (_judged.Count == 0 && _truths == 0)
        {
            return;
        }

        var looked = new List<string>();
        var broken = new List<(Violation, JsonObject)>();
        foreach (var judgement in LiveMeasurements.Judge(request.Charter, live).Where(j => j.Outcome is Outcome.Pass or Outcome.Fail or Outcome.Warn))
        {
            var rule = "requirement:" + judgement.Requirement.NormalForm;
            looked.Add(rule);
            if (judgement.Outcome == Outcome.Fail)
            {
                broken.Add((new(rule, true, judgement.Sentence, []), new() { ["version"] = inUse, ["requirement"] = judgement.Requirement.Text, ["measured"] = MeasurementJson.Write(judgement.Measured!), ["bound"] = judgement.BoundValue }));
            }
        }

        if (Degradation.Judge(version, live, request.Settings) is { } degraded)
        {
            looked.Add("performance");
            broken.AddRange(degraded.Worse ? [(degraded.Violation, degraded.Evidence)] : []);
        }

        var rules = new MonitorRules(workspace, request.Settings, _endpoint, memory);
        await rules.TakeAsync(transaction, looked, broken, ct);
        await TellAsync(transaction, rules, ct);
    }

    // Another version begins anew: what was wrong with the answers of the former one says nothing of it.
    private static async Task FollowAsync(DbTransaction transaction, MonitorRules rules, FollowedChange change, CancellationToken ct)
    {
        if (change.Action is not ("deploy" or "rollback"))
        {
            return;
        }

        var answers = string.Create(CultureInfo.InvariantCulture, $"Version {change.Version} answers now.");
        await rules.EndAllAsync(transaction, r => r is "concept" or "performance" || r.StartsWith("requirement:", StringComparison.Ordinal), answers, ct);
        if (change is { Action: "rollback", By: EndpointChange.Guard })
        {
            var sentence = string.Create(CultureInfo.InvariantCulture, $"The endpoint went back to version {change.Version} by itself: {change.Reason}");
            await rules.RaiseAsync(transaction, new("rollback", true, sentence, []), new JsonObject { ["revision"] = change.Revision, ["reason"] = change.Reason, ["version"] = change.Version }, pending: false, ct);
        }
        else
        {
            await rules.EndAllAsync(transaction, r => r == "rollback", answers, ct);
        }
    }

    private async Task TellAsync(DbTransaction transaction, MonitorRules rules, CancellationToken ct)
    {
        _alerts.AddRange(rules.Told);
        await Outbox.AddAsync(transaction, workspace, rules.Told, request.Settings.Notify.Count, ct);
    }

    private Task<Progress> ProgressAsync(CancellationToken ct) => workspace.Metadata.ReadAsync((c, token) => MonitorTables.ProgressAsync(c, _endpoint, token), ct);

    // Reads how far it is inside the transaction that moves it, and only while the lease is held.
    private async Task WriteAsync(Func<DbTransaction, Progress, CancellationToken, Task<Progress>> write, CancellationToken ct)
    {
        if (!await workspace.Leases.RenewAsync(lease, leaseTime, ct))
        {
            throw new FailureException(new Failure("lease.lost", $"'{lease.Name}' is owned by another process now.", "Nothing is to be done: its new owner carries on.") { Kind = FailureKind.World });
        }

        await workspace.WriteAsync(
            async (transaction, token) =>
            {
                await workspace.Leases.DemandAsync(transaction, lease, token);
                var progress = await MonitorTables.ProgressAsync(transaction, _endpoint, token);
                await MonitorTables.SaveAsync(transaction, _endpoint, await write(transaction, progress, token), token);
            },
            ct);
    }

    private static (string First, string Last) Ends(IReadOnlyList<Truth> truths) =>
        (truths.Select(t => t.PredictionId).Min(StringComparer.Ordinal)!, truths.Select(t => t.PredictionId).Max(StringComparer.Ordinal)!);

    /// <summary>DuckDB in memory, bounded.</summary>
    private sealed class Engine : IDisposable
    {
        private readonly Database _database = Database.Open(null, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["threads"] = "1",
            ["memory_limit"] = "512MB",
            ["autoinstall_known_extensions"] = "false",
            ["autoload_known_extensions"] = "false",
        });

        public Engine()
        {
            Connection = _database.Connect();
            Connection.Execute("SET TimeZone = 'UTC'");
        }

        public Connection Connection { get; }

        public void Dispose()
        {
            Connection.Dispose();
            _database.Dispose();
        }
    }
}

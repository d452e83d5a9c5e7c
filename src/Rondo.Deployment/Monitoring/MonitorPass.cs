using System.Data.Common;
using System.Text.Json.Nodes;
using Rondo.Deployment.Alerts;
using Rondo.DuckDb;
using Rondo.Kernel;
using Rondo.Modeling;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Deployment.Monitoring;

/// <summary>One pass of the monitor over an endpoint.</summary>
internal sealed class MonitorPass(Workspace workspace, WatchedVersions versions, WatchRequest request, Lease lease)
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
                        await AnswerRules.FollowAsync(transaction, rules, change, token);
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
            using var engine = new CaptureEngine();
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
            using var engine = new CaptureEngine();
            var joined = new FeedbackJoin(engine.Connection, _captures, request.Settings.Window).Join(truths, files, ct);
            var found = joined.Select(j => j.Id).ToHashSet(StringComparer.Ordinal);
            from = truths[^1].Sequence;
            var errors = await NewErrorsAsync(joined, ct);
            await WriteAsync(
                async (transaction, progress, token) =>
                {
                    await AddLabelledAsync(transaction, progress.Memory, joined, errors, token);
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

        var requirements = await RequirementsAsync(ct);
        await WriteAsync(
            async (transaction, progress, token) =>
            {
                if (requirements is var (judged, live, until))
                {
                    await LiveMeasurements.KeepAsync(transaction, _endpoint, live, until, token);
                    if (judged is not null)
                    {
                        var rules = new MonitorRules(workspace, request.Settings, _endpoint, progress.Memory);
                        await rules.TakeAsync(transaction, judged.Rules, judged.Broken, token);
                        await TellAsync(transaction, rules, token);
                        progress.Memory.Unmeasured = false;
                    }
                }

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
        var errors = await NewErrorsAsync(joined, ct);
        await WriteAsync(
            async (transaction, progress, token) =>
            {
                foreach (var (key, counts) in counted.Windows)
                {
                    await MonitorTables.AddAsync(transaction, _endpoint, key, counts, Length, token);
                }

                await MonitorTables.AddFileAsync(transaction, _endpoint, file, counted, token);
                await AddLabelledAsync(transaction, progress.Memory, joined, errors, token);
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

    private async Task AddLabelledAsync(DbTransaction transaction, MonitorMemory memory, IReadOnlyList<JoinedRow> joined, NewErrors? errors, CancellationToken ct)
    {
        _truths += joined.Count;
        memory.Unmeasured |= joined.Count > 0;
        foreach (var group in joined.GroupBy(j => j.Window))
        {
            await FeedbackJoin.AddAsync(transaction, _endpoint, group.Key, [.. group], ct);
            await MeasureAsync(transaction, group.Key, ct);
        }

        if (errors is not null)
        {
            var rules = new MonitorRules(workspace, request.Settings, _endpoint, memory);
            await AnswerRules.TakeErrorsAsync(transaction, rules, memory, errors, ct);
            await TellAsync(transaction, rules, ct);
        }
    }

    // Whoever holds the lease writes alone: what is read here is still so when it is written.
    private async Task<NewErrors?> NewErrorsAsync(IReadOnlyList<JoinedRow> joined, CancellationToken ct)
    {
        if (request.Endpoint.Version is not { } inUse || joined.All(j => j.Window.Version != inUse))
        {
            return null;
        }

        // A truth that takes the place of another changes the window's metrics; the stream of errors has seen its answer already.
        var first = new List<JoinedRow>();
        foreach (var group in joined.Where(j => j.Window.Version == inUse).GroupBy(j => j.Window))
        {
            var labelled = await workspace.Metadata.ReadAsync((c, token) => FeedbackJoin.LabelledAsync(c, _endpoint, group.Key, token), ct);
            first.AddRange(group.ExceptBy(labelled.Select(r => r.Id), r => r.Id, StringComparer.Ordinal));
        }

        var memory = (await ProgressAsync(ct)).Memory;
        memory.Answers(inUse);
        if (first.Count == 0)
        {
            return null;
        }

        var worse = memory.Errors.Add(first);
        return new(inUse, memory.Errors, worse, worse ? await SlicesAsync(inUse, first, memory.Errors.State!.Width, ct) : null);
    }

    // The newest answers with labels, these among them, as many as the errors have been what they are.
    private async Task<JsonArray?> SlicesAsync(long version, IReadOnlyList<JoinedRow> more, long newest, CancellationToken ct)
    {
        var known = await workspace.Metadata.ReadAsync((c, token) => LabelledWindows.NewestAsync(c, _endpoint, version, token), ct);
        var answers = known.Concat(more).DistinctBy(a => a.Id, StringComparer.Ordinal).OrderByDescending(a => a.At).Take((int)Math.Min(newest, LabelledWindows.Enough)).ToList();
        return await versions.FindAsync(request.Endpoint.Model, version, ct) is { } watched ? await new ErrorExplanation(workspace, request).RunAsync(watched, answers, ct) : null;
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
                var memory = progress.Memory;
                memory.Unmeasured = true;
                if (window.Key.Version == request.Endpoint.Version)
                {
                    memory.Answers(window.Key.Version);
                }

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
                return progress;
            },
            ct);
    }

    // Judged when something new was measured, so that the same figures are not counted twice.
    private async Task<(LiveJudgement? Judged, IReadOnlyList<Measurement> Live, DateTimeOffset? Until)?> RequirementsAsync(CancellationToken ct)
    {
        if (request.Endpoint.Version is not { } inUse || await versions.FindAsync(request.Endpoint.Model, inUse, ct) is not { } version)
        {
            return null;
        }

        var (newest, labelled) = await workspace.Metadata.ReadAsync(
            async (c, token) => (await MonitorTables.NewestResultAsync(c, _endpoint, inUse, token), await LabelledWindows.NewestAsync(c, _endpoint, inUse, token)), ct);
        var live = LiveMeasurements.Of(request, version, newest, labelled);
        if (!(await ProgressAsync(ct)).Memory.Unmeasured)
        {
            return (null, live, newest?.End);
        }

        var judged = AnswerRules.Judge(request, version, live);
        if (judged.Answers.Count > 0 && await new ErrorExplanation(workspace, request).RunAsync(version, labelled, ct) is { } slices)
        {
            foreach (var evidence in judged.Answers)
            {
                evidence["slices"] = slices.DeepClone();
            }
        }

        return (judged, live, newest?.End);
    }

    private async Task TellAsync(DbTransaction transaction, MonitorRules rules, CancellationToken ct)
    {
        _alerts.AddRange(rules.Told);
        await Outbox.AddAsync(transaction, workspace, rules.Told, request.Settings.Notify.Count, ct);
    }

    private Task<Progress> ProgressAsync(CancellationToken ct) => workspace.Metadata.ReadAsync((c, token) => MonitorTables.ProgressAsync(c, _endpoint, token), ct);

    // Reads how far it is inside the transaction that moves it, and only while the lease is held.
    private async Task WriteAsync(Func<DbTransaction, Progress, CancellationToken, Task<Progress>> write, CancellationToken ct) =>
        await workspace.WriteAsync(
            async (transaction, token) =>
            {
                await workspace.Leases.DemandAsync(transaction, lease, token);
                var progress = await MonitorTables.ProgressAsync(transaction, _endpoint, token);
                await MonitorTables.SaveAsync(transaction, _endpoint, await write(transaction, progress, token), token);
            },
            ct);

    private static (string First, string Last) Ends(IReadOnlyList<Truth> truths) =>
        (truths.Select(t => t.PredictionId).Min(StringComparer.Ordinal)!, truths.Select(t => t.PredictionId).Max(StringComparer.Ordinal)!);
}

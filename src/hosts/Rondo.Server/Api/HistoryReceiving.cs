using System.Globalization;
using Rondo.Data;
using Rondo.Kernel;
using Rondo.Modeling;
using Rondo.Modeling.Registry;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Server.Api;

/// <summary>Writes a piece of another workspace's history into this one. Doing it twice does it once.</summary>
internal static class HistoryReceiving
{
    /// <summary>The tag of a run that came from elsewhere: who sent it.</summary>
    private const string PushedBy = "pushed.by";

    public static async Task<ReceivedHistory> RunAsync(Workspace workspace, ProjectCatalogue projects, History history, string user, CancellationToken ct)
    {
        var audit = new ReceivedAudit(workspace);
        var evidence = await audit.KeepAsync(history.Audit, history.AuditAfter, user, ct);
        var runs = 0;
        foreach (var run in history.Runs)
        {
            runs += await RunAsync(workspace, run, user, ct) ? 1 : 0;
        }

        var datasets = await ReceiveDataset.RunAsync(workspace, [.. history.Datasets.Select(d => new DatasetVersion(d.Dataset, d.Version, Pushed.Content(d.Digest), Pushed.Run(d.Run), d.CreatedAt, d.CreatedBy))], ct);
        var models = new List<ReceivedModel>();
        foreach (var model in history.Models)
        {
            var told = model.ToVersion();
            var request = new ReceiveRequest(told, await audit.RegistrationAsync(model.Registration, told.ToString(), ct), user)
            {
                Evidence = [.. model.Evidence.Select(e => new VersionEvidence(e.Kind, e.Content, e.At, e.By))],
                Charter = projects.Load(told.Model, [])?.Value.Section<Charter>() is { IsWritten: true } charter ? charter : null,
            };
            var (version, isNew) = (await ReceiveVersion.RunAsync(workspace, request, ct)).Value;
            models.Add(new(told.ToString(), version.ToString(), isNew, version.GateOutcome, told.GateOutcome));
        }

        return new(runs, datasets, models, evidence);
    }

    private static async Task<bool> RunAsync(Workspace workspace, PushedRun run, string user, CancellationToken ct)
    {
        var id = Pushed.Run(run.Id);
        if (run.Status is RunStatus.Running)
        {
            throw new FailureException(new Failure("push.running", "A run that has not ended cannot be sent.", "Send it when it has ended."));
        }

        var artifacts = run.Artifacts.Select(a => new RunArtifact(a.Direction is "in" or "out" ? a.Direction : throw new FailureException(new Failure("push.direction", "A content is read or written.", "Write in or out.")), a.Port, a.Kind, Pushed.Content(a.Digest))).ToList();
        if (await workspace.Runs.FindAsync(id.Value, ct) is not null)
        {
            return false;
        }

        await workspace.WriteAsync(
            async (transaction, token) =>
            {
                await workspace.Runs.BeginAsync(transaction, [Start(id, run, user)], token);
                await workspace.Lineage.RecordAsync(transaction, id, artifacts, token);
                await workspace.Runs.LogMetricsAsync(transaction, id, [.. run.Metrics.Select(m => new MetricValue(m.Key, Number(m.Value), m.Step, m.At))], token);
                await workspace.Runs.EndAsync(transaction, End(id, run), token);
            },
            ct);
        return true;
    }

    private static RunStart Start(RunId id, PushedRun run, string user) => new(id, run.Project, run.Kind, run.Name, run.Parent is null ? null : Pushed.Run(run.Parent), run.User, run.StartedAt)
    {
        Attempt = run.Attempt,
        Parameters = run.Parameters,
        Environment = run.Environment,
        Tags = new Dictionary<string, string>(run.Tags, StringComparer.Ordinal) { [PushedBy] = user },
        Code = run.Code is { } code ? new CodeState(code.Commit, code.DirtyDiff is { } diff ? Pushed.Content(diff) : null) : null,
    };

    private static RunEnd End(RunId id, PushedRun run) => new(id, run.Status, run.EndedAt)
    {
        Message = run.Message,
        Resources = run.Resources is { } use ? new ResourceUse(use.WallSeconds, use.CpuSeconds ?? 0, use.PeakMemoryBytes ?? 0) : null,
    };

    private static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw new FailureException(new Failure("push.metric", "A metric's value is no number.", "Write it in invariant form, NaN or Infinity."));
}

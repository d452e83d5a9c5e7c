using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rondo.Data;
using Rondo.Kernel;
using Rondo.Modeling;
using Rondo.Modeling.Registry;
using Rondo.Stores;

namespace Rondo.Server.Api;

/// <summary>Writes a piece of another workspace's history into this one. Doing it twice does it once.</summary>
internal static class HistoryReceiving
{
    /// <summary>The tag of a run that came from elsewhere: who sent it.</summary>
    private const string PushedBy = "pushed.by";

    public static async Task<ReceivedHistory> RunAsync(Workspace workspace, History history, string user, CancellationToken ct)
    {
        var runs = 0;
        foreach (var run in history.Runs)
        {
            runs += await RunAsync(workspace, run, user, ct) ? 1 : 0;
        }

        var datasets = await ReceiveDataset.RunAsync(workspace, [.. history.Datasets.Select(d => new DatasetVersion(d.Dataset, d.Version, Pushed.Content(d.Digest), Pushed.Run(d.Run), d.CreatedAt, d.CreatedBy))], ct);
        var models = new List<ReceivedModel>();
        foreach (var model in history.Models)
        {
            var (version, isNew) = (await ReceiveVersion.RunAsync(workspace, model.ToVersion(), [.. model.Evidence.Select(e => new VersionEvidence(e.Kind, e.Content, e.At, e.By))], user, ct)).Value;
            models.Add(new(string.Create(CultureInfo.InvariantCulture, $"{model.Model}@{model.Version}"), version.ToString(), isNew));
        }

        return new(runs, datasets, models, await EvidenceAsync(workspace, history.Audit, user, ct));
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
        Resources = run.Resources is { } use ? new ResourceUse(use.WallSeconds, use.CpuSeconds, use.PeakMemoryBytes) : null,
    };

    private static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw new FailureException(new Failure("push.metric", "A metric's value is no number.", "Write it in invariant form, NaN or Infinity."));

    // The other chain's events with their hashes, as they were sent: who doubts them can walk them.
    private static async Task<string?> EvidenceAsync(Workspace workspace, IReadOnlyList<AuditView> audit, string user, CancellationToken ct)
    {
        if (audit.Count == 0)
        {
            return null;
        }

        var options = new JsonSerializerOptions();
        ServerServices.Json(options);
        var lines = string.Concat(audit.Select(a => JsonSerializer.Serialize(a, options) + "\n"));
        var staged = await workspace.Artifacts.StageAsync(Encoding.UTF8.GetBytes(lines), ct);
        if ((await workspace.Artifacts.PresentAsync([staged.Digest], ct)).Count > 0)
        {
            return staged.Digest.Hex;
        }

        var details = new JsonObject { ["evidence"] = staged.Digest.Hex, ["first"] = audit[0].Number, ["last"] = audit[^1].Number, ["head"] = audit[^1].Hash };
        await workspace.WriteAsync(
            async (DbTransaction transaction, CancellationToken token) =>
            {
                await workspace.Artifacts.PublishAsync(transaction, [staged], token);
                await workspace.Lineage.PinAsync(transaction, "server", "push:" + staged.Digest.Hex, staged.Digest, token);
                await workspace.Audit.AppendAsync(transaction, new(user, "history.receive", "evidence:" + staged.Digest.Hex, details), token);
            },
            ct);
        return staged.Digest.Hex;
    }
}

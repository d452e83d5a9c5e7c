using Rondo.Stores;

namespace Rondo.Server.Api;

/// <summary>How work has travelled between the themes: forward with each run, back with what a finding began.</summary>
internal static class LifecycleEdges
{
    private const int Looked = 500;

    private static readonly (string From, string To)[] Forward =
        [("scope", "data-define"), ("data-define", "data-label"), ("data-label", "model-train"), ("model-train", "model-errors"), ("model-errors", "deploy"), ("deploy", "monitor")];

    // What the audit log calls an act, and the edge along which it sends the work.
    private static readonly (string Action, string From, string To)[] Back =
        [("retraining.start", "monitor", "data-define"), ("review.rejected", "deploy", "model-train"), ("endpoint.rollback", "monitor", "deploy"), ("gate.fail", "model-errors", "data-define")];

    public static async Task<IReadOnlyList<ThemeEdge>> ReadAsync(Workspace workspace, string project, CancellationToken ct)
    {
        var runs = await workspace.Runs.ListAsync(new RunFilter(project, "pipeline"), Looked, cursor: null, ct);
        var acts = await workspace.Audit.ListAsync(subject: null, Looked, before: null, ct);
        var last = runs.Count > 0 ? runs[0].Start.StartedAt : (DateTimeOffset?)null;
        var edges = Forward.Select(f => Edge(f, acts, runs.Count, last)).ToList();
        foreach (var (action, from, to) in Back)
        {
            var travelled = acts.Where(a => string.Equals(a.Event.Action, action, StringComparison.Ordinal)).ToList();
            if (travelled.Count > 0)
            {
                edges.Add(new(from, to, "back", travelled.Count, travelled[0].At, (string?)travelled[0].Event.Details["reason"] ?? travelled[0].Event.Subject));
            }
        }

        return edges;
    }

    private static ThemeEdge Edge((string From, string To) edge, IReadOnlyList<AuditEntry> acts, int runs, DateTimeOffset? last)
    {
        var action = edge.To switch { "deploy" => "model.promote", "monitor" => "endpoint.deploy", _ => null };
        if (action is null)
        {
            return new(edge.From, edge.To, "forward", runs, last, null);
        }

        var done = acts.Where(a => string.Equals(a.Event.Action, action, StringComparison.Ordinal)).ToList();
        return new(edge.From, edge.To, "forward", done.Count, done.Count > 0 ? done[0].At : null, null);
    }
}

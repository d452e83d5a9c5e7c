using Rondo.Stores;

namespace Rondo.Deployment.Lifecycle;

/// <summary>How work has travelled between the themes: forward with each run, promotion and deployment, back with what a finding began. Read from the audit log.</summary>
internal static class Edges
{
    private const int Looked = 500;

    private static readonly (string From, string To)[] Forward =
        [("scope", "data-define"), ("data-define", "data-label"), ("data-label", "model-train"), ("model-train", "model-errors"), ("model-errors", "deploy"), ("deploy", "monitor")];

    // Which acts send the work back, along which edge.
    private static readonly (string From, string To, Func<AuditEvent, bool> Is)[] Back =
    [
        ("model-errors", "model-train", e => e.Action is "model.register" && (string?)e.Details["gate"] is "FAIL"),
        ("deploy", "model-train", e => e.Action is "review.rejected" or "retraining.kept-out"),
        ("monitor", "deploy", e => e.Action is "endpoint.rollback"),
        ("monitor", "data-define", e => e.Action is "retraining.start"),
    ];

    public static async Task<IReadOnlyList<LifecycleEdge>> ReadAsync(Workspace workspace, string project, IReadOnlyList<Endpoint> endpoints, CancellationToken ct)
    {
        var runs = await workspace.Runs.ListAsync(new RunFilter(project, "pipeline"), Looked, cursor: null, ct);
        var subjects = endpoints.Select(e => "endpoint:" + e.Name).ToHashSet(StringComparer.Ordinal);
        var acts = (await workspace.Audit.ListAsync(subject: null, Looked, before: null, ct))
            .Where(a => subjects.Contains(a.Event.Subject) || a.Event.Subject.StartsWith($"model:{project}@", StringComparison.Ordinal)).ToList();
        return
        [
            .. Forward.Select(f => f.To switch
            {
                "deploy" => Travelled(f, isBack: false, acts, e => e.Action is "model.promote"),
                "monitor" => Travelled(f, isBack: false, acts, e => e.Action is "endpoint.deploy"),
                _ => new(f.From, f.To, false, runs.Count, runs.Count > 0 ? runs[0].Start.StartedAt : null, null),
            }),
            .. Back.Select(b => Travelled((b.From, b.To), isBack: true, acts, b.Is)).Where(e => e.Count > 0),
        ];
    }

    private static LifecycleEdge Travelled((string From, string To) edge, bool isBack, List<AuditEntry> acts, Func<AuditEvent, bool> isOne)
    {
        var done = acts.Where(a => isOne(a.Event)).ToList();
        return new(edge.From, edge.To, isBack, done.Count, done.Count > 0 ? done[0].At : null, isBack && done.Count > 0 ? Reason(done[0].Event) : null);
    }

    private static string Reason(AuditEvent e) =>
        (string?)e.Details["reason"] ?? (string?)e.Details["outcome"] ?? (string?)e.Details["because"]
        ?? (e.Action is "model.register" ? $"The gate of {e.Subject["model:".Length..]} says {(string?)e.Details["gate"]}." : e.Subject);
}

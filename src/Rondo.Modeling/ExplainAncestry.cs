using System.Text.Json.Nodes;
using Rondo.Data;
using Rondo.Kernel;
using Rondo.Modeling.Ancestry;
using Rondo.Modeling.Registry;
using Rondo.Stores;

namespace Rondo.Modeling;

/// <summary><c>rondo why</c>: finds what a text names (a model version, a dataset version, a content, a run) and walks lineage to its sources.</summary>
public static class ExplainAncestry
{
    private const int MostDecisions = 1000;
    private const int MostLookedAt = 20 * MostDecisions;

    /// <summary>Explains <c>bike-demand@3</c>, <c>dataset:bike-demand@latest</c>, a run's id or a content's digest (or six or more of its first digits).</summary>
    /// <returns>The report; <c>why.unknown</c> when the text names nothing here.</returns>
    public static async Task<Result<WhyReport>> RunAsync(string subject, Workspace workspace, CancellationToken ct)
    {
        var lineage = new LineageWalk(workspace);
        if (await ModelAsync(subject, workspace, ct) is { } version)
        {
            var name = version.ToString();
            return new WhyReport(name, await lineage.OfAsync(name, "bundle", version.Bundle, ct), [.. (await DecisionsAsync(workspace, "model:" + name, ct)).Concat(await DeploymentsAsync(workspace, version, ct)).OrderBy(d => d.Number)]);
        }

        if (await DatasetAsync(subject, workspace, ct) is { } dataset)
        {
            var name = "dataset:" + dataset;
            return new WhyReport(name, await lineage.OfAsync(name, "table", dataset.Digest, ct), await DecisionsAsync(workspace, name, ct));
        }

        if (Digest.TryParse(subject, out var digest) && (await workspace.Lineage.ProducersAsync(digest, ct)).Count > 0)
        {
            return new WhyReport(digest.Hex, await lineage.OfAsync(digest.Abbreviated, "content", digest, ct), []);
        }

        if (subject.Length >= 6 && subject.All(char.IsAsciiHexDigitLower) && await workspace.Runs.FindAsync(subject, ct) is { } run && run.Artifacts.FirstOrDefault(a => a.Direction is "out") is { } made)
        {
            return new WhyReport($"run {run.Start.Id}", await lineage.OfAsync($"{run.Start.Name}.{made.Port}", made.Kind, made.Digest, ct), []);
        }

        return new Failure("why.unknown", $"'{subject}' names no model version, dataset version, run or content of this workspace.",
            "Name for example a model (rondo model list), a dataset (rondo data versions) or a run (rondo show run).");
    }

    private static async Task<ModelVersion?> ModelAsync(string subject, Workspace workspace, CancellationToken ct)
    {
        var text = subject.StartsWith(ModelReference.Scheme + ":", StringComparison.Ordinal) ? subject[(ModelReference.Scheme.Length + 1)..] : subject;
        return ModelReference.Parse(text) is { Ok: true } reference ? await new ModelStore(workspace).FindAsync(reference.Value, ct) : null;
    }

    private static async Task<DatasetVersion?> DatasetAsync(string subject, Workspace workspace, CancellationToken ct)
    {
        var text = subject.StartsWith("dataset:", StringComparison.Ordinal) ? subject["dataset:".Length..] : subject;
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var found = await new DatasetStore(workspace).FindAsync(at < 0 ? text : text[..at], at < 0 ? "latest" : text[(at + 1)..], ct);
        return found.Ok ? found.Value : null;
    }

    private static async Task<IReadOnlyList<AuditEntry>> DecisionsAsync(Workspace workspace, string subject, CancellationToken ct) =>
        [.. (await workspace.Audit.ListAsync(subject, MostDecisions, before: null, ct)).Reverse()];

    // What brought the version behind endpoints: said of the endpoint in the log, and of no use before the version was there.
    private static async Task<IReadOnlyList<AuditEntry>> DeploymentsAsync(Workspace workspace, ModelVersion version, CancellationToken ct)
    {
        var found = new List<AuditEntry>();
        long? before = null;
        for (var looked = 0; looked < MostLookedAt; looked += MostDecisions)
        {
            var page = await workspace.Audit.ListAsync(null, MostDecisions, before, ct);
            found.AddRange(page.Where(e => e.Event.Action is "endpoint.deploy" or "endpoint.rollback" && IsOf(e.Event.Details, version)));
            if (page.Count < MostDecisions || page[^1].At < version.CreatedAt)
            {
                break;
            }

            before = page[^1].Number;
        }

        return found;
    }

    private static bool IsOf(JsonObject details, ModelVersion version) =>
        string.Equals((string?)details["model"], version.Model, StringComparison.Ordinal) && (long?)details["version"] == version.Version;
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Rondo.Deployment.Alerts;
using Rondo.Deployment.Capture;
using Rondo.DuckDb;
using Rondo.Stores;

namespace Rondo.Deployment.Monitoring;

/// <summary>Says in which parts of the answers errors grew: reads the inputs of the answers in question, and of the version's first ones beside them.</summary>
internal sealed class ErrorExplanation(Workspace workspace, WatchRequest request)
{
    /// <summary>As it stands in an alert's evidence, most telling first; null where no part stands out.</summary>
    public async Task<JsonArray?> RunAsync(WatchedVersion version, IReadOnlyList<JoinedRow> answers, CancellationToken ct)
    {
        if (answers.Count == 0)
        {
            return null;
        }

        var endpoint = request.Endpoint.Name;
        var begin = answers.Min(a => a.Window.Start);
        var first = await workspace.Metadata.ReadAsync((c, token) => LabelledWindows.FirstAsync(c, endpoint, version.Version, begin, token), ct);
        var files = (await FilesAsync(answers, ct)).Concat(await FilesAsync(first, ct)).Distinct(StringComparer.Ordinal).Where(File.Exists).ToList();
        var reader = new SliceReader(version, request.Slices);
        if (files.Count == 0 || reader.Parts.Count == 0)
        {
            return null;
        }

        using var engine = new CaptureEngine();
        SlicedErrors[] read;
        try
        {
            read = reader.Read(engine.Connection, files, [answers, first], ct);
        }
        catch (DuckDbException problem) when (problem.Kind != ErrorKind.Interrupt)
        {
            // An alert without an explanation is better than none.
            return null;
        }

        var found = ErrorSlices.Find(reader.Parts, read[0], read[1]);
        return found.Count == 0 ? null : new JsonArray([.. found.Select(s => JsonSerializer.SerializeToNode(s, MonitorJson.Options))]);
    }

    private async Task<IEnumerable<string>> FilesAsync(IReadOnlyList<JoinedRow> rows, CancellationToken ct) => rows.Count == 0
        ? []
        : (await new CaptureStore(workspace).FilesBetweenAsync(request.Endpoint.Name, AlertRow.Time(rows.Min(r => r.At)), AlertRow.Time(rows.Max(r => r.At) + 1), ct)).Select(f => f.Path);
}

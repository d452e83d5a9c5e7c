using System.Text.Json.Nodes;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Modeling.Registry;

/// <summary>The charter under which a version was registered, as the run that registered it was given it.</summary>
public static class RegisteredCharter
{
    /// <summary>The charter; null for an imported version, and where the run or its charter is not known here.</summary>
    public static async Task<Charter?> OfAsync(Workspace workspace, ModelVersion version, CancellationToken ct) =>
        await RunOfAsync(workspace, version, ct) is { } run && run.Start.Parameters["charter"] is JsonObject charter && CharterView.FromJson(charter) is { IsWritten: true } read ? read : null;

    /// <summary>The stricter of a version's own charter and the one that it is held to now (null where there is none), with the tier of the stricter; null when neither is known.</summary>
    internal static async Task<Charter?> StricterAsync(Workspace workspace, ModelVersion version, Charter? now, CancellationToken ct)
    {
        var tier = await RequiredReview.TierAsync(workspace, version, now, ct);
        return (now is null || now.Risk < tier ? await OfAsync(workspace, version, ct) ?? now : now) is { } charter ? charter with { Risk = tier } : null;
    }

    /// <summary>The run that wrote the version's bundle.</summary>
    internal static async Task<RunRecord?> RunOfAsync(Workspace workspace, ModelVersion version, CancellationToken ct) =>
        version.Run is { } id && await workspace.Runs.FindAsync(id.Value, ct) is { } run && run.Artifacts.Any(a => a.Direction is "out" && a.Digest == version.Bundle) ? run : null;
}

using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Modeling.Registry;

/// <summary>Finds the bundle that somebody names on a command line: a file, a folder, or a registered model.</summary>
public static class FindBundle
{
    /// <summary>A local path; <paramref name="workspace"/> may be null where only files can be meant.</summary>
    public static async Task<Result<string>> RunAsync(string text, Workspace? workspace, CancellationToken ct)
    {
        if (File.Exists(text) || Directory.Exists(text))
        {
            return text;
        }

        if (workspace is null || text.EndsWith(".rondo", StringComparison.Ordinal) || text.Contains('/', StringComparison.Ordinal))
        {
            return new Failure("model.no-bundle", $"There is no bundle '{text}'.", workspace is null ? "Give the path of a .rondo file, or go to a project and name a model of it." : "Check the path, or name a model: rondo model list.");
        }

        var version = await NamedVersion.DemandAsync(workspace, text, ct);
        return version.Ok ? await StoredBundle.PathAsync(workspace, version.Value, ct) : version.Failures.ToList();
    }
}

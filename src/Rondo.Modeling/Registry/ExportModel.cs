using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Bundles;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Modeling.Registry;

/// <summary>Writes a version as a bundle with its evidence attached.</summary>
public static class ExportModel
{
    /// <summary>Writes the file; <paramref name="path"/> may be a folder or null: the file is then called <c>NAME-VERSION.rondo</c>.</summary>
    /// <returns>The path written, or what kept it from being written.</returns>
    public static async Task<Result<string>> RunAsync(Workspace workspace, string model, string? path, string user, CancellationToken ct)
    {
        var found = await NamedVersion.DemandAsync(workspace, model, ct);
        if (!found.Ok)
        {
            return found.Failures.ToList();
        }

        var version = found.Value;
        var bundle = await StoredBundle.OpenAsync(workspace, version, ct);
        if (!bundle.Ok)
        {
            return bundle.Failures.ToList();
        }

        var usual = string.Create(CultureInfo.InvariantCulture, $"{version.Model}-{version.Version}.rondo");
        var target = path is null ? usual : Directory.Exists(path) ? Path.Combine(path, usual) : path;
        if (SpecialFile.Is(target) || OtherFile.Stands(target, "PK"))
        {
            return OtherFile.Failure(target, "bundle");
        }

        var evidence = await ExportedEvidence.OfAsync(workspace, version, ct);
        if (await BundleWriter.WriteAsync(bundle.Value.With(evidence), target, ct) is { } failure)
        {
            return failure;
        }

        await workspace.WriteAsync((transaction, token) => workspace.Audit.AppendAsync(transaction, new(user, "model.export", $"model:{version}", new JsonObject { ["digest"] = version.Digest.Hex }), token), ct);
        return target;
    }
}

using System.Collections.Concurrent;
using Rondo.Bundles;
using Rondo.Data;
using Rondo.Deployment.Drift;
using Rondo.Modeling.Registry;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Deployment.Monitoring;

/// <summary>A model version as the monitor needs it: its inputs' reference cells, and what was measured when it was registered.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Signature">What it takes and gives.</param>
/// <param name="Columns">The reference of each input that has one.</param>
/// <param name="Without">Inputs without a reference that could be compared honestly, and why.</param>
/// <param name="Measurements">At registration.</param>
internal sealed record WatchedVersion(
    long Version, Signature Signature, IReadOnlyList<ReferenceColumn> Columns, IReadOnlyDictionary<string, string> Without, IReadOnlyList<Measurement> Measurements)
{
    /// <summary>Of each input: how much it says of the target by itself in the reference, from 0 to 1; ranks what drifted, and judges nothing.</summary>
    public IReadOnlyDictionary<string, double> Importance { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>Reads it from the registry; null where the version or its bundle is gone.</summary>
    public static async Task<WatchedVersion?> ReadAsync(Workspace workspace, string model, long version, CancellationToken ct)
    {
        var name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{model}@{version}");
        var details = await ShowModel.RunAsync(workspace, name, ct);
        var path = details.Ok ? await FindBundle.RunAsync(name, workspace, ct) : null;
        var bundle = path is { Ok: true } ? await BundleReader.OpenAsync(path.Value, ct) : null;
        return bundle is { Ok: true } ? Of(version, bundle.Value.Signature, TableProfile.FromJson(bundle.Value.Profile), details.Value!.Version.Measurements) : null;
    }

    public static WatchedVersion Of(long version, Signature signature, TableProfile profile, IReadOnlyList<Measurement> measurements)
    {
        var columns = new List<ReferenceColumn>();
        var without = new Dictionary<string, string>(StringComparer.Ordinal);
        var profiles = profile.Columns.ToDictionary(c => c.Name, StringComparer.Ordinal);
        foreach (var input in signature.Inputs)
        {
            if (!profiles.TryGetValue(input.Name, out var known))
            {
                without[input.Name] = "The reference profile does not have this column.";
            }
            else if (ReferenceColumn.Of(known) is { } reference)
            {
                columns.Add(reference);
            }
            else
            {
                without[input.Name] = "The reference profile was written before profiles kept what a comparison of many different texts needs: train again.";
            }
        }

        return new(version, signature, columns, without, measurements)
        {
            Importance = profiles.Values.Where(c => c.Relation?.Association is not null).ToDictionary(c => c.Name, c => c.Relation!.Association!.Value, StringComparer.Ordinal),
        };
    }
}

/// <summary>Versions read once: they never change.</summary>
internal sealed class WatchedVersions(Func<string, long, CancellationToken, Task<WatchedVersion?>> reader)
{
    private readonly ConcurrentDictionary<(string Model, long Version), WatchedVersion> _known = new();

    public async Task<WatchedVersion?> FindAsync(string model, long version, CancellationToken ct)
    {
        if (_known.TryGetValue((model, version), out var known))
        {
            return known;
        }

        var read = await reader(model, version, ct);
        return read is null ? null : _known.GetOrAdd((model, version), read);
    }
}

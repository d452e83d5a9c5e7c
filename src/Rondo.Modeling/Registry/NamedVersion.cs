using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Modeling.Registry;

/// <summary>Finds the version that somebody names.</summary>
internal static class NamedVersion
{
    private const int MostShown = 20;

    /// <summary>The version, or a failure that names what there is.</summary>
    public static async Task<Result<ModelVersion>> DemandAsync(Workspace workspace, string text, CancellationToken ct)
    {
        var reference = ModelReference.Parse(text);
        if (!reference.Ok)
        {
            return reference.Failures.ToList();
        }

        var store = new ModelStore(workspace);
        if (await store.FindAsync(reference.Value, ct) is { } version)
        {
            return version;
        }

        var all = await store.ListAsync(null, ct);
        var versions = all.Where(v => string.Equals(v.Model, reference.Value.Name, StringComparison.Ordinal)).ToList();
        if (versions.Count > 0)
        {
            return new Failure("model.no-version", $"There is no {reference.Value}.", $"The versions are {string.Join(", ", versions.Select(v => v.ToString()))}; aliases: {string.Join(", ", versions.SelectMany(v => v.Aliases).DefaultIfEmpty("none"))}.") { Kind = FailureKind.Misuse };
        }

        string[] models = [.. all.Select(v => v.Model).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var near = NearestName.Of(reference.Value.Name, models);
        var known = models.Length == 0 ? "Register one: rondo run." : $"The models are: {string.Join(", ", models.Take(MostShown))}{(models.Length > MostShown ? ", …" : "")}.";
        return new Failure("model.none", $"There is no model '{reference.Value.Name}'.", near is null ? known : $"Did you mean '{near}'?") { Kind = FailureKind.Misuse };
    }
}

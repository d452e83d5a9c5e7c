using Rondo.Modeling.Registry;
using Rondo.Scoping;

namespace Rondo.Modeling;

/// <summary>
/// A project with its charter as it is now, without overrides. What is taken into use in the project's folder, or by the server that works
/// there, is held to it.
/// </summary>
/// <param name="Project">Its name.</param>
/// <param name="Charter">The charter.</param>
public sealed record ProjectCharter(string Project, Charter Charter)
{
    /// <summary>
    /// The charter, where the version is of the project's own model or was imported here under whatever name; null for one that came with the
    /// history of another project, which has a charter of its own.
    /// </summary>
    public Charter? For(ModelVersion version) =>
        string.Equals(version.Origin, ImportedVersion.Origin, StringComparison.Ordinal) || string.Equals(version.Model, Project, StringComparison.Ordinal) ? Charter : null;
}

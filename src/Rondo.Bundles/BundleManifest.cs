using Rondo.Bundles.Json;
using Rondo.Kernel;

namespace Rondo.Bundles;

/// <summary>
/// What content determines about a model version, and nothing else. Its canonical JSON is <c>manifest.json</c>, and the digest of that
/// is the version's identity.
/// </summary>
public sealed record BundleManifest
{
    /// <summary>The version of the format that this program writes, and the only one it reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The version of the format.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>The model's name: letters, digits, '.', '_' and '-'.</summary>
    public required string Name { get; init; }

    /// <summary>What the model asks for and gives.</summary>
    public required Signature Signature { get; init; }

    /// <summary>The files, without the manifest and the evidence.</summary>
    public required IReadOnlyDictionary<string, BundlePart> Parts { get; init; }

    /// <summary>What it was made of, by name: training data, code, configuration.</summary>
    public required IReadOnlyDictionary<string, Digest> Lineage { get; init; }

    /// <summary>The requirements it was made for, as written in the charter.</summary>
    public required IReadOnlyList<string> Requirements { get; init; }

    /// <summary>The version's identity.</summary>
    public Digest Identity => Digest.OfText(ToJson());

    /// <summary>The canonical JSON.</summary>
    public string ToJson() => CanonicalJson.Text(ManifestJson.Write(this));
}

using System.Text;
using System.Text.RegularExpressions;
using Rondo.Bundles.Json;
using Rondo.Kernel;

namespace Rondo.Bundles;

/// <summary>
/// A portable model version in memory, whole and checked: every part has the digest and size its manifest says. Immutable.
/// </summary>
public sealed partial class Bundle
{
    private readonly IReadOnlyDictionary<string, ReadOnlyMemory<byte>> _parts;

    internal Bundle(BundleManifest manifest, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> parts, Replay samples, Evidence? evidence)
    {
        (Manifest, _parts, Samples, Evidence) = (manifest, parts, samples, evidence);
        Identity = manifest.Identity;
    }

    /// <summary>What content determines.</summary>
    public BundleManifest Manifest { get; }

    /// <summary>The digest of the manifest.</summary>
    public Digest Identity { get; }

    /// <summary>What the model asks for and gives.</summary>
    public Signature Signature => Manifest.Signature;

    /// <summary>The ONNX model.</summary>
    public ReadOnlyMemory<byte> Model => _parts[PartNames.Model];

    /// <summary>Reference statistics as JSON.</summary>
    public string Profile => Text(PartNames.Profile);

    /// <summary>The model card, in Markdown.</summary>
    public string Card => Text(PartNames.Card);

    /// <summary>The bill of materials: CycloneDX 1.5 JSON.</summary>
    public string Sbom => Text(PartNames.Sbom);

    /// <summary>Rows with the outputs that every load must give again.</summary>
    public Replay Samples { get; }

    /// <summary>What was attached on export; null when nothing was.</summary>
    public Evidence? Evidence { get; }

    /// <summary>Makes a bundle. The same contents give the same identity.</summary>
    /// <returns>The bundle; or what is wrong with its name, signature, profile or samples.</returns>
    public static Result<Bundle> Compose(BundleContents contents)
    {
        if (!NamePattern().IsMatch(contents.Name))
        {
            return BundleFailure.Misuse(
                "name", $"'{contents.Name}' cannot name a model.", "Use 1 to 128 letters, digits, '.', '_' or '-', beginning with a letter or digit.");
        }

        if (contents.Signature.Problem() is { } problem)
        {
            return BundleFailure.Misuse("signature", $"The signature is wrong: {problem}.", "Correct the signature.");
        }

        if (contents.Samples.Problem(contents.Signature) is { } mismatch)
        {
            return BundleFailure.Misuse("samples", $"The samples do not fit the signature: {mismatch}.", "Record the samples with the model's own predictor.");
        }

        if (!JsonText.IsValid(contents.Profile))
        {
            return BundleFailure.Misuse("profile", "The profile is no JSON.", "Give the profile as data/profile writes it.");
        }

        var parts = new SortedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal)
        {
            [PartNames.Model] = contents.Model,
            [PartNames.Profile] = Encoding.UTF8.GetBytes(contents.Profile),
            [PartNames.Card] = Encoding.UTF8.GetBytes(contents.Card),
            [PartNames.Samples] = Encoding.UTF8.GetBytes(contents.Samples.ToJson(contents.Signature)),
            [PartNames.Sbom] = Encoding.UTF8.GetBytes(SbomJson.Write(contents.Name, contents.Components)),
        };
        var manifest = new BundleManifest
        {
            Name = contents.Name,
            Signature = contents.Signature,
            Parts = parts.ToDictionary(p => p.Key, p => new BundlePart(Digest.Of(p.Value.Span), p.Value.Length), StringComparer.Ordinal),
            Lineage = contents.Lineage,
            Requirements = contents.Requirements,
        };
        return new Bundle(manifest, parts, contents.Samples, evidence: null);
    }

    /// <summary>The same version with other evidence attached; the identity stays.</summary>
    public Bundle With(Evidence? evidence) => new(Manifest, _parts, Samples, evidence);

    /// <summary>The bytes of a part that the manifest lists.</summary>
    /// <exception cref="KeyNotFoundException">It lists no such part.</exception>
    public ReadOnlyMemory<byte> Part(string name) => _parts[name];

    private string Text(string part) => Encoding.UTF8.GetString(_parts[part].Span);

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,127}\z", RegexOptions.None, 1000)]
    internal static partial Regex NamePattern();
}

using System.Text;
using Rondo.Bundles.Json;
using Rondo.Kernel;

namespace Rondo.Bundles;

/// <summary>Makes a bundle of files that nobody vouches for, or says what is wrong with them.</summary>
internal static class BundleChecks
{
    /// <exception cref="FailureException">The files are no bundle.</exception>
    public static Bundle Check(Dictionary<string, ReadOnlyMemory<byte>> files)
    {
        if (!files.TryGetValue(PartNames.Manifest, out var bytes))
        {
            throw new FailureException(BundleFailure.Broken("no-manifest", "The bundle has no manifest.json."));
        }

        var manifest = JsonText.Read(PartNames.Manifest, bytes, ManifestJson.Read);
        CheckManifest(manifest, bytes);
        foreach (var (name, part) in manifest.Parts)
        {
            CheckPart(name, part, files);
        }

        var signature = manifest.Signature;
        var samples = JsonText.Read(PartNames.Samples, files[PartNames.Samples], root => SampleJson.Read(root, signature));
        if (samples.Problem(signature) is { } problem)
        {
            throw new FailureException(BundleFailure.Broken("samples", $"The bundle's samples do not fit its signature: {problem}."));
        }

        var evidence = files.TryGetValue(PartNames.Evidence, out var attached)
            ? JsonText.Read(PartNames.Evidence, attached, EvidenceJson.Read)
            : null;
        return new Bundle(manifest, manifest.Parts.Keys.ToDictionary(n => n, n => files[n], StringComparer.Ordinal), samples, evidence);
    }

    private static void CheckManifest(BundleManifest manifest, ReadOnlyMemory<byte> bytes)
    {
        if (!bytes.Span.SequenceEqual(Encoding.UTF8.GetBytes(manifest.ToJson())))
        {
            throw new FailureException(BundleFailure.Broken("manifest-form", "The bundle's manifest.json is not in its canonical form, or says more than this format knows."));
        }

        if (manifest.Signature.Problem() is { } problem)
        {
            throw new FailureException(BundleFailure.Broken("signature", $"The bundle's signature is wrong: {problem}."));
        }

        if (!Bundle.NamePattern().IsMatch(manifest.Name))
        {
            throw new FailureException(BundleFailure.Broken("name", "The bundle's name is not one a model can have."));
        }

        var expected = PartNames.Required.Order(StringComparer.Ordinal);
        if (!manifest.Parts.Keys.Order(StringComparer.Ordinal).SequenceEqual(expected, StringComparer.Ordinal))
        {
            throw new FailureException(BundleFailure.Broken("parts", $"The bundle's manifest must list exactly {string.Join(", ", expected)}."));
        }
    }

    private static void CheckPart(string name, BundlePart part, Dictionary<string, ReadOnlyMemory<byte>> files)
    {
        if (!files.TryGetValue(name, out var content))
        {
            throw new FailureException(BundleFailure.Broken("missing-part", $"The bundle has no {name}."));
        }

        if (content.Length != part.Size || Digest.Of(content.Span) != part.Digest)
        {
            throw new FailureException(BundleFailure.Broken("digest", $"{name} of the bundle was changed: its content is not what the manifest says."));
        }
    }
}

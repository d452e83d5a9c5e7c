namespace Rondo.Bundles;

/// <summary>The files of a bundle, in the order in which they are stored.</summary>
internal static class PartNames
{
    public const string Manifest = "manifest.json";
    public const string Model = "model.onnx";
    public const string Profile = "profile.json";
    public const string Card = "card.md";
    public const string Samples = "samples.json";
    public const string Sbom = "sbom.json";
    public const string Evidence = "evidence.json";

    /// <summary>What every manifest lists.</summary>
    public static IReadOnlyList<string> Required { get; } = [Model, Profile, Card, Samples, Sbom];

    public static IReadOnlyList<string> All { get; } = [Manifest, .. Required, Evidence];
}

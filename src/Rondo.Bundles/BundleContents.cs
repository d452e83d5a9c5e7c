using Rondo.Kernel;

namespace Rondo.Bundles;

/// <summary>What a bundle is made from.</summary>
public sealed record BundleContents
{
    /// <summary>The model's name: 1 to 128 letters, digits, '.', '_' and '-'; the first is a letter or digit.</summary>
    public required string Name { get; init; }

    /// <summary>What the model asks for and gives.</summary>
    public required Signature Signature { get; init; }

    /// <summary>The ONNX model.</summary>
    public required ReadOnlyMemory<byte> Model { get; init; }

    /// <summary>Reference statistics as JSON, with frozen bin edges.</summary>
    public required string Profile { get; init; }

    /// <summary>The model card, in Markdown.</summary>
    public required string Card { get; init; }

    /// <summary>Rows with the outputs that every load must give again.</summary>
    public required Replay Samples { get; init; }

    /// <summary>Everything that ran to make it.</summary>
    public IReadOnlyList<SbomComponent> Components { get; init; } = [];

    /// <summary>What it was made of, by name.</summary>
    public IReadOnlyDictionary<string, Digest> Lineage { get; init; } = new Dictionary<string, Digest>(StringComparer.Ordinal);

    /// <summary>The requirements it was made for, as written.</summary>
    public IReadOnlyList<string> Requirements { get; init; } = [];
}

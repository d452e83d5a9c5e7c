namespace Rondo.Onnx.Graph;

/// <summary>What a model says about itself.</summary>
public sealed record ModelSummary
{
    /// <summary>The version of the file format.</summary>
    public required long IrVersion { get; init; }

    /// <summary>The program that wrote it.</summary>
    public required string Producer { get; init; }

    /// <summary>Its text for people.</summary>
    public required string Documentation { get; init; }

    /// <summary>Versions of operators by domain; the empty domain is ONNX's own.</summary>
    public required IReadOnlyDictionary<string, long> Opsets { get; init; }

    /// <summary>How often each operator is used, inner graphs and functions included, as <c>Add</c> or <c>ai.onnx.ml:Scaler</c>.</summary>
    public required IReadOnlyDictionary<string, int> Operators { get; init; }

    /// <summary>Inputs without a constant of their name, in order.</summary>
    public required IReadOnlyList<OnnxPort> Inputs { get; init; }

    /// <summary>Outputs, in order.</summary>
    public required IReadOnlyList<OnnxPort> Outputs { get; init; }

    /// <summary>Texts kept under keys.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>Whether any tensor's data are in another file.</summary>
    public required bool UsesExternalData { get; init; }

    /// <summary>The size of all constants in the file.</summary>
    public required long InitializerBytes { get; init; }
}

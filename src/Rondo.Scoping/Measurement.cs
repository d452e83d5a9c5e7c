namespace Rondo.Scoping;

/// <summary>A measured value: stages produce them, requirements judge them.</summary>
/// <param name="Measure">The name that a requirement uses: <c>mae</c>, <c>auc</c>, <c>latency.p95</c>, <c>size</c>, <c>missing(hum)</c>.</param>
/// <param name="Value">The estimate, in <paramref name="Unit"/>.</param>
/// <param name="Unit">SI base or bytes: <c>s</c>, <c>B</c>; empty for a pure number or the target's own unit.</param>
/// <param name="Subject">What it was measured on.</param>
public sealed record Measurement(string Measure, double Value, string Unit, Subject Subject)
{
    /// <summary>Lower end of the 95 % confidence interval, where there is one.</summary>
    public double? Low { get; init; }

    /// <summary>Upper end.</summary>
    public double? High { get; init; }

    /// <summary>Rows (or calls) behind it.</summary>
    public long? Count { get; init; }

    /// <summary>Where it came from: the run, the machine. Not part of any identity.</summary>
    public string Origin { get; init; } = "";
}

/// <summary>What was measured, and on what.</summary>
/// <param name="Role"><c>model</c>, <c>baseline</c>, <c>champion</c> or <c>data</c>.</param>
/// <param name="Split"><c>train</c>, <c>validation</c>, <c>test</c>, <c>production</c>, or empty.</param>
/// <param name="Slice">The normal form of a slice's expression, or empty for all rows.</param>
public sealed record Subject(string Role, string Split, string Slice = "");

namespace Rondo.Modeling;

/// <summary>What a <see cref="PredictRequest"/> without paths reads and writes. Neither is closed.</summary>
/// <param name="Input">Read to its end when the input path is <c>-</c>.</param>
/// <param name="Output">Written to while predictions are made when there is no output path.</param>
public sealed record PredictPipes(Stream? Input = null, TextWriter? Output = null);

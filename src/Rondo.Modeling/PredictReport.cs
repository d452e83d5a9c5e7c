using Rondo.Kernel;

namespace Rondo.Modeling;

/// <summary>What became of a file.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Version">The bundle's identity.</param>
/// <param name="Rows">Rows of the input, and of the output.</param>
/// <param name="BadRows">How many of them could not be scored; a caller's exit code is 1 when there are any.</param>
/// <param name="Listed">The first <see cref="MostListed"/> of those, each with its place in the input and the reason.</param>
/// <param name="Columns">The output's columns.</param>
/// <param name="Notes">What people should know: columns that were ignored, an encoding that was assumed.</param>
public sealed record PredictReport(
    string Model,
    Digest Version,
    long Rows,
    long BadRows,
    IReadOnlyList<Failure> Listed,
    IReadOnlyList<string> Columns,
    IReadOnlyList<string> Notes)
{
    /// <summary>At most so many bad rows are listed.</summary>
    public const int MostListed = 20;

    /// <summary>Rows with a prediction.</summary>
    public long Scored => Rows - BadRows;
}

namespace Rondo.Modeling.Metrics;

/// <summary>
/// Measures that are functions of sums over rows. Rows can then be weighed (resampled, restricted to a slice) without looking at them
/// again, which is what makes intervals cheap at any size.
/// </summary>
internal interface ISumMetrics
{
    /// <summary>The names of the measures, as requirements use them.</summary>
    IReadOnlyList<string> Measures { get; }

    /// <summary>How many sums there are.</summary>
    int Width { get; }

    /// <summary>Adds a row's share to the sums.</summary>
    void Add(int row, Span<double> sums);

    /// <summary>The measures, in the order of <see cref="Measures"/>; NaN where one is not defined.</summary>
    void Compute(ReadOnlySpan<double> sums, Span<double> values);

    /// <summary>For a share of rows (accuracy, recall): how many out of how many; null for every other measure.</summary>
    (double Successes, double Trials)? Proportion(string measure, ReadOnlySpan<double> sums);
}

/// <summary>A measure that needs the rows in order of a score.</summary>
internal interface IRankMetric
{
    /// <summary>The measure's name, as requirements use it.</summary>
    string Measure { get; }

    /// <summary>The value when each row counts as often as its block: <paramref name="weights"/> by block, <paramref name="blockOf"/> by row.</summary>
    double Value(ReadOnlySpan<byte> weights, ReadOnlySpan<int> blockOf);
}

namespace Rondo.Modeling.Metrics;

/// <summary>A measure's value and what it was in each resample.</summary>
/// <param name="Measure">Its name.</param>
/// <param name="Value">The estimate.</param>
/// <param name="Replicates">Its value in each resample; NaN where it was not defined; may be fewer than the resamples drawn.</param>
/// <param name="Low">Lower end of the 95 % interval.</param>
/// <param name="High">Upper end.</param>
internal sealed record Measured(string Measure, double Value, double[] Replicates, double? Low, double? High);

namespace Rondo.Scoping.Requirements;

/// <summary>A measure as it stands in a sentence.</summary>
/// <param name="Name">Normal form with arguments.</param>
/// <param name="Measure">The catalogue's entry.</param>
/// <param name="At">Where it stands.</param>
internal sealed record MeasureTerm(string Name, Measure Measure, int At);

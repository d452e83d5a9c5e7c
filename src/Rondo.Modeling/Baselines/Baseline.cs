using System.Text.Json.Serialization;

namespace Rondo.Modeling.Baselines;

/// <summary>What a model has to beat: an answer that anybody could give without one.</summary>
[JsonDerivedType(typeof(ConstantBaseline), "constant")]
[JsonDerivedType(typeof(PriorBaseline), "prior")]
[JsonDerivedType(typeof(LagBaseline), "lag")]
internal abstract record Baseline(string Name);

/// <summary>One number for every row: the training part's mean or median.</summary>
internal sealed record ConstantBaseline(string Name, double Value) : Baseline(Name);

/// <summary>The training part's share of each class for every row; its answer is the most frequent one.</summary>
internal sealed record PriorBaseline(string Name, IReadOnlyList<double> Shares) : Baseline(Name);

/// <summary>
/// The truth that was known when the prediction was due. Without <paramref name="PeriodMicroseconds"/> the latest one at least
/// <paramref name="HorizonMicroseconds"/> before the row; with it the one exactly so many whole periods earlier as the horizon needs
/// (up to eight more when there was no row then). The mean, where rows share a time; <paramref name="Fallback"/>, where there is none.
/// </summary>
internal sealed record LagBaseline(string Name, long PeriodMicroseconds, long HorizonMicroseconds, double Fallback) : Baseline(Name)
{
    /// <summary>day, week, year, or empty.</summary>
    public string Season { get; init; } = "";
}

namespace Rondo.XGBoost;

/// <summary>One metric on one matrix after a round, with all 17 digits.</summary>
/// <param name="Matrix">The name the matrix was given.</param>
/// <param name="Metric">XGBoost's name of the metric, such as <c>logloss</c>.</param>
/// <param name="Value">Its value; NaN where it is not defined.</param>
public sealed record MetricValue(string Matrix, string Metric, double Value);

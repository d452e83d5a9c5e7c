using Rondo.Scoping;

namespace Rondo.Modeling.Training;

/// <summary>All that decides a training besides the data; the parameters of <c>modeling/train</c>.</summary>
internal sealed record TrainOptions(TaskKind Task, string Target)
{
    public string? Positive { get; init; }

    public IReadOnlyDictionary<string, double> Costs { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    public string? Baseline { get; init; }

    public long HorizonMicroseconds { get; init; }

    public string Search { get; init; } = "auto";

    public string Metric { get; init; } = "rmse";

    public int Seed { get; init; } = 1;

    public XGBoostSettings XGBoost { get; init; } = new();
}

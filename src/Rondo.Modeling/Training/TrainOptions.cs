using System.Text.Json.Serialization;
using Rondo.Pipelines;
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

    [JsonPropertyName("xgboost")]
    public XGBoostSettings XGBoost { get; init; } = new();

    /// <summary>The usual options of a project.</summary>
    public static TrainOptions Of(Project project)
    {
        var charter = project.Section<Charter>();
        var train = project.Section<TrainSettings>();
        return new(charter.Task, charter.Target)
        {
            Positive = charter.Positive,
            Costs = charter.Costs,
            Baseline = charter.Baseline,
            HorizonMicroseconds = (charter.Horizon ?? TimeSpan.Zero).Ticks / TimeSpan.TicksPerMicrosecond,
            Search = train.Search,
            Metric = train.Metric ?? MetricOf(charter),
            Seed = train.Seed,
            XGBoost = train.XGBoost,
        };
    }

    // The first metric a requirement names that training can look at; else the task's usual one.
    private static string MetricOf(Charter charter)
    {
        var known = TrainSection.MetricsOf(charter.Task);
        return charter.Requirements.Select(r => r.Measure).FirstOrDefault(m => known.Contains(m, StringComparer.Ordinal)) ?? known[0];
    }
}

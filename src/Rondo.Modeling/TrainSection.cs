using Rondo.Pipelines;
using Rondo.Scoping;

namespace Rondo.Modeling;

/// <summary>Reads <c>train:</c> into <see cref="TrainSettings"/>.</summary>
internal sealed class TrainSection : ISection
{
    private static readonly string[] Trainers = ["auto", "xgboost", "baseline"];

    public string Key => "train";

    public object Read(SectionReader reader, SectionContext earlier)
    {
        Later(reader, "budget", "train.search tries a fixed, short list; give train.xgboost.rounds to limit its work.");
        Later(reader, "from", "Every training starts anew.");
        return new TrainSettings
        {
            Search = reader.Node("search") is YamlList ? LaterList(reader) : reader.Choice("search", "auto", Trainers),
            Metric = Metric(reader, earlier.Find<Charter>()?.Task),
            Seed = reader.Integer("seed", 0) ?? 1,
            XGBoost = XGBoost(reader),
        };
    }

    /// <summary>The metrics that training can look at, by task; the first is the usual one.</summary>
    public static IReadOnlyList<string> MetricsOf(TaskKind task) => task switch
    {
        TaskKind.Regression => ["rmse", "mae"],
        TaskKind.Binary => ["logloss", "auc"],
        _ => ["logloss", "accuracy"],
    };

    private static string? Metric(SectionReader reader, TaskKind? task)
    {
        if (reader.Text("metric") is null)
        {
            return null;
        }

        IReadOnlyList<string> known = task is { } t ? MetricsOf(t) : ["rmse", "mae", "logloss", "auc", "accuracy"];
        return reader.Choice("metric", known[0], known);
    }

    private static XGBoostSettings XGBoost(SectionReader reader)
    {
        var usual = new XGBoostSettings();
        if (reader.Map("xgboost") is not { } inner)
        {
            return usual;
        }

        var settings = new XGBoostSettings
        {
            Rounds = inner.Integer("rounds", 1, 100_000) ?? usual.Rounds,
            Patience = inner.Integer("patience", 1, 100_000) ?? usual.Patience,
            Depth = inner.Integer("depth", 1, 16) ?? usual.Depth,
            Eta = Within(inner, "eta", 1e-6, 1) ?? usual.Eta,
            Subsample = Within(inner, "subsample", 0.01, 1) ?? usual.Subsample,
            Columns = Within(inner, "columns", 0.01, 1) ?? usual.Columns,
            Lambda = Within(inner, "lambda", 0, 1e6) ?? usual.Lambda,
            MinWeight = Within(inner, "min-weight", 0, 1e6) ?? usual.MinWeight,
        };
        inner.Finish();
        return settings;
    }

    private static double? Within(SectionReader reader, string key, double low, double high)
    {
        var value = reader.Number(key);
        if (value is { } v && (v < low || v > high))
        {
            reader.Failures.Add(new("yaml.bad-value", FormattableString.Invariant($"{reader.Path}.{key} lies from {low} to {high}, and {v} does not."), FormattableString.Invariant($"Write for example {key}: {Math.Clamp(v, low, high)}."), reader.PlaceOf(key)));
            return null;
        }

        return value;
    }

    private static void Later(SectionReader reader, string key, string remedy)
    {
        if (reader.Node(key) is not null)
        {
            reader.Failures.Add(new("train.not-in-this-version", $"train.{key} is not in this version.", $"Remove it. {remedy}", reader.PlaceOf(key)));
        }
    }

    private static string LaterList(SectionReader reader)
    {
        reader.Failures.Add(new("train.not-in-this-version", "A list in train.search is not in this version.", "Write one of: auto, xgboost, baseline.", reader.PlaceOf("search")));
        return "auto";
    }
}

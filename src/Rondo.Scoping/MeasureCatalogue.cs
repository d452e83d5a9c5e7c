using System.Globalization;
using Rondo.Kernel;

namespace Rondo.Scoping;

/// <summary>
/// Every measure a requirement may name. Stages that produce a <see cref="Measurement"/> take its name from here, so that what is
/// measured and what is required are called the same.
/// </summary>
public static class MeasureCatalogue
{
    private static readonly TaskKind[] Regression = [TaskKind.Regression];
    private static readonly TaskKind[] Binary = [TaskKind.Binary];
    private static readonly TaskKind[] Multiclass = [TaskKind.Multiclass];
    private static readonly TaskKind[] Classes = [TaskKind.Binary, TaskKind.Multiclass];

    /// <summary>All measures, in the order of the reference page.</summary>
    public static IReadOnlyList<Measure> All { get; } =
    [
        Error("mae", "mean absolute error"),
        Error("rmse", "root of the mean squared error"),
        Error("medae", "median absolute error"),
        new("bias", "", Better.Neither, "mean of prediction minus truth; zero is best") { Tasks = Regression, InTargetUnit = true },
        new("r2", "", Better.Higher, "share of the variance explained; 1 is perfect, 0 is the mean") { Tasks = Regression, Maximum = 1 },
        new("mape", "", Better.Lower, "mean absolute error as a share of the truth, over rows whose truth is not zero") { Tasks = Regression, Minimum = 0 },
        Share("smape", Better.Lower, "mean of twice the distance of prediction and truth over the sum of their sizes; from 0 to 2", Regression) with { Maximum = 2 },
        Share("within", Better.Higher, "share of predictions at most this far from the truth", Regression) with { Arguments = MeasureArguments.Number },

        Share("auc", Better.Higher, "area under the ROC curve", Binary),
        Share("pr_auc", Better.Higher, "average precision: area under the precision-recall curve, as steps", Binary),
        Share("brier", Better.Lower, "mean squared distance of the probability from what happened", Binary),
        Share("precision", Better.Higher, "share of predicted events that happened", Binary),
        Share("recall", Better.Higher, "share of events that were predicted", Binary),
        Share("f1", Better.Higher, "harmonic mean of precision and recall", Binary),
        Share("specificity", Better.Higher, "share of non-events that were predicted so", Binary),
        Share("accuracy", Better.Higher, "share of right answers", Classes),
        Share("balanced_accuracy", Better.Higher, "mean recall over the classes", Classes),
        Share("mcc", Better.Higher, "Matthews correlation of truth and answer", Classes) with { Minimum = -1 },
        new("logloss", "", Better.Lower, "mean negative natural logarithm of the probability given to the truth") { Tasks = Classes, Minimum = 0, OfAllProbabilities = true },
        Share("ece", Better.Lower, "expected calibration error: mean distance of confidence from accuracy over bins", Classes) with { OfAllProbabilities = true },
        new("cost", "", Better.Lower, "mean cost of a prediction by the charter's costs") { Tasks = Classes, Minimum = 0 },
        Share("macro_f1", Better.Higher, "mean F1 over the classes", Multiclass),
        Share("weighted_f1", Better.Higher, "mean F1 over the classes, weighted by their rows", Multiclass),
        Share("top3_accuracy", Better.Higher, "share of rows whose truth is among the three likeliest classes", Multiclass) with { OfAllProbabilities = true },

        new("gap", "", Better.Lower, "largest difference of a metric between two groups of a column") { Arguments = MeasureArguments.MetricAndColumn, Minimum = 0 },

        Latency("latency.p50", "median"),
        Latency("latency.p95", "95th percentile of the"),
        Latency("latency.p99", "99th percentile of the"),
        new("size", "B", Better.Lower, "bytes of the model's graph") { Reach = Reach.Files, Minimum = 0, Exact = true },

        new("rows", "", Better.Higher, "number of rows") { Role = "data", Reach = Reach.Rows, Minimum = 0, Exact = true },
        Share("missing", Better.Lower, "share of rows in which the column is null", []) with { Role = "data", Reach = Reach.Rows, Arguments = MeasureArguments.Column, Exact = true },
        new("drift", "", Better.Lower, "distance of a column's distribution from the training split's") { Role = "data", Reach = Reach.Change, Arguments = MeasureArguments.Column, Minimum = 0 },
    ];

    private static readonly Dictionary<string, Measure> ByName = All.ToDictionary(m => m.Name, StringComparer.Ordinal);

    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["mean_absolute_error"] = "mae",
        ["mse"] = "rmse",
        ["root_mean_squared_error"] = "rmse",
        ["median_absolute_error"] = "medae",
        ["r_squared"] = "r2",
        ["roc_auc"] = "auc",
        ["auroc"] = "auc",
        ["average_precision"] = "pr_auc",
        ["auprc"] = "pr_auc",
        ["log_loss"] = "logloss",
        ["cross_entropy"] = "logloss",
        ["sensitivity"] = "recall",
        ["tpr"] = "recall",
        ["tnr"] = "specificity",
        ["f1_score"] = "f1",
        ["f1_macro"] = "macro_f1",
        ["f1_weighted"] = "weighted_f1",
        ["matthews"] = "mcc",
        ["latency"] = "latency.p95",
        ["p95"] = "latency.p95",
        ["null"] = "missing",
        ["nulls"] = "missing",
        ["count"] = "rows",
        ["fairness"] = "gap",
    };

    /// <summary>The measure of a name (<c>mae</c>) or of a normal form with arguments (<c>missing(hum)</c>), or null.</summary>
    public static Measure? Find(string name)
    {
        var open = name.IndexOf('(', StringComparison.Ordinal);
        return ByName.GetValueOrDefault(open < 0 ? name : name[..open]) switch
        {
            { Arguments: MeasureArguments.MetricAndColumn } gap when open > 0 => Between(gap, name[(open + 1)..]),
            var found => found,
        };
    }

    /// <summary>The known name that somebody probably meant, for a task where one is given; null when none is near.</summary>
    public static string? Nearest(string written, TaskKind? task = null) =>
        OtherNames.TryGetValue(written, out var known)
            ? known
            : NearestName.Of(written, All.Where(m => task is null || m.IsFor(task.Value)).Select(m => m.Name));

    /// <summary>The metrics of a task: what can be measured on its predictions and compared between models.</summary>
    public static IReadOnlyList<Measure> MetricsOf(TaskKind task) =>
        [.. All.Where(m => m is { Reach: Reach.Predictions, Arguments: MeasureArguments.None } && m.IsFor(task))];

    /// <summary>The name of <c>missing(column)</c> measurements.</summary>
    public static string Missing(string column) => $"missing({Requirements.ColumnName.Write(column)})";

    /// <summary>The name of <c>drift(column)</c> measurements.</summary>
    public static string Drift(string column) => $"drift({Requirements.ColumnName.Write(column)})";

    /// <summary>The name of <c>gap(metric, column)</c> measurements.</summary>
    public static string Gap(string metric, string column) => $"gap({metric}, {Requirements.ColumnName.Write(column)})";

    /// <summary>The name of <c>within(x)</c> measurements.</summary>
    public static string Within(double distance) => $"within({distance.ToString("R", CultureInfo.InvariantCulture)})";

    /// <summary>
    /// What a normal form has in parentheses: <c>gap(recall, sex)</c> is of the metric <c>recall</c> and the column <c>sex</c>,
    /// <c>missing("wind speed")</c> of the column <c>wind speed</c>; both are empty where there is no such thing.
    /// </summary>
    public static (string Metric, string Column) PartsOf(string normalForm)
    {
        var open = normalForm.IndexOf('(', StringComparison.Ordinal);
        if (open < 0 || Find(normalForm) is not { Arguments: MeasureArguments.Column or MeasureArguments.MetricAndColumn } measure)
        {
            return ("", "");
        }

        // no metric has a comma in its own name
        var comma = measure.Arguments is MeasureArguments.Column ? open : normalForm.IndexOf(',', StringComparison.Ordinal);
        return (comma == open ? "" : normalForm[(open + 1)..comma].Trim(), Requirements.ColumnName.Read(normalForm[(comma + 1)..^1].Trim()));
    }

    // A difference of a metric is in the metric's unit, and at most as large as the metric's range.
    private static Measure Between(Measure gap, string arguments) =>
        Find(arguments.Split(',', 2)[0]) is { } metric
            ? gap with { InTargetUnit = metric.InTargetUnit, Maximum = metric.Maximum - metric.Minimum, Tasks = metric.Tasks }
            : gap;

    private static Measure Error(string name, string meaning) =>
        new(name, "", Better.Lower, meaning + ", in the target's unit") { Tasks = Regression, Minimum = 0, InTargetUnit = true };

    private static Measure Share(string name, Better better, string meaning, IReadOnlyList<TaskKind> tasks) =>
        new(name, "", better, meaning) { Tasks = tasks, Minimum = 0, Maximum = 1 };

    private static Measure Latency(string name, string which) =>
        new(name, "s", Better.Lower, which + " time to answer one row") { Reach = Reach.Machine, Minimum = 0 };
}

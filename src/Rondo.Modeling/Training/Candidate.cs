using System.Globalization;
using Rondo.Scoping;

namespace Rondo.Modeling.Training;

/// <summary>One way to train.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Objective">XGBoost's objective.</param>
/// <param name="LogTarget">Whether ln(1 + target) is learned (numbers from 0 upwards only).</param>
internal sealed record Candidate(string Name, string Objective, bool LogTarget)
{
    /// <summary>
    /// What is worth trying. <c>xgboost</c> tries one; <c>auto</c> also tries absolute errors, where they are what counts, and the
    /// logarithm of a target from 0 upwards whose mean lies far above its median.
    /// </summary>
    public static IReadOnlyList<Candidate> For(TaskKind task, string search, string metric, double[] numbers)
    {
        switch (task)
        {
            case TaskKind.Binary:
                return [new("xgboost", "binary:logistic", false)];
            case TaskKind.Multiclass:
                return [new("xgboost", "multi:softprob", false)];
        }

        var absolute = string.Equals(metric, "mae", StringComparison.Ordinal);
        var candidates = new List<Candidate> { new("xgboost", "reg:squarederror", false) };
        if (string.Equals(search, "auto", StringComparison.Ordinal))
        {
            if (absolute)
            {
                candidates.Add(new("xgboost, absolute error", "reg:absoluteerror", false));
            }

            if (numbers.Min() >= 0 && numbers.Average() > 1.2 * Baselines.BaselineFitting.Median(numbers))
            {
                candidates.Add(new("xgboost, logarithm of the target", "reg:squarederror", true));
            }
        }

        return candidates;
    }

    /// <summary>XGBoost's parameters.</summary>
    /// <param name="settings">What may be changed.</param>
    /// <param name="classes">Classes of a multiclass task.</param>
    /// <param name="start">What every answer starts from, see <see cref="Start"/>.</param>
    /// <param name="seed">Decides the draws.</param>
    /// <param name="threads">How many it may use.</param>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters(XGBoostSettings settings, int classes, float start, int seed, int threads)
    {
        var multi = Objective.StartsWith("multi:", StringComparison.Ordinal);
        var parameters = new List<KeyValuePair<string, string>>
        {
            new("objective", Objective),
            new("tree_method", "hist"),
            new("base_score", Text(start)),
            new("max_depth", Text(settings.Depth)),
            new("eta", Text(settings.Eta)),
            new("subsample", Text(settings.Subsample)),
            new("colsample_bytree", Text(settings.Columns)),
            new("lambda", Text(settings.Lambda)),
            new("min_child_weight", Text(settings.MinWeight)),
            new("seed", Text(seed)),
            new("nthread", Text(threads)),
        };
        if (multi)
        {
            parameters.Add(new("num_class", Text(classes)));
        }

        return parameters;
    }

    /// <summary>
    /// The best single answer, from which the first tree goes on: the share of events, the median where absolute errors count, and 0 for
    /// squared errors of a standardised target. Several classes share one start, which changes none of their probabilities.
    /// </summary>
    public float Start(float[] labels) => Objective switch
    {
        "binary:logistic" => (float)labels.Average(l => (double)l),
        "reg:absoluteerror" => (float)Baselines.BaselineFitting.Median(Array.ConvertAll(labels, l => (double)l)),
        _ => 0,
    };

    private static string Text(IConvertible value) => value.ToString(CultureInfo.InvariantCulture);
}

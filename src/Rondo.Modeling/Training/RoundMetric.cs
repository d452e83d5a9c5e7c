namespace Rondo.Modeling.Training;

/// <summary>
/// The metric that early stopping looks at, from margins and labels on the scale that is learned. Computed here and not by XGBoost,
/// whose sums depend on the number of threads in their last digits.
/// </summary>
internal sealed record RoundMetric(string Name, bool HigherIsBetter, Func<float[], float[], double> Of)
{
    /// <summary>What is watched beside a metric that does not look at probabilities; null where the metric is a loss itself.</summary>
    public RoundMetric? Loss { get; init; }

    /// <summary>The metric by its name in <c>train.metric</c>.</summary>
    /// <param name="name">rmse, mae, logloss, auc or accuracy.</param>
    /// <param name="classes">Numbers a row: 1, or one a class.</param>
    public static RoundMetric Find(string name, int classes) => (name, classes) switch
    {
        ("mae", _) => new(name, false, (m, y) => Mean(y, i => Math.Abs(m[i] - y[i]))),
        ("rmse", _) => new(name, false, (m, y) => Math.Sqrt(Mean(y, i => ((double)m[i] - y[i]) * ((double)m[i] - y[i])))),
        ("logloss", 1) => new(name, false, (m, y) => Mean(y, i => Softplus(y[i] > 0 ? -m[i] : m[i]))),
        ("logloss", _) => new(name, false, (m, y) => Mean(y, i => LogLoss(m.AsSpan(i * classes, classes), (int)y[i]))),
        ("auc", _) => new(name, true, (m, y) => RocAreaOfMargins.Of(m, y)) { Loss = Find("logloss", 1) },
        ("accuracy", _) => new(name, true, (m, y) => Mean(y, i => Best(m.AsSpan(i * classes, classes)) == (int)y[i] ? 1 : 0)) { Loss = Find("logloss", classes) },
        _ => throw new InvalidOperationException($"No round metric is called '{name}'."),
    };

    private static double Mean(float[] labels, Func<int, double> of)
    {
        var total = 0.0;
        for (var i = 0; i < labels.Length; i++)
        {
            total += of(i);
        }

        return total / labels.Length;
    }

    // ln(1 + e^x) without overflow
    private static double Softplus(double x) => Math.Max(x, 0) + double.LogP1(Math.Exp(-Math.Abs(x)));

    private static double LogLoss(ReadOnlySpan<float> margins, int truth)
    {
        double largest = margins[Best(margins)], sum = 0;
        foreach (var margin in margins)
        {
            sum += Math.Exp(margin - largest);
        }

        return Math.Log(sum) + largest - margins[truth];
    }

    private static int Best(ReadOnlySpan<float> margins)
    {
        var best = 0;
        for (var k = 1; k < margins.Length; k++)
        {
            best = margins[k] > margins[best] ? k : best;
        }

        return best;
    }
}

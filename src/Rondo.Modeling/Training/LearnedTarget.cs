using Rondo.Modeling.Baselines;
using Rondo.Modeling.Features;
using Rondo.Modeling.Metrics;
using Rondo.Modeling.Tables;
using Rondo.Scoping;

namespace Rondo.Modeling.Training;

/// <summary>The target of the training and validation parts in the numbers that are learned.</summary>
internal sealed class LearnedTarget
{
    private readonly double[] _validation;
    private readonly int[] _classes;
    private readonly int[] _validationClasses;

    public LearnedTarget(Target target, Frame train, Frame validation)
    {
        Target = target;
        var numbers = target.Task == TaskKind.Regression;
        Numbers = numbers ? target.Numbers(train) : [];
        _validation = numbers ? target.Numbers(validation) : [];
        _classes = numbers ? [] : target.ClassNumbers(train);
        _validationClasses = numbers ? [] : target.ClassNumbers(validation);
        Scale = numbers ? TargetScale.Fit(Numbers, log: false) : new(false, 0, 1);
    }

    public Target Target { get; }

    /// <summary>Regression: the numbers themselves.</summary>
    public double[] Numbers { get; }

    public TargetScale Scale { get; }

    public bool IsConstant => Scale.Spread == 0;

    /// <summary>What text statistics speak of: the standardised number, the event, or each class.</summary>
    public double[][] Statistics => Target.Task switch
    {
        TaskKind.Regression => [Array.ConvertAll(Numbers, n => (double)Scale.Forward(n))],
        TaskKind.Binary => [Array.ConvertAll(_classes, c => (double)c)],
        _ => [.. Enumerable.Range(0, Target.Classes.Count).Select(k => Array.ConvertAll(_classes, c => c == k ? 1.0 : 0.0))],
    };

    /// <summary>Labels for XGBoost. Validation rows of a class never met in training are left out, as <see cref="KnownRows"/> does.</summary>
    public (BoostingLabels Labels, TargetScale Scale) Labels(bool log)
    {
        if (Target.Task != TaskKind.Regression)
        {
            return (new(Array.ConvertAll(_classes, c => (float)c), [.. _validationClasses.Where(c => c >= 0).Select(c => (float)c)]), Scale);
        }

        var scale = log ? TargetScale.Fit(Numbers, log) : Scale;
        return (new(Array.ConvertAll(Numbers, scale.Forward), Array.ConvertAll(_validation, v => scale.Forward(log ? Math.Max(v, 0) : v))), scale);
    }

    /// <summary>The rows of the validation matrix whose class is known.</summary>
    public float[] KnownRows(float[] matrix, int width) => Array.TrueForAll(_validationClasses, c => c >= 0)
        ? matrix
        : [.. _validationClasses.SelectMany((c, row) => c < 0 ? [] : matrix[(row * width)..((row + 1) * width)])];

    /// <summary>The metric that early stopping looks at.</summary>
    public RoundMetric RoundMetric(string name) => Training.RoundMetric.Find(name, Target.Task == TaskKind.Multiclass ? Target.Classes.Count : 1);

    /// <summary>A metric of answers on the validation part; NaN where there are none.</summary>
    public double Judge(double[] answers, string metric)
    {
        if (answers.Length == 0)
        {
            return double.NaN;
        }

        var scored = Score(answers);
        var blocks = Blocks.OfRows(scored.Rows);
        return Measuring.Measure(scored, blocks, new(blocks.Count, 0, 0)).First(m => string.Equals(m.Measure, metric, StringComparison.Ordinal)).Value;
    }

    /// <summary>The best single answer: the mean, the median where absolute errors count, the class shares.</summary>
    public double[] ConstantAnswer(string metric)
    {
        switch (Target.Task)
        {
            case TaskKind.Regression:
                return [string.Equals(metric, "mae", StringComparison.Ordinal) ? BaselineFitting.Median(Numbers) : Numbers.Average()];
            case TaskKind.Binary:
                return [_classes.Average()];
            default:
                return [.. Enumerable.Range(0, Target.Classes.Count).Select(k => _classes.Count(c => c == k) / (double)_classes.Length)];
        }
    }

    /// <summary>Says so when the probabilities for the validation part lose more than the class shares of the training part alone do; else null.</summary>
    public string? WorseThanShares(double[] answers)
    {
        if (Target.Task == TaskKind.Regression || answers.Length == 0)
        {
            return null;
        }

        var shares = ConstantAnswer("logloss");
        var (own, constant) = (Judge(answers, "logloss"), Judge([.. _validationClasses.SelectMany(_ => shares)], "logloss"));
        return own > constant
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The probabilities are good for little: their logloss on validation is {own:0.####}, and that of the class shares alone {constant:0.####}. The columns may say nothing about '{Target.Column}', or the rows may be too few.")
            : null;
    }

    private Scored Score(double[] answers) => Target.Task switch
    {
        TaskKind.Regression => new RegressionScored(_validation, answers, []),
        TaskKind.Binary => new BinaryScored(Array.ConvertAll(_validationClasses, c => c == 1), answers, 0.5, ErrorCosts.Even),
        _ => MulticlassScored.Of(_validationClasses, answers, Target.Classes.Count, null),
    };
}

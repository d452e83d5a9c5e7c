using Rondo.Scoping;

namespace Rondo.Modeling.Metrics;

/// <summary>Truth and prediction of the same rows.</summary>
internal abstract record Scored(int Rows)
{
    /// <summary>The same for some of the rows, in the order given.</summary>
    public abstract Scored Only(int[] rows);

    /// <summary>The measures that are sums over rows.</summary>
    public abstract ISumMetrics Sums();

    /// <summary>The measures that need the rows in order.</summary>
    public abstract IReadOnlyList<IRankMetric> Ranks();

    /// <summary>What kind of answer it is.</summary>
    public abstract TaskKind Task { get; }

    protected static T[] Take<T>(T[] values, int[] rows) => Array.ConvertAll(rows, r => values[r]);
}

/// <summary>Numbers. <paramref name="Distances"/> are those of <c>within(x)</c> measures.</summary>
internal sealed record RegressionScored(double[] Truth, double[] Prediction, IReadOnlyList<double> Distances) : Scored(Truth.Length)
{
    public override TaskKind Task => TaskKind.Regression;

    public override Scored Only(int[] rows) => new RegressionScored(Take(Truth, rows), Take(Prediction, rows), Distances);

    public override ISumMetrics Sums() => new RegressionSums(this);

    public override IReadOnlyList<IRankMetric> Ranks() => [new MedianError(this)];
}

/// <summary>Events and their probabilities. A row counts as predicted positive from <paramref name="Threshold"/> upwards.</summary>
internal sealed record BinaryScored(bool[] Truth, double[] Probability, double Threshold, ErrorCosts Costs) : Scored(Truth.Length)
{
    public override TaskKind Task => TaskKind.Binary;

    public override Scored Only(int[] rows) => this with { Rows = rows.Length, Truth = Take(Truth, rows), Probability = Take(Probability, rows) };

    public override ISumMetrics Sums() => new BinarySums(this);

    public override IReadOnlyList<IRankMetric> Ranks() => [new RocArea(this), new AveragePrecision(this)];
}

/// <summary>Classes by number, and a probability for each of them (row by row, <paramref name="Classes"/> to a row). <paramref name="Costs"/> by truth and answer, row by row.</summary>
internal sealed record MulticlassScored(int[] Truth, double[] Probabilities, int Classes, double[] Costs) : Scored(Truth.Length)
{
    public override TaskKind Task => TaskKind.Multiclass;

    /// <summary>
    /// Takes answers over the <paramref name="known"/> classes. A class number of -1 (never met in training) becomes one more class, which
    /// no answer gives a probability to.
    /// </summary>
    public static MulticlassScored Of(int[] truth, double[] probabilities, int known, Func<int, int, double>? cost)
    {
        var strange = Array.Exists(truth, t => t < 0);
        var classes = strange ? known + 1 : known;
        var wide = probabilities;
        if (strange)
        {
            wide = new double[truth.Length * classes];
            for (var row = 0; row < truth.Length; row++)
            {
                probabilities.AsSpan(row * known, known).CopyTo(wide.AsSpan(row * classes));
            }
        }

        var costs = new double[classes * classes];
        for (var i = 0; i < costs.Length; i++)
        {
            var (t, p) = (i / classes, i % classes);
            costs[i] = cost is not null && t < known && p < known ? cost(t, p) : t == p ? 0 : 1;
        }

        return new(Array.ConvertAll(truth, t => t < 0 ? known : t), wide, classes, costs);
    }

    public override Scored Only(int[] rows)
    {
        var some = new double[rows.Length * Classes];
        for (var i = 0; i < rows.Length; i++)
        {
            Probabilities.AsSpan(rows[i] * Classes, Classes).CopyTo(some.AsSpan(i * Classes));
        }

        return new MulticlassScored(Take(Truth, rows), some, Classes, Costs);
    }

    public override ISumMetrics Sums() => new MulticlassSums(this);

    public override IReadOnlyList<IRankMetric> Ranks() => [];

    /// <summary>The most probable class of a row; the first of equals.</summary>
    public int Predicted(int row)
    {
        var p = Probabilities.AsSpan(row * Classes, Classes);
        var best = 0;
        for (var k = 1; k < p.Length; k++)
        {
            if (p[k] > p[best])
            {
                best = k;
            }
        }

        return best;
    }
}

/// <summary>What each pair of truth and answer costs.</summary>
internal sealed record ErrorCosts(double TruePositive, double FalsePositive, double TrueNegative, double FalseNegative)
{
    /// <summary>Every wrong answer costs 1.</summary>
    public static ErrorCosts Even { get; } = new(0, 1, 0, 1);

    /// <summary>The probability from which saying yes is the cheaper answer, for calibrated probabilities (Elkan 2001); 0.5 where costs do not say.</summary>
    public double Threshold
    {
        get
        {
            var (yes, no) = (FalsePositive - TrueNegative, FalseNegative - TruePositive);
            return yes > 0 && no > 0 ? yes / (yes + no) : 0.5;
        }
    }
}

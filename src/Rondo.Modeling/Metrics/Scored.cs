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

/// <summary>Numbers.</summary>
internal sealed record RegressionScored(double[] Truth, double[] Prediction) : Scored(Truth.Length)
{
    public override TaskKind Task => TaskKind.Regression;

    public override Scored Only(int[] rows) => new RegressionScored(Take(Truth, rows), Take(Prediction, rows));

    public override ISumMetrics Sums() => new RegressionSums(this);

    public override IReadOnlyList<IRankMetric> Ranks() => [new MedianError(this)];
}

/// <summary>Events and their probabilities. A row counts as predicted positive from <paramref name="Threshold"/> upwards.</summary>
internal sealed record BinaryScored(bool[] Truth, double[] Probability, double Threshold, ErrorCosts? Costs) : Scored(Truth.Length)
{
    public override TaskKind Task => TaskKind.Binary;

    public override Scored Only(int[] rows) => this with { Rows = rows.Length, Truth = Take(Truth, rows), Probability = Take(Probability, rows) };

    public override ISumMetrics Sums() => new BinarySums(this);

    public override IReadOnlyList<IRankMetric> Ranks() => [new RocArea(this), new AveragePrecision(this)];
}

/// <summary>Classes by number, and a probability for each of them (row by row, <paramref name="Classes"/> to a row).</summary>
internal sealed record MulticlassScored(int[] Truth, double[] Probabilities, int Classes) : Scored(Truth.Length)
{
    public override TaskKind Task => TaskKind.Multiclass;

    public override Scored Only(int[] rows)
    {
        var some = new double[rows.Length * Classes];
        for (var i = 0; i < rows.Length; i++)
        {
            Probabilities.AsSpan(rows[i] * Classes, Classes).CopyTo(some.AsSpan(i * Classes));
        }

        return new MulticlassScored(Take(Truth, rows), some, Classes);
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

/// <summary>What a wrong yes and a wrong no cost.</summary>
internal sealed record ErrorCosts(double FalsePositive, double FalseNegative)
{
    /// <summary>The probability from which saying yes is the cheaper error, for calibrated probabilities (Elkan 2001).</summary>
    public double Threshold => FalsePositive / (FalsePositive + FalseNegative);
}

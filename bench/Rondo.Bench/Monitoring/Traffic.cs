using System.Globalization;
using Rondo.Data;
using Rondo.Deployment.Drift;

namespace Rondo.Bench.Monitoring;

/// <summary>What has drifted in a simulated sample.</summary>
/// <param name="Shift">Numbers move by this many standard deviations.</param>
/// <param name="Scale">Numbers spread by this factor.</param>
/// <param name="Mix">This share of the categories' rows moves to the first of them.</param>
/// <param name="New">This share of the categories' rows has a value that was never seen.</param>
/// <param name="Missing">This share of rows loses its value, in addition.</param>
internal sealed record Drifted(double Shift = 0, double Scale = 1, double Mix = 0, double New = 0, double Missing = 0)
{
    public static Drifted Not { get; } = new();
}

/// <summary>A simulated column: draws numbers (NaN is missing) or categories by number (-1 is missing).</summary>
internal sealed class SimulatedColumn(string name, ColumnType type, Func<RandomDraws, Drifted, double> draw)
{
    private bool _steady;

    public string Name => name;

    public bool IsNumber => type == ColumnType.Number;

    public double[] Sample(RandomDraws random, int rows, Drifted drifted)
    {
        var values = new double[rows];
        for (var i = 0; i < rows; i++)
        {
            values[i] = drifted.Missing > 0 && !_steady && random.Uniform() < drifted.Missing ? double.NaN : draw(random, drifted);
        }

        return values;
    }

    /// <summary>The same column, which nothing makes drift.</summary>
    public SimulatedColumn Steady() => new(name, type, (random, _) => draw(random, Drifted.Not)) { _steady = true };

    /// <summary>The profile that <c>data/profile</c> would make of a sample.</summary>
    public ReferenceColumn Reference(double[] sample)
    {
        var present = Array.FindAll(sample, v => !double.IsNaN(v));
        Array.Sort(present);
        var missing = sample.Length - present.Length;
        if (present.Length == 0)
        {
            return ReferenceColumn.Of(new(name, type, missing, 0))!;
        }

        var values = present.CountBy(v => v).OrderByDescending(v => v.Value).ThenBy(v => v.Key).ToList();
        if (!IsNumber)
        {
            var buckets = new long[ValueBuckets.Count];
            values.ForEach(v => buckets[Bucket(v.Key)] += v.Value);
            return ReferenceColumn.Of(new(name, type, missing, values.Count)
            {
                Top = [.. values.Take(values.Count > 1000 ? 100 : 1000).Select(v => new ValueCount(ReferenceColumn.Text(v.Key), v.Value))],
                Buckets = values.Count > 1000 ? buckets : null,
            })!;
        }

        var edges = Enumerable.Range(1, 9).Select(i => Quantile(present, i / 10.0)).Distinct().ToArray();
        var counts = new long[edges.Length + 1];
        Array.ForEach(present, v => counts[ReferenceColumn.Bin(edges, v)]++);
        return ReferenceColumn.Of(new(name, type, missing, values.Count)
        {
            Numbers = new(present[0], present[^1], 0, 0) { Edges = edges, Counts = counts },
            Top = values.Count <= 100 ? [.. values.Select(v => new ValueCount(ReferenceColumn.Text(v.Key), v.Value))] : null,
        })!;
    }

    public static CellCounts Count(ReferenceColumn reference, double[] sample)
    {
        var counts = CellCounts.For(reference);
        var known = reference.Values.Select((v, i) => (Value: ReferenceColumn.Number(v), i)).ToDictionary(v => v.Value, v => v.i);
        foreach (var value in sample)
        {
            counts.OutOfRange += reference.Range is var (low, high) && (value < low || value > high) ? 1 : 0;
            if (double.IsNaN(value))
            {
                counts.Missing++;
            }
            else if (reference.Kind == CellKind.Bins)
            {
                counts.Cells[ReferenceColumn.Bin(reference.Edges, value)]++;
            }
            else if (reference.Kind == CellKind.Buckets)
            {
                counts.Cells[Bucket(value)]++;
            }
            else if (known.TryGetValue(value, out var cell))
            {
                counts.Cells[cell]++;
            }
            else
            {
                counts.AddUnseen(ReferenceColumn.Text(value), 1);
            }
        }

        return counts;
    }

    private static int Bucket(double value) => ValueBuckets.Of(ReferenceColumn.Text(value));

    private static double Quantile(double[] sorted, double share)
    {
        var position = (sorted.Length - 1) * share;
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((sorted[above] - sorted[below]) * (position - below));
    }
}

/// <summary>The columns that the harness watches together.</summary>
internal static class Traffic
{
    /// <summary>Normal, skewed, heavy ties, two values, constant, all null, and categories of 3 to 1,000 values, with some missing.</summary>
    public static IReadOnlyList<SimulatedColumn> Mixed { get; } =
    [
        Number("normal", r => r.Normal()),
        Number("lognormal", r => Math.Exp(1.5 * r.Normal())),
        Number("zero-inflated, 10 % missing", r => r.Uniform() < 0.6 ? 0 : r.Gamma(2), 0.1),
        Number("whole numbers 0 to 30", r => Math.Floor(30 * Math.Pow(r.Uniform(), 2))),
        Number("constant", _ => 5),
        Number("all null", _ => double.NaN),
        Category("two values", r => r.Uniform() < 0.03 ? 1 : 0),
        Category("3 values, 50 % missing", r => r.Below(3), 0.5),
        Category("30 values, Zipf", r => Zipf(r, 30)),
        Category("300 values, Zipf, 2 % missing", r => Zipf(r, 300), 0.02),
        Category("1,000 values, alike", r => r.Below(1000)),
        Category("100,000 values, Zipf", r => Zipf(r, 100_000)),
    ];

    /// <summary>Each shape watched alone, and all of them together.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<SimulatedColumn> Columns)> Shapes { get; } =
    [
        .. Mixed.Where(c => c.Name is not ("constant" or "all null")).Concat([Category("10 values, 20 % missing", r => r.Below(10), 0.2), Category("100 values, alike", r => r.Below(100))])
            .Select(c => (c.Name, (IReadOnlyList<SimulatedColumn>)[c])),
        ("all of the twelve together", Mixed),
    ];

    public static SimulatedColumn Number(string name, Func<RandomDraws, double> draw, double missing = 0) => new(name, ColumnType.Number, (random, drifted) =>
        missing > 0 && random.Uniform() < missing ? double.NaN : (draw(random) * drifted.Scale) + drifted.Shift);

    public static SimulatedColumn Category(string name, Func<RandomDraws, double> draw, double missing = 0) => new(name, ColumnType.Text, (random, drifted) =>
    {
        if (missing > 0 && random.Uniform() < missing)
        {
            return double.NaN;
        }

        var where = drifted.Mix + drifted.New > 0 ? random.Uniform() : 1;
        return where < drifted.New ? 1e9 : where < drifted.New + drifted.Mix ? 0 : draw(random);
    });

    // By inversion of the continuous law: shares fall as 1 / rank.
    private static double Zipf(RandomDraws random, int values) => Math.Floor(Math.Pow(values, random.Uniform())) - 1;

    public static string Rows(int rows) => rows.ToString("N0", CultureInfo.InvariantCulture);
}

using Rondo.Data;
using Rondo.Modeling.Features;
using Rondo.Modeling.Tables;

namespace Rondo.Modeling.Training;

/// <summary>
/// Rows made up to tell two implementations apart: of a few real rows, each column in turn null, never met before, extreme, or exactly
/// at and beside the thresholds of the trees.
/// </summary>
internal static class DifficultRows
{
    private const int RealRows = 5;
    private const int Thresholds = 40;
    private const int Nothing = -1;
    private const long MostCells = 8_000_000;

    private static readonly double[] Numbers = [double.NaN, 0, -0.0, 1, -1, 0.5, double.PositiveInfinity, double.NegativeInfinity, 1e300, -1e300, float.MaxValue, double.Epsilon, 16777217];
    private static readonly string[] Texts = ["", "never met before", "Ünïcødé 雪", " ", "0", new('x', 3000)];

    private static readonly long[] Times =
    [
        long.MinValue, long.MinValue + 1, long.MaxValue, 0, -1, Calendar.Earliest, Calendar.Latest, 951_782_400_000_000, 951_868_799_999_999, -2_203_891_200_000_001, 4_107_542_400_000_000,
    ];

    /// <summary>Makes them from the first rows of a table.</summary>
    public static Frame From(Frame frame, IReadOnlyList<ColumnSchema> columns, Trained model)
    {
        var thresholds = ThresholdsByColumn(model);
        var bases = Enumerable.Range(0, Math.Min(RealRows, frame.Rows)).ToList();
        var variants = columns.Select(c => Variants(c, thresholds)).ToArray();
        var groups = Groups(variants, bases.Count);
        var rows = new List<(int Base, int Group, int Value)>();
        for (var group = 0; group < groups; group++)
        {
            var count = variants.Where((_, i) => i % groups == group).Max();
            rows.AddRange(bases.SelectMany(b => Enumerable.Range(0, count).Select(v => (b, group, v))));
        }

        rows.AddRange(bases.Select(b => (b, Nothing, 0)));
        return new(rows.Count, [.. columns.Select((c, i) => Column(frame[c.Name], i % Math.Max(1, groups), rows, thresholds))]);
    }

    // Each column by itself, where that is not too much; else columns that are so many apart change together.
    private static int Groups(int[] variants, int bases)
    {
        var rows = (long)variants.Sum() * bases;
        return rows * variants.Length <= MostCells ? variants.Length : (int)Math.Clamp(variants.Length * (double)MostCells / (rows * variants.Length), 1, variants.Length);
    }

    private static int Variants(ColumnSchema column, Dictionary<string, double[]> thresholds) => column.Type switch
    {
        ColumnType.Text => Texts.Length,
        ColumnType.Timestamp => Times.Length,
        _ => Numbers.Length + thresholds.GetValueOrDefault(column.Name, []).Length,
    };

    // In the rows of no group everything is null.
    private static FrameColumn Column(FrameColumn source, int group, List<(int Base, int Group, int Value)> rows, Dictionary<string, double[]> thresholds)
    {
        double[] numbers = [.. Numbers, .. thresholds.GetValueOrDefault(source.Name, [])];
        return source.Type switch
        {
            ColumnType.Text => new(source.Name, source.Type) { Texts = Pick(source.Texts, Texts, "") },
            ColumnType.Timestamp => new(source.Name, source.Type) { Times = Pick(source.Times, Times, long.MinValue) },
            _ => new(source.Name, source.Type) { Numbers = Pick(source.Numbers, numbers, double.NaN) },
        };

        T[] Pick<T>(T[] real, T[] made, T none) =>
            [.. rows.Select(r => r.Group == Nothing ? none : r.Group == group ? made[r.Value % made.Length] : real[r.Base])];
    }

    private static Dictionary<string, double[]> ThresholdsByColumn(Trained model)
    {
        if (model.Booster is null)
        {
            return new(StringComparer.Ordinal);
        }

        var columns = model.Plan.Encodings.SelectMany(e => Enumerable.Repeat(e is NumberEncoding ? e.Column : "", e.Features.Count)).ToList();
        var splits = TreeModel.Read(model.Booster.SaveJson()).Trees.SelectMany(t => Enumerable.Range(0, t.Left.Length).Where(n => t.Left[n] >= 0).Select(n => (Column: columns[t.Feature[n]], Value: t.Condition[n])));
        return splits.Where(s => s.Column.Length > 0).Distinct().GroupBy(s => s.Column, StringComparer.Ordinal).ToDictionary(
            g => g.Key,
            g => g.Take(Thresholds).SelectMany(s => new double[] { s.Value, MathF.BitDecrement(s.Value), MathF.BitIncrement(s.Value) }).ToArray(),
            StringComparer.Ordinal);
    }
}

using Rondo.Modeling.Tables;

namespace Rondo.Modeling.Features;

/// <summary>
/// Encodes a text column of many values by what the training part says about each: how often it occurs (ln(1 + n)), and the mean of the
/// target, drawn towards the overall mean by ten rows' weight (Micci-Barreca 2001).
/// </summary>
/// <remarks>
/// A training row must not see its own target in its features, so for training alone each row's mean is taken from the other four of
/// five folds (row number modulo five). The graph holds the means over all training rows.
/// </remarks>
internal sealed class TargetStatistics
{
    private const int Folds = 5;
    private const double Weight = 10;

    private readonly string[] _keys;
    private readonly int[] _keyOf;
    private readonly double[][] _targets;
    private readonly double[] _priors;

    /// <summary>Fits a column. <paramref name="targets"/>: one array a learned quantity (a class indicator, the standardised target), by row.</summary>
    public TargetStatistics(FrameColumn column, double[][] targets)
    {
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        _keyOf = new int[column.Texts.Length];
        for (var row = 0; row < _keyOf.Length; row++)
        {
            index.TryAdd(column.Texts[row], index.Count);
            _keyOf[row] = index[column.Texts[row]];
        }

        _keys = [.. index.Keys];
        _targets = targets;
        _priors = Array.ConvertAll(targets, t => t.Average());
        Names = [$"{column.Name} count", .. targets.Length == 1 ? [$"{column.Name} target"] : targets.Select((_, k) => $"{column.Name} target {k}")];
        Column = column.Name;
    }

    private string Column { get; }

    private IReadOnlyList<string> Names { get; }

    /// <summary>What the graph holds.</summary>
    public LookupEncoding Encoding()
    {
        var width = Names.Count;
        var table = new float[(_keys.Length + 1) * width];
        var counts = Counts();
        for (var key = 0; key < _keys.Length; key++)
        {
            table[key * width] = (float)Math.Log(1 + OfKey(counts, key));
        }

        for (var t = 0; t < _targets.Length; t++)
        {
            var sums = Sums(t);
            for (var key = 0; key < _keys.Length; key++)
            {
                table[(key * width) + 1 + t] = Mean(OfKey(sums, key), OfKey(counts, key), t);
            }

            table[(_keys.Length * width) + 1 + t] = (float)_priors[t];
        }

        return new(Column, _keys, Names, table);
    }

    /// <summary>Replaces the means in the training matrix by those of the other folds.</summary>
    public void HideOwnTargets(float[] matrix, int width, int offset)
    {
        var counts = Counts();
        for (var t = 0; t < _targets.Length; t++)
        {
            var sums = Sums(t);
            for (var row = 0; row < _keyOf.Length; row++)
            {
                var (key, own) = (_keyOf[row], (_keyOf[row] * Folds) + (row % Folds));
                matrix[(row * width) + offset + 1 + t] = Mean(OfKey(sums, key) - sums[own], OfKey(counts, key) - counts[own], t);
            }
        }
    }

    private float Mean(double sum, double n, int target) => (float)((sum + (Weight * _priors[target])) / (n + Weight));

    private static double OfKey(double[] cells, int key)
    {
        var total = 0.0;
        for (var fold = 0; fold < Folds; fold++)
        {
            total += cells[(key * Folds) + fold];
        }

        return total;
    }

    // By key and fold.
    private double[] Counts() => Fill(_ => 1);

    private double[] Sums(int target) => Fill(row => _targets[target][row]);

    private double[] Fill(Func<int, double> value)
    {
        var cells = new double[_keys.Length * Folds];
        for (var row = 0; row < _keyOf.Length; row++)
        {
            cells[(_keyOf[row] * Folds) + (row % Folds)] += value(row);
        }

        return cells;
    }
}

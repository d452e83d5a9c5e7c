namespace Rondo.XGBoost;

/// <summary>What a <see cref="Booster"/> is asked for.</summary>
public enum PredictionKind
{
    /// <summary>The objective's own scale (probability, number, class probabilities). Shape [rows, outputs].</summary>
    Value = 0,

    /// <summary>The sum of the leaves before the objective's link. Shape [rows, outputs].</summary>
    Margin = 1,

    /// <summary>
    /// Tree SHAP (Lundberg et al. 2018): each feature's share of the margin and, last, the bias; a row sums to its margin within 1e-3
    /// relative. Shape [rows, outputs, features + 1].
    /// </summary>
    Contributions = 2,

    /// <summary>The leaf each tree ends in. Shape [rows, rounds, outputs, trees a round].</summary>
    Leaf = 6,
}

/// <summary>A prediction's numbers, copied, in row-major order.</summary>
/// <param name="Values">The product of <paramref name="Shape"/> numbers.</param>
/// <param name="Shape">As documented at <see cref="PredictionKind"/>; the first is the number of rows.</param>
public sealed record Prediction(float[] Values, IReadOnlyList<int> Shape)
{
    /// <summary>How many rows.</summary>
    public int Rows => Shape[0];

    /// <summary>How many numbers a row has, over all further dimensions.</summary>
    public int Width => Rows == 0 ? 0 : Values.Length / Rows;

    /// <summary>One number; both indices count from 0.</summary>
    public float this[int row, int column] => Row(row)[column];

    /// <summary>The numbers of one row.</summary>
    public ReadOnlySpan<float> Row(int row) => Values.AsSpan(row * Width, Width);
}

namespace Rondo.XGBoost;

/// <summary>One column of a matrix.</summary>
/// <param name="Name">Its name; any text without a NUL, distinct within a matrix.</param>
/// <param name="Kind">How its numbers are to be understood.</param>
public sealed record Feature(string Name, FeatureKind Kind = FeatureKind.Number);

/// <summary>How a column's numbers are to be understood.</summary>
public enum FeatureKind
{
    /// <summary>An ordered quantity.</summary>
    Number,

    /// <summary>The code of a category: 0, 1, 2 … below 2^24. Needs <c>tree_method</c> <c>hist</c> or <c>approx</c>.</summary>
    Category,
}

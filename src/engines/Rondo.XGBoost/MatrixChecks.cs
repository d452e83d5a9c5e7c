using System.Globalization;

namespace Rondo.XGBoost;

/// <summary>What the library accepts in silence or refuses without a column's name.</summary>
internal static class MatrixChecks
{
    private const float FirstInexactCode = 1 << 24;

    public static void Shape(int values, int rows, IReadOnlyList<Feature> features)
    {
        if (rows < 1 || features.Count < 1)
        {
            throw new XGBoostException($"A matrix needs at least one row and one feature, not {rows} by {features.Count}.");
        }

        if ((long)rows * features.Count != values)
        {
            throw new XGBoostException($"{rows} rows of {features.Count} features need {(long)rows * features.Count} values, not {values}.");
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var feature in features)
        {
            if (feature.Name.Length == 0 || feature.Name.Contains('\0', StringComparison.Ordinal))
            {
                throw new XGBoostException("A feature's name must not be empty or contain a NUL.");
            }

            if (!seen.Add(feature.Name))
            {
                throw new XGBoostException($"Two features are named '{feature.Name}'.");
            }
        }
    }

    public static void Values(ReadOnlySpan<float> values, IReadOnlyList<Feature> features)
    {
        var categorical = features.Any(f => f.Kind == FeatureKind.Category);
        for (var i = 0; i < values.Length; i++)
        {
            if (float.IsInfinity(values[i]))
            {
                throw Refused(values[i], i, features, "is infinite; only numbers and NaN (missing) can be learned from");
            }

            if (categorical && features[i % features.Count].Kind == FeatureKind.Category && !IsCode(values[i]))
            {
                throw Refused(values[i], i, features, "is no category code (0, 1, 2 … or NaN for missing)");
            }
        }
    }

    private static bool IsCode(float value) =>
        float.IsNaN(value) || (value is >= 0 and < FirstInexactCode && float.Truncate(value) == value);

    private static XGBoostException Refused(float value, int index, IReadOnlyList<Feature> features, string why) =>
        new(string.Create(
            CultureInfo.InvariantCulture,
            $"Feature '{features[index % features.Count].Name}' in row {index / features.Count}: {value} {why}."));
}

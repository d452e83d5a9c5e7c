using System.Globalization;

namespace Rondo.XGBoost;

/// <summary>Reads what the library writes after a round: <c>[0]\ttrain-logloss:0.62133932943761350\ttrain-auc:…</c>.</summary>
internal static class EvaluationText
{
    public static IEnumerable<MetricValue> Parse(string text, string written, string name)
    {
        foreach (var part in text.Split('\t').Skip(1))
        {
            var colon = part.LastIndexOf(':');
            if (colon < 0 || !part.StartsWith(written + "-", StringComparison.Ordinal))
            {
                throw new XGBoostException($"XGBoost's evaluation '{part}' cannot be read.");
            }

            yield return new MetricValue(name, part[(written.Length + 1)..colon], Number(part[(colon + 1)..]));
        }
    }

    private static double Number(string text) => text.TrimStart('-', '+') switch
    {
        "nan" => double.NaN,
        "inf" => text.StartsWith('-') ? double.NegativeInfinity : double.PositiveInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new XGBoostException($"XGBoost's metric value '{text}' is no number."),
    };
}

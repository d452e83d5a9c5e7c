using System.Globalization;
using Rondo.Modeling.Features;

namespace Rondo.Modeling.Training;

/// <summary>How much each column helps.</summary>
internal static class Importance
{
    /// <summary>Each column's share of the loss reduction over all splits, largest first.</summary>
    public static List<ColumnImportance> Of(XGBoost.Booster booster, FeaturePlan plan)
    {
        var columns = plan.Encodings.SelectMany(e => Enumerable.Repeat(e.Column, e.Features.Count)).ToList();
        var gains = plan.Encodings.ToDictionary(e => e.Column, _ => 0.0, StringComparer.Ordinal);
        foreach (var (feature, gain) in booster.FeatureScores(XGBoost.FeatureScoreKind.TotalGain).OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            gains[columns[int.Parse(feature.AsSpan(1), CultureInfo.InvariantCulture)]] += gain;
        }

        var total = gains.Values.Sum();
        return [.. gains.Select(g => new ColumnImportance(g.Key, total > 0 ? g.Value / total : 0)).OrderByDescending(i => i.Share).ThenBy(i => i.Column, StringComparer.Ordinal)];
    }
}

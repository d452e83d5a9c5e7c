using Rondo.Data;
using Rondo.Modeling.Tables;

namespace Rondo.Modeling.Features;

/// <summary>Decides, by the training part alone, how each column becomes features.</summary>
internal static class FeatureFitting
{
    /// <summary>Up to so many values a category gets one indicator a value.</summary>
    public const int MostLevels = 24;

    // More classes than this, and a text's mean target by class would cost more than it tells.
    private const int MostTargets = 10;

    /// <summary>Fits the columns and makes the training matrix.</summary>
    /// <param name="frame">The training part.</param>
    /// <param name="columns">The columns that a model may use.</param>
    /// <param name="targets">What is learned, by row: one array for a number or an event, one a class else.</param>
    public static FittedFeatures Fit(Frame frame, IReadOnlyList<ColumnSchema> columns, double[][] targets)
    {
        var encodings = new List<Encoding>();
        var leftOut = new List<LeftOutColumn>();
        var hidden = new List<(int Offset, TargetStatistics Statistics)>();
        var width = 0;
        foreach (var schema in columns)
        {
            var column = frame[schema.Name];
            var statistics = default(TargetStatistics);
            var encoding = schema.Type switch
            {
                ColumnType.Text => OfText(column, targets, leftOut, out statistics),
                ColumnType.Timestamp => OfTime(column),
                _ => OfNumber(column, schema),
            };
            if (encoding is null)
            {
                if (leftOut.Count == 0 || !string.Equals(leftOut[^1].Column, schema.Name, StringComparison.Ordinal))
                {
                    leftOut.Add(new(schema.Name, "one value only in the training part"));
                }

                continue;
            }

            if (statistics is not null)
            {
                hidden.Add((width, statistics));
            }

            encodings.Add(encoding);
            width += encoding.Features.Count;
        }

        var plan = new FeaturePlan(encodings, leftOut);
        var matrix = plan.Matrix(frame);
        hidden.ForEach(h => h.Statistics.HideOwnTargets(matrix, width, h.Offset));
        return new(plan, matrix);
    }

    private static Encoding? OfNumber(FrameColumn column, ColumnSchema schema)
    {
        var finite = column.Numbers.Where(double.IsFinite).Distinct().Take(MostLevels + 1).Order().ToList();
        var missing = column.Numbers.Any(v => !double.IsFinite(v));
        if (finite.Count + (missing ? 1 : 0) < 2)
        {
            return null;
        }

        return schema is { Category: true, Type: ColumnType.Number } && finite.Count <= MostLevels
            ? new LevelsEncoding(column.Name, finite, column.Numbers.Any(double.IsNaN))
            : new NumberEncoding(column.Name, schema.Type == ColumnType.Boolean);
    }

    private static LookupEncoding? OfText(FrameColumn column, double[][] targets, List<LeftOutColumn> leftOut, out TargetStatistics? statistics)
    {
        statistics = null;
        var counts = column.Texts.CountBy(t => t, StringComparer.Ordinal).ToList();
        if (counts.Count < 2)
        {
            return null;
        }

        if (counts.Count <= MostLevels)
        {
            return Indicators(column.Name, [.. counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => c.Key)]);
        }

        if (counts.Count * 2 > column.Texts.Count(t => t.Length > 0))
        {
            leftOut.Add(new(column.Name, "text that hardly ever repeats"));
            return null;
        }

        statistics = new(column, targets.Length <= MostTargets ? targets : []);
        return statistics.Encoding();
    }

    private static LookupEncoding Indicators(string column, List<string> keys)
    {
        var table = new float[(keys.Count + 1) * keys.Count];
        for (var i = 0; i < keys.Count; i++)
        {
            table[(i * keys.Count) + i] = 1;
        }

        return new(column, keys, [.. keys.Select(k => k.Length == 0 ? $"{column} is null" : $"{column}={k}")], table);
    }

    private static DateEncoding? OfTime(FrameColumn column)
    {
        var missing = Array.Exists(column.Times, t => t == long.MinValue);
        DatePart[] parts = [.. Enum.GetValues<DatePart>().Where(Varies)];
        return parts.Length == 0 ? null : new(column.Name, parts);

        bool Varies(DatePart part) =>
            column.Times.Where(t => t != long.MinValue).Select(t => Calendar.Part(part, t)).Distinct().Take(2).Count() + (missing ? 1 : 0) > 1;
    }
}

/// <summary>A fitted plan and the matrix to train on.</summary>
/// <param name="Plan">What goes into the graph.</param>
/// <param name="TrainingMatrix">Like the plan's matrix of the training part, but with each row's own target hidden from its features.</param>
internal sealed record FittedFeatures(FeaturePlan Plan, float[] TrainingMatrix);

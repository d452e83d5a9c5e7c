using Rondo.Data;
using Rondo.Modeling.Baselines;
using Rondo.Modeling.Features;
using Rondo.Modeling.Tables;
using Rondo.Scoping;

namespace Rondo.Modeling.Evaluation;

/// <summary>What a baseline says for the rows of a table.</summary>
internal static class BaselineAnswers
{
    /// <summary>Its answers, in the form of a model's; null when it cannot be computed for these rows.</summary>
    /// <param name="baseline">The baseline.</param>
    /// <param name="target">What is predicted.</param>
    /// <param name="frame">The rows.</param>
    /// <param name="history">Earlier rows with their truths (Parquet).</param>
    /// <param name="ct">Cancels it.</param>
    public static double[]? Of(Baseline? baseline, Target target, Frame frame, IReadOnlyList<string> history, CancellationToken ct) => baseline switch
    {
        ConstantBaseline constant => [.. Enumerable.Repeat(constant.Value, frame.Rows)],
        PriorBaseline prior => [.. Enumerable.Range(0, frame.Rows).SelectMany(_ => target.Task == TaskKind.Binary ? prior.Shares.Skip(1) : prior.Shares)],
        LagBaseline lag when frame.Find(TableSchema.TimeColumn) is { } time => Lagged(lag, target, frame, time.Times, history, ct),
        _ => null,
    };

    /// <summary>What it is, for people.</summary>
    public static string Describe(Baseline? baseline) => baseline switch
    {
        LagBaseline { Season.Length: > 0 } lag => $"{lag.Name} (same time one {lag.Season} before)",
        null => "",
        _ => baseline.Name,
    };

    // Truths of the table itself count too: those a period (at least the horizon) before a row were known when it was due.
    private static double[] Lagged(LagBaseline lag, Target target, Frame frame, long[] times, IReadOnlyList<string> history, CancellationToken ct)
    {
        ColumnSchema[] columns = [new(TableSchema.TimeColumn, ColumnType.Timestamp, ColumnRole.Time), new(target.Column, ColumnType.Number, ColumnRole.Target)];
        var earlier = history.SelectMany(path =>
        {
            var rows = FrameReader.Read(path, columns, 1, ct);
            return BaselineFitting.Rows(rows, target.Numbers(rows), TableSchema.TimeColumn);
        });
        var known = new History(earlier.Concat(BaselineFitting.Rows(frame, target.Numbers(frame), TableSchema.TimeColumn)));
        return Array.ConvertAll(times, t => known.Predict(lag, t));
    }
}

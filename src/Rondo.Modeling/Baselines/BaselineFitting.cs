using System.Globalization;
using Rondo.Kernel;
using Rondo.Modeling.Features;
using Rondo.Modeling.Tables;
using Rondo.Scoping;

namespace Rondo.Modeling.Baselines;

/// <summary>Makes the baseline of a charter from the training part.</summary>
internal static class BaselineFitting
{
    private const long Hour = 3_600_000_000;

    private static readonly (string Season, long Period)[] Seasons = [("day", 24 * Hour), ("week", 7 * 24 * Hour), ("year", 364 * 24 * Hour)];

    /// <summary>Fits the baseline.</summary>
    /// <param name="name">As the charter names it; null means the usual one of the task: the mean of numbers, the shares of classes.</param>
    /// <param name="target">What is learned.</param>
    /// <param name="train">The training part.</param>
    /// <param name="validation">Chooses the season; may be empty.</param>
    /// <param name="timeColumn">The column with the rows' time, or null.</param>
    /// <param name="horizon">How far ahead a prediction is made.</param>
    /// <exception cref="FailureException"><c>train.baseline</c>: it does not fit the task or the table.</exception>
    public static Baseline Fit(string? name, Target target, Frame train, Frame validation, string? timeColumn, TimeSpan? horizon)
    {
        if (target.Task != TaskKind.Regression)
        {
            return name is null or "majority" or "prior" ? Prior(target, train) : throw Unfit(name, "a classification task", "majority");
        }

        var numbers = target.Numbers(train);
        var lag = (horizon ?? TimeSpan.Zero).Ticks / TimeSpan.TicksPerMicrosecond;
        return (name ?? "mean") switch
        {
            "mean" => new ConstantBaseline("mean", numbers.Average()),
            "median" => new ConstantBaseline("median", Median(numbers)),
            "last" or "seasonal-naive" when timeColumn is null => throw Unfit(name!, "a table without data.time", "mean"),
            "last" => new LagBaseline("last", 0, lag, numbers.Average()),
            "seasonal-naive" => Seasonal(target, train, validation, timeColumn!, lag),
            var other => throw Unfit(other, "a regression task", "mean, median, last or seasonal-naive"),
        };
    }

    /// <summary>
    /// A sentence for people, when the charter names no baseline and the value one season ago is nearer to the truth than the mean is.
    /// </summary>
    public static string? Stronger(Baseline? fitted, Target target, Frame train, Frame validation, string? timeColumn, TimeSpan? horizon)
    {
        if (fitted is not ConstantBaseline constant || timeColumn is null || validation.Rows == 0)
        {
            return null;
        }

        var lag = Seasonal(target, train, validation, timeColumn, (horizon ?? TimeSpan.Zero).Ticks / TimeSpan.TicksPerMicrosecond);
        var truths = target.Numbers(validation);
        var history = new History(Rows(train, target.Numbers(train), timeColumn).Concat(Rows(validation, truths, timeColumn)));
        var seasonal = Enumerable.Range(0, validation.Rows).Average(r => Math.Abs(history.Predict(lag, validation[timeColumn].Times[r]) - truths[r]));
        var plain = truths.Average(t => Math.Abs(constant.Value - t));
        return seasonal < plain
            ? string.Create(CultureInfo.InvariantCulture, $"The baseline is the mean, which errs by {plain:G4} on validation; the value one {lag.Season} before errs by {seasonal:G4} only. Write charter.baseline: seasonal-naive to ask more of the model.")
            : null;
    }

    /// <summary>The middle value, or the mean of the two middle ones.</summary>
    public static double Median(double[] values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static PriorBaseline Prior(Target target, Frame train)
    {
        var counts = new double[target.Classes.Count];
        foreach (var k in target.ClassNumbers(train))
        {
            counts[k] += 1;
        }

        return new("majority", [.. counts.Select(c => c / train.Rows)]);
    }

    // The season with the smallest mean absolute error on validation; of equals the shorter one.
    private static LagBaseline Seasonal(Target target, Frame train, Frame validation, string timeColumn, long horizon)
    {
        var numbers = target.Numbers(train);
        var candidates = Seasons.Select(s => new LagBaseline("seasonal-naive", s.Period, horizon, numbers.Average()) { Season = s.Season }).ToList();
        var judged = validation.Rows > 0 ? validation : train;
        var truths = target.Numbers(judged);
        var history = new History(Rows(train, numbers, timeColumn).Concat(validation.Rows > 0 ? Rows(validation, truths, timeColumn) : []));
        return candidates.MinBy(c => Enumerable.Range(0, judged.Rows).Average(r => Math.Abs(history.Predict(c, judged[timeColumn].Times[r]) - truths[r])))!;
    }

    /// <summary>Times and truths of a table.</summary>
    public static IEnumerable<(long Time, double Truth)> Rows(Frame frame, double[] truths, string timeColumn) => frame[timeColumn].Times.Zip(truths);

    private static FailureException Unfit(string name, string what, string remedy) =>
        new(new Failure("train.baseline", $"The baseline '{name}' does not fit {what}.", $"Write charter.baseline: {remedy}."));
}

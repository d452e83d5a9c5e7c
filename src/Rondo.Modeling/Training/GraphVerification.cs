using System.Globalization;
using Rondo.Data;
using Rondo.Kernel;
using Rondo.Modeling.Features;
using Rondo.Modeling.Tables;
using Rondo.Scoping;

namespace Rondo.Modeling.Training;

/// <summary>Compares the graph with the training path, row by row.</summary>
internal static class GraphVerification
{
    private const double Tolerance = 1e-5;

    /// <summary>
    /// Runs all rows of the given tables, and rows made up to be difficult, through ONNX Runtime and through XGBoost itself. They may
    /// differ by 1e-5 of the answer, or of the target's spread (of 0.001 for a probability) where that is more.
    /// </summary>
    /// <exception cref="FailureException"><c>train.graph-differs</c>, with the row and its values.</exception>
    public static Verification Run(Trained model, IReadOnlyList<Frame> frames, IReadOnlyList<ColumnSchema> columns, int threads, CancellationToken ct)
    {
        using var runner = new GraphRunner(model.Graph, threads);
        var floor = Floor(model, frames[0]);
        var (rows, largest) = (0L, 0.0);
        foreach (var frame in frames.Append(DifficultRows.From(frames[0], columns, model)).Where(f => f.Rows > 0))
        {
            var expected = model.Answer(frame, threads);
            var got = runner.Run(frame, ct);
            largest = Math.Max(largest, Compare(expected, got.Numbers, floor, frame, runner.Inputs));
            rows += frame.Rows;
        }

        return new(rows, largest);
    }

    private static double Floor(Trained model, Frame train) =>
        model.Target.Task == TaskKind.Regression ? TargetScale.Fit(model.Target.Numbers(train), false).Spread : 1e-3;

    private static double Compare(double[] expected, double[] got, double floor, Frame frame, IReadOnlyList<string> inputs)
    {
        var largest = 0.0;
        for (var i = 0; i < expected.Length; i++)
        {
            var scale = Math.Max(Math.Abs(expected[i]), floor);
            var error = expected[i] == got[i] ? 0 : Math.Abs(expected[i] - got[i]) / (scale == 0 ? 1 : scale);
            if (!(error <= Tolerance))
            {
                throw Differs(expected[i], got[i], i / (expected.Length / frame.Rows), frame, inputs);
            }

            largest = Math.Max(largest, error);
        }

        return largest;
    }

    private static FailureException Differs(double expected, double got, int row, Frame frame, IReadOnlyList<string> inputs)
    {
        var values = string.Join(", ", inputs.Select(i => $"{i} = {Shown(frame[i], row)}"));
        return new(new Failure("train.graph-differs", string.Create(CultureInfo.InvariantCulture, $"The graph answers {got:R} where training answers {expected:R}, for the row {values}."), "This is a fault of the program: report it with that row.") { Kind = FailureKind.World });
    }

    private static string Shown(FrameColumn column, int row) => column.IsNull(row) ? "null" : column.Type switch
    {
        ColumnType.Text => $"'{column.Texts[row]}'",
        ColumnType.Timestamp => column.Times[row].ToString(CultureInfo.InvariantCulture) + " µs",
        _ => column.Numbers[row].ToString("R", CultureInfo.InvariantCulture),
    };
}

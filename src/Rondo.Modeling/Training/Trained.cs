using Rondo.Modeling.Features;
using Rondo.Modeling.Tables;
using Rondo.XGBoost;

namespace Rondo.Modeling.Training;

/// <summary>A trained model: its graph, and the path that training itself takes to the same answers.</summary>
internal sealed class Trained(byte[] graph, Target target, FeaturePlan plan, Booster? booster, TargetScale scale, double[] constant) : IDisposable
{
    /// <summary>The model as ONNX.</summary>
    public byte[] Graph => graph;

    public Target Target => target;

    /// <summary>Empty encodings for a constant model.</summary>
    public FeaturePlan Plan => plan;

    /// <summary>Null for a constant model.</summary>
    public Booster? Booster => booster;

    /// <summary>Answers by XGBoost itself, row by row.</summary>
    public double[] Answer(Frame frame, int threads)
    {
        if (booster is null)
        {
            return [.. Enumerable.Range(0, frame.Rows).SelectMany(_ => constant)];
        }

        return frame.Rows == 0 ? [] : FromMargins(Margins(plan.Matrix(frame), frame.Rows, threads), target, scale);
    }

    public static double[] FromMargins(float[] margins, Target target, TargetScale scale) => target.Task switch
    {
        Scoping.TaskKind.Regression => Array.ConvertAll(margins, scale.Back),
        Scoping.TaskKind.Binary => Link.Logistic(margins),
        _ => Link.Softmax(margins, target.Classes.Count),
    };

    public void Dispose() => booster?.Dispose();

    private float[] Margins(float[] matrix, int rows, int threads)
    {
        using var rowsOf = new TrainingMatrix(matrix, rows, [.. Enumerable.Range(0, matrix.Length / rows).Select(i => new Feature($"f{i}"))], threads);
        return booster!.Predict(rowsOf, PredictionKind.Margin).Values;
    }
}

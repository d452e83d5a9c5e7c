using Rondo.Kernel;
using Rondo.Modeling.Tables;
using Rondo.Onnx;
using Rondo.Onnx.Runtime;

namespace Rondo.Modeling.Features;

/// <summary>
/// Runs a model's graph over columns, a few thousand rows at a time and several such pieces side by side. The pieces are the same for any
/// number of threads, and each is computed by one: operators that share a piece among threads round its last digits differently.
/// </summary>
internal sealed class GraphRunner(byte[] model, int threads) : IDisposable
{
    private const int ChunkRows = 4096;

    private readonly OnnxSession _session = Load(model);

    /// <summary>The columns the graph asks for.</summary>
    public IReadOnlyList<string> Inputs => [.. _session.Inputs.Select(i => i.Name)];

    /// <summary>Answers every row.</summary>
    /// <exception cref="FailureException"><c>model.no-column</c>, <c>model.no-answer</c>, <c>model.failed</c>.</exception>
    public Answers Run(Frame frame, CancellationToken ct)
    {
        foreach (var input in _session.Inputs.Where(i => frame.Find(i.Name) is null))
        {
            throw new FailureException(new Failure("model.no-column", $"The model asks for the column '{input.Name}', which the table does not have.", "Give the model the table it was trained for."));
        }

        var port = AnswerPort();
        var pieces = new double[(frame.Rows + ChunkRows - 1) / ChunkRows][];
        try
        {
            Parallel.For(0, pieces.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = ct }, piece =>
            {
                var from = piece * ChunkRows;
                var count = Math.Min(ChunkRows, frame.Rows - from);
                pieces[piece] = Doubles(Compute([.. _session.Inputs.Select(i => Tensor(i, frame[i.Name], from, count))], ct)[port]);
            });
        }
        catch (AggregateException e) when (e.InnerExceptions[0] is FailureException failure)
        {
            throw new FailureException(failure.Failures);
        }

        return new([.. pieces.SelectMany(p => p)], pieces.Length == 0 ? 1 : pieces[0].Length / Math.Min(ChunkRows, frame.Rows));
    }

    private static OnnxSession Load(byte[] model)
    {
        try
        {
            return new(model, new OnnxSessionOptions());
        }
        catch (OnnxException e)
        {
            throw new FailureException(new Failure("model.broken", $"The model cannot be loaded: {e.Message}", "Give a whole ONNX model, in one file, of opset 7 to 26.") { Kind = FailureKind.World }, e);
        }
    }

    private OnnxTensor[] Compute(OnnxTensor[] inputs, CancellationToken ct)
    {
        try
        {
            return _session.Run(inputs, ct);
        }
        catch (OnnxException e)
        {
            throw new FailureException(new Failure("model.failed", $"The model cannot answer: {e.Message}", "Its inputs are [N,1]: numbers and booleans double, texts string, times int64.") { Kind = FailureKind.World }, e);
        }
    }

    private int AnswerPort()
    {
        for (var i = 0; i < _session.Outputs.Count; i++)
        {
            if (_session.Outputs[i].Name is "prediction" or "probability" or "probabilities")
            {
                return i;
            }
        }

        throw new FailureException(new Failure("model.no-answer", $"The model gives {string.Join(", ", _session.Outputs.Select(o => o.Name))}.", "Name its output prediction (regression), probability and label (binary), or probabilities and label (multiclass)."));
    }

    private static double[] Doubles(OnnxTensor tensor) => tensor.Type == OnnxElementType.Float ? Array.ConvertAll(tensor.As<float>(), v => (double)v) : tensor.As<double>();

    public void Dispose() => _session.Dispose();

    private static OnnxTensor Tensor(OnnxPort port, FrameColumn column, int from, int count) => (column.Type, port.Type) switch
    {
        (Data.ColumnType.Text, _) => OnnxTensor.Of(column.Texts[from..(from + count)], count, 1),
        (Data.ColumnType.Timestamp, _) => OnnxTensor.Of(column.Times[from..(from + count)], count, 1),
        (_, OnnxElementType.Float) => OnnxTensor.Of(Array.ConvertAll(column.Numbers[from..(from + count)], v => (float)v), count, 1),
        _ => OnnxTensor.Of(column.Numbers[from..(from + count)], count, 1),
    };
}

/// <summary>A model's answers.</summary>
/// <param name="Numbers">Predictions, probabilities of the event, or probabilities by class; row by row.</param>
/// <param name="Width">Numbers a row.</param>
internal sealed record Answers(double[] Numbers, int Width);

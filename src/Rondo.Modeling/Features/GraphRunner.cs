using Rondo.Modeling.Tables;
using Rondo.Onnx;
using Rondo.Onnx.Runtime;

namespace Rondo.Modeling.Features;

/// <summary>Runs a model's graph over columns, a few thousand rows at a time.</summary>
internal sealed class GraphRunner(byte[] model, int threads) : IDisposable
{
    private const int ChunkRows = 4096;

    private readonly OnnxSession _session = new(model, new OnnxSessionOptions { Threads = threads });

    /// <summary>The columns the graph asks for.</summary>
    public IReadOnlyList<string> Inputs => [.. _session.Inputs.Select(i => i.Name)];

    /// <summary>Answers every row.</summary>
    public Answers Run(Frame frame, CancellationToken ct)
    {
        var numbers = new List<double>();
        var labels = new List<string>();
        var width = 1;
        for (var from = 0; from < frame.Rows; from += ChunkRows)
        {
            var count = Math.Min(ChunkRows, frame.Rows - from);
            var outputs = _session.Run([.. _session.Inputs.Select(i => Tensor(frame[i.Name], from, count))], ct);
            foreach (var output in outputs)
            {
                if (output.Type == OnnxElementType.Text)
                {
                    labels.AddRange(output.As<string>());
                }
                else
                {
                    var values = output.As<double>();
                    width = values.Length / count;
                    numbers.AddRange(values);
                }
            }
        }

        return new([.. numbers], width, [.. labels]);
    }

    public void Dispose() => _session.Dispose();

    private static OnnxTensor Tensor(FrameColumn column, int from, int count) => column.Type switch
    {
        Data.ColumnType.Text => OnnxTensor.Of(column.Texts[from..(from + count)], count, 1),
        Data.ColumnType.Timestamp => OnnxTensor.Of(column.Times[from..(from + count)], count, 1),
        _ => OnnxTensor.Of(column.Numbers[from..(from + count)], count, 1),
    };
}

/// <summary>A model's answers.</summary>
/// <param name="Numbers">Predictions, probabilities of the event, or probabilities by class; row by row.</param>
/// <param name="Width">Numbers a row.</param>
/// <param name="Labels">Classification: the answer as text, by row.</param>
internal sealed record Answers(double[] Numbers, int Width, string[] Labels);

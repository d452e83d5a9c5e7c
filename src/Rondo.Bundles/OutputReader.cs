using System.Globalization;
using Rondo.Kernel;
using Rondo.Onnx;

namespace Rondo.Bundles;

/// <summary>Turns a graph's outputs into predictions.</summary>
internal static class OutputReader
{
    public static PredictionBatch Read(Signature signature, GraphDoor door, OnnxTensor[] outputs, int rows)
    {
        if (signature.Task is Signature.Regression)
        {
            return new PredictionBatch(Column(outputs[door.Value], rows, "prediction"));
        }

        var labels = Labels(outputs[door.Label], rows);
        if (signature.Task is Signature.Binary)
        {
            return new PredictionBatch(Column(outputs[door.Value], rows, "probability"), labels);
        }

        var classes = signature.Classes.Count;
        var flat = Numbers(outputs[door.Probabilities]);
        if (flat.Length != (long)rows * classes)
        {
            throw Wrong($"'probabilities' has {flat.Length} numbers for {rows} rows of {classes} classes");
        }

        var probabilities = new double[rows][];
        var values = new double[rows];
        for (var row = 0; row < rows; row++)
        {
            probabilities[row] = flat[(row * classes)..((row + 1) * classes)];
            values[row] = probabilities[row][ClassOf(labels[row], signature.Classes)];
        }

        return new PredictionBatch(values, labels, probabilities);
    }

    /// <summary>The place of a label among the classes.</summary>
    public static int ClassOf(string label, IReadOnlyList<string> classes)
    {
        for (var i = 0; i < classes.Count; i++)
        {
            if (string.Equals(classes[i], label, StringComparison.Ordinal))
            {
                return i;
            }
        }

        throw Wrong($"the label '{label}' is none of the signature's classes");
    }

    private static double[] Column(OnnxTensor tensor, int rows, string name)
    {
        var numbers = Numbers(tensor);
        return numbers.Length == rows ? numbers : throw Wrong($"'{name}' has {numbers.Length} numbers for {rows} rows");
    }

    private static double[] Numbers(OnnxTensor tensor) =>
        tensor.Values as double[] ?? Array.ConvertAll(tensor.As<float>(), v => (double)v);

    private static string[] Labels(OnnxTensor tensor, int rows)
    {
        var labels = tensor.Values as string[]
            ?? Array.ConvertAll(tensor.As<long>(), l => l.ToString(CultureInfo.InvariantCulture));
        return labels.Length == rows ? labels : throw Wrong($"'label' has {labels.Length} values for {rows} rows");
    }

    private static FailureException Wrong(string problem) => new(BundleFailure.Model(problem + "."));
}

using Rondo.Bundles.Json;
using Rondo.Kernel;

namespace Rondo.Bundles;

/// <summary>
/// Rows with the outputs a model gave for them when it was made. Every load computes them again: another library, processor or a
/// changed byte shows before the first request, not in it.
/// </summary>
/// <param name="Inputs">Columns by field name, as <see cref="Predictor.Predict"/> takes them.</param>
/// <param name="Expected">What came out.</param>
public sealed record Replay(IReadOnlyDictionary<string, Array> Inputs, PredictionBatch Expected)
{
    /// <summary>
    /// Relative to the larger of the expected value and the mean size of that output over the rows: near zero, what is left of a sum has
    /// the error of its parts.
    /// </summary>
    public const double Tolerance = 1e-5;

    /// <summary>Computes the rows with a model just made and keeps what comes out.</summary>
    /// <returns>The samples, or why the rows cannot be computed.</returns>
    public static Result<Replay> Record(Predictor predictor, IReadOnlyDictionary<string, Array> inputs)
    {
        var fields = predictor.Signature.Inputs.Where(f => inputs.ContainsKey(f.Name));
        var columns = fields.ToDictionary(f => f.Name, f => inputs[f.Name], StringComparer.Ordinal);
        var batch = predictor.Predict(columns);
        return batch.Ok ? new Replay(columns, batch.Value) : batch.Failures.ToList();
    }

    /// <summary>Computes the rows again and compares.</summary>
    /// <returns>Null when all agree; else a failure that names the first row and output that do not, with both values.</returns>
    public Failure? Verify(Predictor predictor)
    {
        var batch = predictor.Predict(Inputs);
        if (!batch.Ok)
        {
            var cause = batch.Failures[0];
            return ReplayComparison.Failed($"The bundle's samples cannot be computed: {cause.Problem}");
        }

        return ReplayComparison.Compare(Expected, batch.Value, predictor.Signature);
    }

    internal string ToJson(Signature signature) => SampleJson.Write(this, signature);

    internal string? Problem(Signature signature)
    {
        if (signature.Inputs.FirstOrDefault(f => !Inputs.ContainsKey(f.Name)) is { } missing)
        {
            return $"the field '{missing.Name}' is missing";
        }

        if (Expected.Count == 0)
        {
            return "there are no rows";
        }

        return signature.Inputs.FirstOrDefault(f => Inputs[f.Name].Length != Expected.Count) is { } uneven
            ? $"the field '{uneven.Name}' has {Inputs[uneven.Name].Length} rows where {Expected.Count} are expected"
            : OutputProblem(signature);
    }

    private string? OutputProblem(Signature signature)
    {
        var labels = Expected.Labels?.Length ?? -1;
        if (labels != (signature.Task is Signature.Regression ? -1 : Expected.Count))
        {
            return "the labels are not one a row of a classification";
        }

        var probabilities = Expected.Probabilities;
        if ((probabilities is null) != (signature.Task is not Signature.Multiclass))
        {
            return "probabilities belong to a multiclass task";
        }

        return probabilities is null || (probabilities.Length == Expected.Count && probabilities.All(p => p.Length == signature.Classes.Count))
            ? null
            : "the probabilities are not one a row and class";
    }
}

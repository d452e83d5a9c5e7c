using Rondo.Kernel;
using Rondo.Pipelines;

namespace Rondo.Modeling.Evaluation;

/// <summary>Writes an evaluation to a step's ports <c>evaluation</c> and <c>report</c>, and logs its numbers as metrics of the run.</summary>
internal static class EvaluationOutputs
{
    /// <summary>Writes both files.</summary>
    public static async Task WriteAsync(StepContext context, Evaluated evaluated, CancellationToken ct)
    {
        var document = evaluated.Document;
        await File.WriteAllTextAsync(context.Outputs["evaluation"], CanonicalJson.Text(document.ToJson()), ct);
        await File.WriteAllTextAsync(context.Outputs["report"], EvaluationPage.Write(evaluated), ct);
        foreach (var measurement in document.Measurements.Where(m => m.Subject is { Role: "model", Slice: "" } && !m.Measure.Contains('(', StringComparison.Ordinal)))
        {
            context.Report.Metric($"{document.Split}.{measurement.Measure}", measurement.Value);
        }
    }
}

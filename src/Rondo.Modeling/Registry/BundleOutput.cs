using Rondo.Bundles;
using Rondo.Modeling.Evaluation;
using Rondo.Pipelines;

namespace Rondo.Modeling.Registry;

/// <summary>Packs a step's bundle and writes it to the port <c>bundle</c>.</summary>
internal static class BundleOutput
{
    /// <summary>Writes the file.</summary>
    public static async Task WriteAsync(StepContext context, RegisterOptions options, byte[] model, Evaluated evaluated, CancellationToken ct)
    {
        string[] notContent = ["champion", "evaluation"];                  // the champion of the day decides both
        var lineage = context.Inputs.Where(i => !notContent.Contains(i.Key, StringComparer.Ordinal)).ToDictionary(i => i.Key, i => i.Value.Digest, StringComparer.Ordinal);
        var profile = await File.ReadAllTextAsync(context.Inputs["profile"].Path, ct);
        var contents = BundlePacking.Pack(new(options, model, evaluated, context.Inputs["schema"].Path, context.Inputs["train"].Path, profile, lineage), context.Threads, ct);
        _ = (await BundleWriter.WriteAsync(contents, context.Outputs["bundle"], ct)).Value;
    }
}

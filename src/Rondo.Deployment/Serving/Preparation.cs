using System.Globalization;
using Rondo.Bundles;
using Rondo.Kernel;
using Rondo.Modeling;
using Rondo.Modeling.Registry;
using Rondo.Stores;

namespace Rondo.Deployment.Serving;

/// <summary>
/// Makes a version ready: its bundle is read and checked whole, its samples are replayed, single rows are compared with the batch, and it
/// is run until it is warm. Only what passed all of this is ever asked a question.
/// </summary>
internal static class Preparation
{
    private const int WarmUpRows = 200;

    /// <summary>The version that a reference names, ready; or why it cannot be served.</summary>
    public static async Task<Result<Generation>> PrepareAsync(Workspace workspace, string endpoint, string model, PredictLimits limits, CancellationToken ct)
    {
        try
        {
            return await LoadAsync(workspace, endpoint, model, limits, ct);
        }
        catch (FailureException refused)
        {
            return refused.Failures.ToList();
        }
    }

    private static async Task<Result<Generation>> LoadAsync(Workspace workspace, string endpoint, string model, PredictLimits limits, CancellationToken ct)
    {
        var version = (await ShowModel.RunAsync(workspace, model, ct)).Value.Version;
        var bundle = (await StoredBundle.OpenAsync(workspace, version, ct)).Value;
        var predictor = Predictor.Load(bundle).Value;
        try
        {
            if (Differs(bundle, predictor, version, ct) is { } failure)
            {
                predictor.Dispose();
                return failure;
            }

            return new Generation(version, bundle, predictor, endpoint, limits);
        }
        catch
        {
            predictor.Dispose();
            throw;
        }
    }

    // The batch was replayed already: what is left is one row at a time. It also warms the model up.
    private static Failure? Differs(Bundle bundle, Predictor predictor, ModelVersion version, CancellationToken ct)
    {
        var batch = predictor.Predict(bundle.Samples.Inputs, ct).Value;
        var scale = batch.Values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Average();
        using var row = predictor.Rent();
        for (var i = 0; i < Math.Max(WarmUpRows, batch.Count); i++)
        {
            var at = i % batch.Count;
            row.Set(bundle, at);
            var one = row.Predict(ct).Value;
            var (expected, got) = (batch.Values[at], one.Value);
            var same = expected.Equals(got) || Math.Abs(expected - got) <= Replay.Tolerance * Math.Max(Math.Abs(expected), scale);
            if (!same || !string.Equals(batch.Labels?[at], one.Label, StringComparison.Ordinal))
            {
                return new(
                    "deploy.batch-differs",
                    string.Create(CultureInfo.InvariantCulture, $"{version} answers sample {at} with {got} {one.Label} alone and with {expected} {batch.Labels?[at]} among others."),
                    "Its graph mixes rows, so that an answer would depend on the neighbours: make it row by row and register it again.")
                {
                    Kind = FailureKind.No,
                };
            }
        }

        return null;
    }
}

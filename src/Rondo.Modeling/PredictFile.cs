using Rondo.Bundles;
using Rondo.DuckDb;
using Rondo.Kernel;
using Rondo.Modeling.Scoring;

namespace Rondo.Modeling;

/// <summary>
/// Predicts all rows of a file with a bundle, in constant memory: reading, scoring and writing overlap. The output has one row for each
/// row of the input, in its order. What can be known before (a missing column, a wrong type, a hostile bundle) is refused before anything is
/// scored; a row that cannot be scored gets an empty prediction and is listed. A file appears under its name only when all of it is written.
/// </summary>
public static class PredictFile
{
    /// <inheritdoc cref="RunAsync(PredictRequest, PredictPipes, IProgress{PredictProgress}?, CancellationToken)"/>
    public static Task<Result<PredictReport>> RunAsync(PredictRequest request, IProgress<PredictProgress>? progress, CancellationToken ct) =>
        RunAsync(request, new PredictPipes(), progress, ct);

    /// <summary>Predicts.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="pipes">What to read or write where the request has no path.</param>
    /// <param name="progress">Told after every few thousand rows.</param>
    /// <param name="ct">Stops it; no output is left.</param>
    /// <returns>What became of the rows, or why there is no output.</returns>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static async Task<Result<PredictReport>> RunAsync(
        PredictRequest request, PredictPipes pipes, IProgress<PredictProgress>? progress, CancellationToken ct)
    {
        try
        {
            var format = OutputFormats.Of(request, pipes);
            var bundle = (await BundleReader.OpenAsync(request.BundlePath, ct)).Value;
            using var predictor = Predictor.Load(bundle).Value;
            using var input = await InputFile.OpenAsync(request, pipes, ct);
            return await FilePrediction.RunAsync(request, format, bundle, predictor, input, pipes.Output, progress, ct);
        }
        catch (FailureException error)
        {
            return error.Failures.ToList();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return ScoringFailures.World("predict.file", $"A file cannot be read or written: {error.Message}", "Check the files, their permissions and the disk.");
        }
        catch (DuckDbException error)
        {
            return ScoringFailures.World("predict.engine", $"The table cannot be read or written: {error.Message}", "Check the files and the disk.");
        }
    }
}

using Rondo.Bundles;
using Rondo.Data;

namespace Rondo.Modeling.Scoring;

/// <summary>Predicts a file with a loaded model.</summary>
internal static class FilePrediction
{
    public static async Task<PredictReport> RunAsync(
        PredictRequest request, PredictFormat format, Bundle bundle, Predictor predictor, InputFile input, TextWriter? writer, IProgress<PredictProgress>? progress, CancellationToken ct)
    {
        using var reader = TableReader.Open(input.Path, Options(request, input), ct);
        var inputs = InputColumns.Of(bundle.Signature);
        var kept = InputColumns.Kept(request.Keep, reader.Columns);
        InputColumns.Demand(inputs, kept, reader.Columns, input.Shown);
        var carried = reader.Select(inputs, kept, ct);
        var (columns, renamed) = OutputColumns.Of(bundle.Signature, carried);
        List<string> notes = [.. reader.Notes, .. InputColumns.Ignored(inputs, kept, reader.Columns), .. renamed];

        var bad = new BadRows(input.Shown, request.MaximumBadRows);
        var pipeline = new ScoringPipeline(reader, new BatchScorer(predictor), Math.Max(1, request.Threads ?? Environment.ProcessorCount));
        long rows = 0;
        if (request.OutputPath is { } path)
        {
            await using var file = new OutputFile(path, format, columns);
            rows = await WriteAsync(file.Sink, null);
            await file.PublishAsync(ct);
        }
        else
        {
            await using var held = new HeldWriter(writer!);
            await using var sink = OutputFile.Text(held, format, columns);
            rows = await WriteAsync(sink, held);
            await held.ReleaseAsync(ct);
            await sink.CompleteAsync(ct);
        }

        if (rows == 0)
        {
            notes.Add($"{input.Shown} has no rows.");
        }

        return new(bundle.Manifest.Name, bundle.Identity, rows, bad.Count, bad.Listed, columns.All, notes);

        // Nothing is said to a pipe before there is a prediction: one that gets none of them gets no empty rows either.
        async Task<long> WriteAsync(IPredictionSink sink, HeldWriter? held)
        {
            long written = 0;
            await pipeline.RunAsync(
                async (batch, token) =>
                {
                    await sink.WriteAsync(batch, token);
                    written += batch.Rows.Rows;
                    bad.Add(batch.Bad, written);
                    if (held is not null && bad.Count < written)
                    {
                        await held.ReleaseAsync(token);
                    }

                    progress?.Report(new(written, bad.Count, Math.Min(1, batch.Rows.Position / (double)Math.Max(1, reader.Length))));
                },
                ct);
            bad.End(written);
            return written;
        }
    }

    private static TableReaderOptions Options(PredictRequest request, InputFile input) => new()
    {
        Shown = input.Shown,
        Columns = request.Columns,
        Delimiter = request.Delimiter,
        Quote = request.Quote,
        Encoding = request.Encoding,
        EncodingOtherwise = request.EncodingOtherwise,
        Decimal = request.Decimal,
        Dates = request.Dates,
        Missing = request.Missing,
    };
}

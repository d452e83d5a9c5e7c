namespace Rondo.Modeling.Scoring;

/// <summary>Decides how predictions are written, before anything is read.</summary>
internal static class OutputFormats
{
    private static readonly Dictionary<string, PredictFormat> ByExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = PredictFormat.Csv,
        [".csv"] = PredictFormat.Csv,
        [".tsv"] = PredictFormat.Tsv,
        [".tab"] = PredictFormat.Tsv,
        [".jsonl"] = PredictFormat.JsonLines,
        [".ndjson"] = PredictFormat.JsonLines,
        [".json"] = PredictFormat.Json,
        [".parquet"] = PredictFormat.Parquet,
    };

    public static PredictFormat Of(PredictRequest request, PredictPipes pipes)
    {
        if (request.OutputPath is not { } path)
        {
            var asked = request.Format ?? PredictFormat.Csv;
            return pipes.Output is null ? throw ScoringFailures.Misuse("predict.output", "Nothing says where the predictions go.", "Name an output file.")
                : asked == PredictFormat.Parquet ? throw ScoringFailures.Misuse("predict.format", "Parquet cannot be written as text.", "Name an output file.")
                : asked;
        }

        Demand(request, path);
        var name = IsPacked(path) ? path[..^3] : path;
        var format = request.Format ?? (ByExtension.TryGetValue(Path.GetExtension(name), out var known)
            ? known
            : throw ScoringFailures.Misuse("predict.format", $"'{Path.GetExtension(name)}' names no format.", "End the output's name in .csv, .tsv, .jsonl, .json or .parquet, or say the format."));
        return format == PredictFormat.Parquet && IsPacked(path)
            ? throw ScoringFailures.Misuse("predict.format", "Parquet is packed by itself.", "Leave .gz out of the output's name.")
            : format;
    }

    /// <summary>Whether text is to be packed by gzip.</summary>
    public static bool IsPacked(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    private static void Demand(PredictRequest request, string path)
    {
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
        {
            throw ScoringFailures.Misuse("predict.output", $"{path} is a folder.", "Name an output file.");
        }

        if (!Directory.Exists(Path.GetDirectoryName(full)))
        {
            throw ScoringFailures.Misuse("predict.output", $"The folder of {path} does not exist.", "Make the folder, or name another file.");
        }

        if (string.Equals(full, Path.GetFullPath(request.InputPath), StringComparison.Ordinal)
            || string.Equals(full, Path.GetFullPath(request.BundlePath), StringComparison.Ordinal))
        {
            throw ScoringFailures.Misuse("predict.output", $"{path} is read, and cannot be replaced by the predictions.", "Name another output file.");
        }
    }
}

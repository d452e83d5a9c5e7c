using System.Globalization;
using System.Text.Json;
using Rondo.Data;
using Rondo.Kernel;

namespace Rondo.Deployment.Capture;

/// <summary>
/// Reads truths from a file: CSV (delimiter and quotes are found out) or TSV with the columns <c>prediction_id</c>, <c>truth</c> and, where it is known, <c>observed_at</c>; or
/// lines of JSON with these keys. It is read piece by piece.
/// </summary>
public static class FeedbackFile
{
    private static readonly string[] Needed = ["prediction_id", "truth"];
    private const string Observed = "observed_at";

    /// <summary>The truths in the order of the file, at most <see cref="FeedbackStore.LargestBatch"/> at once.</summary>
    /// <param name="path">A file that ends with .csv, .tsv, .jsonl or .ndjson.</param>
    /// <param name="now">When a truth became true that does not say so itself.</param>
    /// <param name="ct">Stops it.</param>
    /// <exception cref="FailureException">The file is not there, is of another kind, or has an entry that cannot be read: it is named by its line.</exception>
    public static IEnumerable<IReadOnlyList<Feedback>> Read(string path, DateTimeOffset now, CancellationToken ct)
    {
        if (!File.Exists(path))
        {
            throw new FailureException(new Failure("feedback.missing-file", $"There is no file {path}.", "Check the path."));
        }

        var entries = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".jsonl" or ".ndjson" => Lines(path, now),
            ".csv" => Records(path, null, now, ct),
            ".tsv" => Records(path, '\t', now, ct),
            var other => throw new FailureException(new Failure("feedback.file-kind", $"'{other}' is no kind of file that truths are read from.", "Give a .csv, .tsv or .jsonl file.")),
        };
        return entries.Chunk(FeedbackStore.LargestBatch);
    }

    private static IEnumerable<Feedback> Lines(string path, DateTimeOffset now)
    {
        var line = 0;
        foreach (var text in File.ReadLines(path))
        {
            line++;
            if (!string.IsNullOrWhiteSpace(text))
            {
                yield return OfLine(text, now, new(path, line));
            }
        }
    }

    private static Feedback OfLine(string text, DateTimeOffset now, Place place)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var read = FeedbackJson.One(document.RootElement, now);
            return read.Ok ? read.Value : throw new FailureException(read.Failures[0] with { Place = place });
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FailureException(new Failure("feedback.entry", "It is no line of JSON.", "Write { \"prediction_id\": \"…\", \"truth\": … } in every line.", place), e);
        }
    }

    private static IEnumerable<Feedback> Records(string path, char? delimiter, DateTimeOffset now, CancellationToken ct)
    {
        using var reader = TableReader.Open(path, new() { Delimiter = delimiter }, ct);
        if (Needed.FirstOrDefault(n => !reader.Columns.Contains(n, StringComparer.Ordinal)) is { } missing)
        {
            throw OtherDelimiter(reader.Columns, path) ?? new FailureException(new Failure("feedback.missing-column", $"The file has no column '{missing}'; it has {string.Join(", ", reader.Columns.Take(20))}.", "Its heading names prediction_id and truth, and observed_at where that is known.", new(path, 1)));
        }

        string[] wanted = reader.Columns.Contains(Observed, StringComparer.Ordinal) ? [.. Needed, Observed] : Needed;
        reader.Select([], wanted, ct);
        var batch = reader.NewBatch();
        while (reader.Read(batch, ct))
        {
            foreach (var record in OfBatch(batch, now, path, wanted.Length))
            {
                yield return record;
            }
        }
    }

    // One name that holds the needed ones, with one and the same mark between them: a .tsv with commas, or a delimiter that nothing else shows.
    private static FailureException? OtherDelimiter(IReadOnlyList<string> columns, string path)
    {
        if (columns is not [var only] || !Needed.All(n => only.Contains(n, StringComparison.Ordinal)) || only.FirstOrDefault(c => !char.IsLetterOrDigit(c) && c is not ('_' or '"')) is not (> '\0' and var mark))
        {
            return null;
        }

        var shown = mark == '\t' ? "a tab" : $"'{mark}'";
        return new(new Failure("feedback.delimiter", $"The fields of the heading seem to be separated by {shown}, and are read as one: {only}.",
            mark == '\t' ? "Call the file .tsv." : mark is ',' or ';' or '|' ? "Call the file .csv: what separates its fields is found out there." : "Separate the fields by commas, semicolons or '|' in a .csv file, or by tabs in a .tsv file.", new(path, 1)));
    }

    private static IEnumerable<Feedback> OfBatch(TableBatch batch, DateTimeOffset now, string path, int wanted)
    {
        if (batch.Unreadable is [var wrong, ..])
        {
            throw new FailureException(new Failure("feedback.entry", $"{char.ToUpperInvariant(wrong.Reason[0])}{wrong.Reason[1..]}.", "Give every line the fields of the heading.", new(path, (int)wrong.Line)));
        }

        for (var row = 0; row < batch.Rows; row++)
        {
            yield return OfRecord(batch.Kept(row, 0), batch.Kept(row, 1), wanted > 2 ? batch.Kept(row, 2) : null, now, new(path, (int)batch.Line(row)));
        }
    }

    private static Feedback OfRecord(string? id, string? truth, string? observed, DateTimeOffset now, Place place)
    {
        if (string.IsNullOrEmpty(id) || string.IsNullOrEmpty(truth))
        {
            throw new FailureException(new Failure("feedback.entry", $"Its {(string.IsNullOrEmpty(id) ? "prediction_id" : "truth")} is missing.", "Leave the line out where the truth is not known yet.", place));
        }

        if (string.IsNullOrEmpty(observed))
        {
            return new(id, truth, now);
        }

        return DateTimeOffset.TryParse(observed, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? new(id, truth, time)
            : throw new FailureException(new Failure("feedback.entry", "Its observed_at is no time.", "Write it like 2026-11-21T08:30:00Z.", place));
    }
}

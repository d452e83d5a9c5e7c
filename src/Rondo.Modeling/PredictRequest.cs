namespace Rondo.Modeling;

/// <summary>Asks for predictions of all rows of a file.</summary>
/// <param name="BundlePath">A <c>.rondo</c> file or folder.</param>
/// <param name="InputPath">
/// CSV, TSV and the like, JSON lines, a JSON array or Parquet, by content and not by name; text may be packed by gzip. <c>-</c> is the
/// stream given beside the request; it is first copied to a temporary file.
/// </param>
/// <param name="OutputPath">
/// Replaced when all is written; the name decides the format: .csv, .tsv, .jsonl or .ndjson, .json, .parquet; text also with .gz behind.
/// Null writes to the writer given beside the request.
/// </param>
public sealed record PredictRequest(string BundlePath, string InputPath, string? OutputPath = null)
{
    /// <summary>Columns of the input to carry along, before the predictions, in this order; <c>*</c> is all of them. Default: none.</summary>
    public IReadOnlyList<string> Keep { get; init; } = [];

    /// <summary>
    /// How many rows may be impossible to score. Their predictions are empty, and the others are scored. Null, the default, is any number
    /// but all; 0 gives predictions for every row or none at all.
    /// </summary>
    public long? MaximumBadRows { get; init; }

    /// <summary>The output's format, where its name does not say it; default: CSV.</summary>
    public PredictFormat? Format { get; init; }

    /// <summary>Texts that mean that a value is missing, besides the empty one: what <c>data.missing</c> was when the model was trained.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>The input's column names when it is delimited text without a line of names.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Between the input's fields; found out when null.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Around the input's fields; found out when null.</summary>
    public char? Quote { get; init; }

    /// <summary>utf-8, utf-16, latin-1, windows-1252, big5, gb18030 or shift_jis; found out when null (the first two only).</summary>
    public string? Encoding { get; init; }

    /// <summary>The encoding of an input that shows none: what <c>data.encoding</c> was when the model was trained. Null refuses it.</summary>
    public string? EncodingOtherwise { get; init; }

    /// <summary>The decimal mark of numbers: a point or a comma.</summary>
    public char Decimal { get; init; } = '.';

    /// <summary>How dates are written besides ISO 8601.</summary>
    public Data.DateOrder Dates { get; init; }

    /// <summary>How many batches may be scored at once; default: as many as there are processors. The predictions do not depend on it.</summary>
    public int? Threads { get; init; }
}

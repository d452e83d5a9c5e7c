namespace Rondo.Modeling;

/// <summary>How predictions are written.</summary>
public enum PredictFormat
{
    /// <summary>Comma-separated, UTF-8, a line of names, line feeds.</summary>
    Csv,

    /// <summary>The same with tabs.</summary>
    Tsv,

    /// <summary>One JSON object a line.</summary>
    JsonLines,

    /// <summary>One JSON array of objects.</summary>
    Json,

    /// <summary>Parquet (zstd); predictions are DOUBLE, labels VARCHAR.</summary>
    Parquet,
}

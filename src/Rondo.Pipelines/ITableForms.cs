namespace Rondo.Pipelines;

/// <summary>Brings stored tables (Parquet) to the form scripts read, and back. The stage that owns tables registers one.</summary>
public interface ITableForms
{
    /// <summary>Names the code that converts, with its version: it decides bytes, so it is part of a script's cache key.</summary>
    string Version { get; }

    /// <summary>Writes a table as CSV: UTF-8, a header, commas, an empty field for null.</summary>
    Task ToCsvAsync(string parquet, string csv, CancellationToken ct);

    /// <summary>Reads a CSV (or TSV) that a script wrote into a Parquet table, with types found in its content.</summary>
    Task FromCsvAsync(string csv, string parquet, CancellationToken ct);
}

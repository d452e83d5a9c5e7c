using Rondo.Data.Importing;
using Rondo.Kernel;

namespace Rondo.Data;

/// <summary>
/// Reads delimited text, JSON lines, a JSON array or Parquet (also packed by gzip, but for Parquet) from its first row to its last, in
/// constant memory, by the rules of an import: what it gives is what a model was trained on. The types are asked for and not found out,
/// so a number may be written as a JSON text or begin with zeros, and yes, no, y, n, t, f, 1 and 0 are booleans too.
/// For one thread at a time; to be disposed.
/// </summary>
public sealed class TableReader : IDisposable
{
    private readonly IBatchSource _source;
    private IReadOnlyList<ColumnSchema> _columns = [];
    private readonly LocalForms _forms;
    private int _kept;

    private TableReader(SourceFile file, ReadOptions options, CancellationToken ct)
    {
        (Length, _forms) = (new FileInfo(file.Path).Length, options.Forms);
        if (file.Kind() == SourceKind.Parquet)
        {
            _source = new ParquetBatches(file, options, ct);
        }
        else
        {
            _source = new TextBatches(file, options, ct);
        }
    }

    /// <summary>The file's columns in its own order.</summary>
    public IReadOnlyList<string> Columns => _source.Columns;

    /// <summary>The size of the file in bytes.</summary>
    public long Length { get; }

    /// <summary>What people should know about how the file is read.</summary>
    public IReadOnlyList<string> Notes => _source.Notes;

    /// <summary>Opens a file and finds out what it is, how it is written and what its columns are called.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What is known of it.</param>
    /// <param name="ct">Stops looking: JSON is read once to find its columns.</param>
    /// <exception cref="FailureException">It is not there, empty, no table, or not as <paramref name="options"/> say.</exception>
    public static TableReader Open(string path, TableReaderOptions options, CancellationToken ct)
    {
        if (options.Encoding is { } encoding && !TextEncodings.Names.Contains(encoding, StringComparer.Ordinal))
        {
            throw ImportFailures.Misuse("data.encoding", $"There is no encoding '{encoding}'.", $"Write one of: {string.Join(", ", TextEncodings.Names)}.");
        }

        var file = new SourceFile(path, "", options.Shown ?? path);
        if (Directory.Exists(path))
        {
            throw ImportFailures.Folder(file.Shown);
        }

        if (!File.Exists(path))
        {
            throw ImportFailures.Misuse("data.no-source", $"{file.Shown} does not exist.", "Check the path.", new Place(file.Shown));
        }

        if (new FileInfo(path) is { Length: 0 })
        {
            throw ImportFailures.Broken("data.empty-file", $"{file.Shown} is empty.", "Name a file with a table.", new Place(file.Shown));
        }

        var read = new ReadOptions
        {
            Columns = options.Columns,
            Delimiter = options.Delimiter,
            Quote = options.Quote,
            Encoding = options.Encoding,
            EncodingOtherwise = options.EncodingOtherwise,
            Forms = new(options.Decimal, options.Dates),
            Missing = options.Missing,
            Header = options.Columns.Count > 0 ? null : true,
            AnyName = true,
        };
        return new(file, read, ct);
    }

    /// <summary>Says which columns to read; once, before anything is read.</summary>
    /// <param name="columns">Columns of the file with the types to read them as; a null where <see cref="ColumnSchema.Nullable"/> is not set makes a row unreadable.</param>
    /// <param name="kept">Columns to carry along as text; they may be among the others.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>The kept columns with their types.</returns>
    /// <exception cref="FailureException">A column of a Parquet file has a type that cannot be read as the one asked for: one failure for each.</exception>
    /// <exception cref="ArgumentException">The file has no such column.</exception>
    public IReadOnlyList<KeptColumn> Select(IReadOnlyList<ColumnSchema> columns, IReadOnlyList<string> kept, CancellationToken ct)
    {
        if (columns.Select(c => c.Name).Concat(kept).Except(Columns, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
        {
            throw new ArgumentException($"The file has no column '{unknown}'.", nameof(columns));
        }

        (_columns, _kept) = (columns, kept.Count);
        return _source.Select(columns, kept, ct);
    }

    /// <summary>A batch to fill, of a few megabytes: fewer rows the more columns there are.</summary>
    public TableBatch NewBatch()
    {
        const int Cells = 1 << 18;
        return new(_columns, _kept, Math.Clamp(Cells / Math.Max(1, _columns.Count + _kept), IBatchSource.SmallestBatch, 8 * IBatchSource.SmallestBatch), _forms);
    }

    /// <summary>Fills a batch with the next rows.</summary>
    /// <returns>False when there are no more; the batch is then empty.</returns>
    /// <exception cref="FailureException">Nothing after a place in the file can be trusted: a quote is never closed, the file is cut off.</exception>
    public bool Read(TableBatch batch, CancellationToken ct) => _source.Read(batch, ct);

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();
}

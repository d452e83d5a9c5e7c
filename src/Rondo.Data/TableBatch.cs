using Rondo.Data.Importing;

namespace Rondo.Data;

/// <summary>
/// Some rows of a <see cref="TableReader"/>, in their order; to be filled again and again. The values of readable rows stand densely, one
/// array a column; rows that cannot be read are listed. For one thread at a time.
/// </summary>
public sealed class TableBatch
{
    private readonly DoorColumn[] _columns;
    private readonly KeptCells[] _kept;
    private readonly bool[] _readable;
    private readonly long[] _lines;
    private readonly List<UnreadableRow> _unreadable = [];

    internal TableBatch(IReadOnlyList<ColumnSchema> columns, int kept, int capacity, LocalForms? forms = null)
    {
        Columns = columns;
        Capacity = capacity;
        _columns = [.. columns.Select(c => new DoorColumn(c, capacity, forms ?? LocalForms.Usual))];
        _kept = [.. Enumerable.Range(0, kept).Select(_ => new KeptCells(capacity))];
        _readable = new bool[capacity];
        _lines = new long[capacity];
    }

    /// <summary>What was asked for.</summary>
    public IReadOnlyList<ColumnSchema> Columns { get; }

    /// <summary>The most rows it can hold.</summary>
    public int Capacity { get; }

    /// <summary>How many rows it holds, unreadable ones included.</summary>
    public int Rows { get; private set; }

    /// <summary>How many of them could be read.</summary>
    public int Readable { get; private set; }

    /// <summary>The number of its first row in the file, from 1.</summary>
    public long FirstRow { get; private set; }

    /// <summary>About how many bytes of the file had been read when it was filled.</summary>
    public long Position { get; internal set; }

    /// <summary>The rows that could not be read.</summary>
    public IReadOnlyList<UnreadableRow> Unreadable => _unreadable;

    /// <summary>Whether a row (from 0, of this batch) could be read.</summary>
    public bool IsReadable(int row) => _readable[row];

    /// <summary>Where a row begins in the file.</summary>
    public long Line(int row) => _lines[row];

    /// <summary>
    /// A column's values of the readable rows, <see cref="Readable"/> long: <c>double[]</c> of numbers and booleans (NaN is null),
    /// <c>long[]</c> of timestamps (microseconds since 1970 UTC; the smallest is null), <c>string?[]</c> of texts. Dead when the batch is filled again.
    /// </summary>
    public Array Values(int column) => _columns[column].Values(Readable);

    /// <summary>A kept value of any row as text; null when it is missing.</summary>
    public string? Kept(int row, int kept) => _kept[kept].Texts[row];

    /// <summary>Whether a kept value is a number, a boolean or a nested value: text that stands in JSON as it is.</summary>
    public bool IsLiteral(int row, int kept) => _kept[kept].Literals[row];

    internal void Begin(long firstRow)
    {
        (FirstRow, Rows, Readable) = (firstRow, 0, 0);
        _unreadable.Clear();
    }

    internal void Start(long line)
    {
        _lines[Rows] = line;
        foreach (var kept in _kept)
        {
            kept.Texts[Rows] = null;
            kept.Literals[Rows] = false;
        }
    }

    internal void Keep(int kept, string? text, bool literal) => (_kept[kept].Texts[Rows], _kept[kept].Literals[Rows]) = (text, literal);

    internal string? Put(int column, ReadOnlySpan<char> text, CellForm form) => _columns[column].Put(Readable, text, form);

    internal string? Put(int column, double value) => _columns[column].Put(Readable, value);

    internal string? Put(int column, long micros) => _columns[column].Put(Readable, micros);

    internal void Commit()
    {
        _readable[Rows++] = true;
        Readable++;
    }

    internal void Fail(string? column, string reason, ReadOnlySpan<char> text)
    {
        const int Shown = 100;
        _unreadable.Add(new(FirstRow + Rows, _lines[Rows], column, reason, text.Length > Shown ? string.Concat(text[..(Shown - 1)], "…") : text.ToString()));
        _readable[Rows++] = false;
    }

    private sealed class KeptCells(int size)
    {
        public string?[] Texts { get; } = new string?[size];

        public bool[] Literals { get; } = new bool[size];
    }
}

using System.Text;
using Rondo.Data;
using Rondo.Deployment.Drift;
using Rondo.DuckDb;

namespace Rondo.Deployment.Monitoring;

/// <summary>Counts one column's vectors into the cells of its reference.</summary>
internal sealed class ColumnTally
{
    private readonly ReferenceColumn _column;
    private readonly Dictionary<double, int> _numbers = [];
    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private char[] _buffer = new char[256];
    private double[] _values = [];

    public ColumnTally(ReferenceColumn column)
    {
        _column = column;
        for (var i = 0; i < column.Values.Length; i++)
        {
            if (column.Type == ColumnType.Number)
            {
                _numbers[ReferenceColumn.Number(column.Values[i])] = i;
            }
            else
            {
                _texts[column.Values[i]] = i;
            }
        }

        _lookup = _texts.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public string Name => _column.Name;

    public CellCounts New() => CellCounts.For(_column);

    /// <summary>Adds a chunk's column: row i belongs to <paramref name="windows"/>[i], or to nothing where that is null.</summary>
    public void Add(DataChunk chunk, int index, CellCounts?[] windows)
    {
        if (_column.Type == ColumnType.Text)
        {
            AddTexts(chunk, index, windows);
            return;
        }

        _values = _values.Length < chunk.RowCount ? new double[chunk.RowCount] : _values;
        chunk.CopyDoubles(index, _values);
        for (var row = 0; row < chunk.RowCount; row++)
        {
            if (windows[row] is { } counts)
            {
                AddNumber(counts, _values[row]);
            }
        }
    }

    private void AddNumber(CellCounts counts, double value)
    {
        if (double.IsNaN(value))
        {
            counts.Missing++;
            return;
        }

        counts.OutOfRange += _column.Range is var (low, high) && (value < low || value > high) ? 1 : 0;
        if (_column.Kind == CellKind.Bins)
        {
            counts.Cells[ReferenceColumn.Bin(_column.Edges, value)]++;
        }
        else if (_column.Type == ColumnType.Boolean)
        {
            AddText(counts, value > 0.5 ? "true" : "false");
        }
        else if (_numbers.TryGetValue(value, out var cell))
        {
            counts.Cells[cell]++;
        }
        else
        {
            counts.AddUnseen(ReferenceColumn.Text(value), 1);
        }
    }

    private void AddTexts(DataChunk chunk, int index, CellCounts?[] windows)
    {
        for (var row = 0; row < chunk.RowCount; row++)
        {
            if (windows[row] is not { } counts)
            {
                continue;
            }

            if (chunk.IsNull(index, row))
            {
                counts.Missing++;
                continue;
            }

            var bytes = chunk.Utf8(index, row);
            if (_column.Kind == CellKind.Buckets)
            {
                counts.Cells[ValueBuckets.Of(bytes)]++;
                continue;
            }

            _buffer = _buffer.Length < bytes.Length ? new char[bytes.Length] : _buffer;
            AddText(counts, _buffer.AsSpan(0, Encoding.UTF8.GetChars(bytes, _buffer)));
        }
    }

    private void AddText(CellCounts counts, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            counts.Missing++;
        }
        else if (_lookup.TryGetValue(text, out var cell))
        {
            counts.Cells[cell]++;
        }
        else
        {
            counts.AddUnseen(text.Length > MostKept ? string.Concat(text[..MostKept], "…") : text.ToString(), 1);
        }
    }

    // What somebody sends may be long: the beginning tells enough.
    private const int MostKept = 200;
}

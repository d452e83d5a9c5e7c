using System.Runtime.CompilerServices;
using System.Text;
using Rondo.Data;
using Rondo.Deployment.Drift;
using Rondo.DuckDb;

namespace Rondo.Deployment.Monitoring;

/// <summary>Counts one column's vectors into the cells of its reference.</summary>
internal sealed class ColumnTally
{
    // What somebody sends may be long: the beginning tells enough.
    private const int MostKept = 200;

    // Up to so many edges are compared with all of them, without a branch that could be guessed wrongly.
    private const int FewEdges = 16;

    private readonly ReferenceColumn _column;
    private readonly Dictionary<double, int> _numbers = [];
    private readonly TextCells _texts;
    private readonly (double Low, double High) _range;
    private ColumnVector? _vector;
    private double[] _values = [];

    public ColumnTally(ReferenceColumn column)
    {
        _column = column;
        _range = column.Range ?? (double.NegativeInfinity, double.PositiveInfinity);
        _texts = new(column.Type == ColumnType.Number ? [] : column.Values);
        for (var i = 0; i < column.Values.Length && column.Type == ColumnType.Number; i++)
        {
            _numbers[ReferenceColumn.Number(column.Values[i])] = i;
        }
    }

    public string Name => _column.Name;

    public CellCounts New() => CellCounts.For(_column);

    /// <summary>Takes a chunk's column, which <see cref="Add"/> then counts parts of.</summary>
    public void Load(ColumnVector vector)
    {
        _vector = vector;
        if (_column.Type != ColumnType.Text)
        {
            _values = _values.Length < vector.Length ? new double[vector.Length] : _values;
            vector.CopyDoubles(_values);
        }
    }

    /// <summary>Counts rows, the end not included.</summary>
    public void Add(CellCounts counts, int from, int to)
    {
        if (_column.Type == ColumnType.Text)
        {
            AddTexts(counts, from, to);
        }
        else if (_column.Kind == CellKind.Bins)
        {
            AddBins(counts, _values.AsSpan(from, to - from));
        }
        else
        {
            AddValues(counts, _values.AsSpan(from, to - from));
        }
    }

    // One call is a file's whole work at times: it has to be quick from the first row on.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddBins(CellCounts counts, ReadOnlySpan<double> values)
    {
        var (cells, edges, (low, high)) = (counts.Cells, _column.Edges, _range);
        long missing = 0, outside = 0;
        foreach (var value in values)
        {
            if (double.IsNaN(value))
            {
                missing++;
                continue;
            }

            outside += value < low || value > high ? 1 : 0;
            cells[edges.Length <= FewEdges ? Above(edges, value) : ReferenceColumn.Bin(edges, value)]++;
        }

        counts.Missing += missing;
        counts.OutOfRange += outside;
    }

    // As ReferenceColumn.Bin: how many edges lie below.
    private static int Above(double[] edges, double value)
    {
        var above = 0;
        foreach (var edge in edges)
        {
            above += value > edge ? 1 : 0;
        }

        return above;
    }

    private void AddValues(CellCounts counts, ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (double.IsNaN(value))
            {
                counts.Missing++;
                continue;
            }

            counts.OutOfRange += value < _range.Low || value > _range.High ? 1 : 0;
            if (_column.Type == ColumnType.Boolean)
            {
                AddText(counts, value > 0.5 ? "true"u8 : "false"u8);
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
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddTexts(CellCounts counts, int from, int to)
    {
        var vector = _vector!;
        for (var row = from; row < to; row++)
        {
            var bytes = vector.Utf8(row);
            if (bytes.IsEmpty && vector.IsNull(row))
            {
                counts.Missing++;
            }
            else if (_column.Kind == CellKind.Buckets)
            {
                counts.Cells[ValueBuckets.Of(bytes)]++;
            }
            else
            {
                AddText(counts, bytes);
            }
        }
    }

    private void AddText(CellCounts counts, ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            counts.Missing++;
        }
        else if (_texts.Find(utf8) is var cell and >= 0)
        {
            counts.Cells[cell]++;
        }
        else
        {
            var text = Encoding.UTF8.GetString(utf8);
            counts.AddUnseen(text.Length > MostKept ? string.Concat(text.AsSpan(0, MostKept), "…") : text, 1);
        }
    }
}

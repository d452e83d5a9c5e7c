using Rondo.DuckDb;

namespace Rondo.Data.Importing;

/// <summary>Converts the values of a row and appends it to a staged table when all of them could be read.</summary>
internal sealed class RowSink : IDisposable
{
    private const int Batch = 2048;

    private readonly Appender _appender;
    private readonly ColumnBuffer[] _columns;
    private readonly int[] _files = new int[Batch];
    private readonly long[] _lines = new long[Batch];
    private int _count;

    public RowSink(Connection connection, StagedTable table)
    {
        _appender = connection.Appender(table.Name);
        _columns = [.. table.Columns.Select(c => new ColumnBuffer(c, Batch))];
    }

    /// <summary>Begins a row, dropping the one that was not committed.</summary>
    public void Begin(int file, long line)
    {
        (_files[_count], _lines[_count]) = (file, line);
        foreach (var column in _columns)
        {
            column.Clear(_count);
        }
    }

    /// <summary>Takes a value; says why not when it does not fit its column.</summary>
    public string? Put(int index, ReadOnlySpan<char> text, CellForm form) => _columns[index].Put(_count, text, form);

    /// <summary>Keeps the row.</summary>
    public void Commit()
    {
        if (++_count == Batch)
        {
            Flush();
        }
    }

    public void Finish()
    {
        Flush();
        _appender.Complete();
    }

    public void Dispose() => _appender.Dispose();

    private void Flush()
    {
        if (_count == 0)
        {
            return;
        }

        _appender.AppendInts(0, _files.AsSpan(0, _count));
        _appender.AppendLongs(1, _lines.AsSpan(0, _count));
        for (var i = 0; i < _columns.Length; i++)
        {
            _columns[i].Append(_appender, i + 2, _count);
        }

        _appender.EndBatch();
        _count = 0;
    }
}

/// <summary>The values of one column until they are appended.</summary>
internal sealed class ColumnBuffer(ColumnPlan column, int size)
{
    private readonly bool[] _null = new bool[size];
    private readonly double[] _numbers = column.Type == ColumnType.Number ? new double[size] : [];
    private readonly long[] _times = column.Type == ColumnType.Timestamp ? new long[size] : [];
    private readonly bool[] _flags = column.Type == ColumnType.Boolean ? new bool[size] : [];
    private readonly string?[] _texts = column.Type == ColumnType.Text ? new string?[size] : [];
    private string _last = "";

    public void Clear(int row)
    {
        _null[row] = true;
        if (column.Type == ColumnType.Text)
        {
            _texts[row] = null;
        }
    }

    public string? Put(int row, ReadOnlySpan<char> text, CellForm form)
    {
        _null[row] = false;
        switch (column.Type)
        {
            case ColumnType.Number:
                return CellValues.Number(text, form, column.Given, column.Forms, out _numbers[row]);
            case ColumnType.Boolean:
                return CellValues.Boolean(text, form, column.Given, out _flags[row]);
            case ColumnType.Timestamp:
                return CellValues.Timestamp(text, column.Forms, out _times[row]);
            default:
                // Values repeat, above all in sorted files: keep the last text instead of making it again.
                _last = text.SequenceEqual(_last) ? _last : text.ToString();
                _texts[row] = _last;
                return null;
        }
    }

    public void Append(Appender appender, int index, int count)
    {
        var isNull = _null.AsSpan(0, count);
        switch (column.Type)
        {
            case ColumnType.Number:
                appender.AppendDoubles(index, _numbers.AsSpan(0, count), isNull);
                break;
            case ColumnType.Boolean:
                appender.AppendBools(index, _flags.AsSpan(0, count), isNull);
                break;
            case ColumnType.Timestamp:
                appender.AppendTimestamps(index, _times.AsSpan(0, count), isNull);
                break;
            default:
                appender.AppendStrings(index, _texts.AsSpan(0, count));
                break;
        }
    }
}

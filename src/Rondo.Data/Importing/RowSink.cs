using Rondo.DuckDb;

namespace Rondo.Data.Importing;

/// <summary>Converts the values of a row and appends it to a staged table when all of them could be read.</summary>
internal sealed class RowSink : IDisposable
{
    private readonly Appender _appender;
    private readonly ColumnPlan[] _columns;
    private readonly double[] _numbers;
    private readonly long[] _longs;
    private readonly string?[] _texts;
    private readonly bool[] _present;
    private int _file;
    private long _line;

    public RowSink(Connection connection, StagedTable table)
    {
        _appender = connection.Appender(table.Name);
        _columns = [.. table.Columns];
        _numbers = new double[_columns.Length];
        _longs = new long[_columns.Length];
        _texts = new string?[_columns.Length];
        _present = new bool[_columns.Length];
    }

    public void Begin(int file, long line)
    {
        (_file, _line) = (file, line);
        Array.Clear(_present);
    }

    /// <summary>Takes a value; says why not when it does not fit its column.</summary>
    public string? Put(int index, ReadOnlySpan<char> text, CellForm form, ColumnPlan column)
    {
        _present[index] = true;
        switch (column.Type)
        {
            case ColumnType.Number:
                return Number(index, text, form, column.Given);
            case ColumnType.Boolean:
                var value = Cells.Boolean(text, column.Given);
                _longs[index] = value is true ? 1 : 0;
                return value is null ? "it is neither true nor false" : null;
            case ColumnType.Timestamp:
                return Cells.Timestamp(text, out _longs[index]) ? null : "it is no date or time of the form 2011-01-31 08:00:00 (at most microseconds)";
            default:
                _texts[index] = Text(index, text);
                return null;
        }
    }

    public void Commit()
    {
        _appender.Append(_file);
        _appender.Append(_line);
        for (var i = 0; i < _columns.Length; i++)
        {
            if (!_present[i])
            {
                _appender.AppendNull();
                continue;
            }

            switch (_columns[i].Type)
            {
                case ColumnType.Number:
                    _appender.Append(_numbers[i]);
                    break;
                case ColumnType.Boolean:
                    _appender.Append(_longs[i] == 1);
                    break;
                case ColumnType.Timestamp:
                    _appender.Append(DateTime.UnixEpoch.AddTicks(_longs[i] * TimeSpan.TicksPerMicrosecond));
                    break;
                default:
                    _appender.Append(_texts[i]);
                    break;
            }
        }

        _appender.EndRow();
    }

    public void Finish() => _appender.Close();

    public void Dispose() => _appender.Dispose();

    // Most texts of a table repeat: keep the last one of each column instead of making it again.
    private string Text(int index, ReadOnlySpan<char> text) =>
        _texts[index] is { } last && text.SequenceEqual(last) ? last : text.ToString();

    private string? Number(int index, ReadOnlySpan<char> text, CellForm form, bool given)
    {
        var kind = Cells.Number(text, out _numbers[index]);
        return kind switch
        {
            NumberForm.Number when form != CellForm.Text || given => null,
            NumberForm.LeadingZero when given => null,
            NumberForm.Number => "it is a text of digits among numbers",
            NumberForm.LeadingZero => "it begins with a zero, so it may be a code and no number",
            NumberForm.TooLong => "a double would round this whole number",
            _ => "it is no number",
        };
    }
}

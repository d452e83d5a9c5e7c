namespace Rondo.Data.Importing;

/// <summary>Values of one column in the types of a model's door, whatever the file has.</summary>
internal sealed class DoorColumn(ColumnSchema column, int size, LocalForms forms)
{
    private readonly double[] _numbers = column.Type is ColumnType.Number or ColumnType.Boolean ? new double[size] : [];
    private readonly long[] _times = column.Type == ColumnType.Timestamp ? new long[size] : [];
    private readonly string?[] _texts = column.Type == ColumnType.Text ? new string?[size] : [];
    private string _last = "";

    /// <summary>The first values; the whole array where it is full, else a copy.</summary>
    public Array Values(int count) => column.Type switch
    {
        ColumnType.Text => count == size ? _texts : _texts[..count],
        ColumnType.Timestamp => count == size ? _times : _times[..count],
        _ => count == size ? _numbers : _numbers[..count],
    };

    /// <summary>Takes a text, empty when it is missing; says why not when it does not fit.</summary>
    public string? Put(int at, ReadOnlySpan<char> text, CellForm form) =>
        text.Length == 0 ? Null(at)
        : form == CellForm.Nested ? "it is a list or an object"
        : column.Type switch
        {
            ColumnType.Number => CellValues.Number(text, form, given: true, forms, out _numbers[at]),
            ColumnType.Boolean => Flag(at, text, form),
            ColumnType.Timestamp => CellValues.Timestamp(text, forms, out _times[at]),
            _ => Text(at, text),
        };

    /// <summary>Takes a number or boolean; NaN is null.</summary>
    public string? Put(int at, double value)
    {
        if (double.IsNaN(value))
        {
            return Null(at);
        }

        _numbers[at] = value + 0.0;
        return double.IsInfinity(value) ? "it is infinite"
            : column.Type == ColumnType.Boolean && value is not (0 or 1) ? "it is neither true nor false"
            : null;
    }

    /// <summary>Takes a time; the smallest is null, the ends of the range are none.</summary>
    public string? Put(int at, long micros)
    {
        if (micros == long.MinValue)
        {
            return Null(at);
        }

        _times[at] = micros;
        return micros is long.MaxValue or -long.MaxValue ? "it is infinite" : null;
    }

    private string? Null(int at)
    {
        switch (column.Type)
        {
            case ColumnType.Text:
                _texts[at] = null;
                break;
            case ColumnType.Timestamp:
                _times[at] = long.MinValue;
                break;
            default:
                _numbers[at] = double.NaN;
                break;
        }

        return column.Nullable ? null : "it is empty, and must not be";
    }

    private string? Flag(int at, ReadOnlySpan<char> text, CellForm form)
    {
        var problem = CellValues.Boolean(text, form, given: true, out var flag);
        _numbers[at] = flag ? 1 : 0;
        return problem;
    }

    private string? Text(int at, ReadOnlySpan<char> text)
    {
        // values repeat, above all in sorted files
        _last = text.SequenceEqual(_last) ? _last : text.ToString();
        _texts[at] = _last;
        return null;
    }
}

using System.Globalization;
using Rondo.Kernel;

namespace Rondo.Data.Importing;

/// <summary>What a column of text holds, from all of its values.</summary>
/// <param name="Name">The column.</param>
/// <param name="Type">How it is stored.</param>
/// <param name="Note">Why, where it is not obvious; a warning when <paramref name="Doubtful"/>.</param>
/// <param name="Doubtful">Whether people should look at it.</param>
internal sealed record ColumnPlan(string Name, ColumnType Type, string? Note = null, bool Doubtful = false)
{
    /// <summary>Whether <c>types:</c> says so.</summary>
    public bool Given { get; init; }

    /// <summary>How its numbers and dates are written.</summary>
    public LocalForms Forms { get; init; } = LocalForms.Usual;
}

/// <summary>Counts what the values of one column could be and decides on its type.</summary>
internal sealed class ColumnInference(string name, LocalForms forms)
{
    /// <summary>With fewer values, or a smaller share, the exceptions decide and the column is text.</summary>
    private const int EnoughValues = 100;
    private const double NearlyAll = 0.99;

    private static readonly HashSet<string> Markers = new(StringComparer.OrdinalIgnoreCase)
    {
        "na", "n/a", "#n/a", "nan", "-nan", "null", "none", "nil", "?", "-", "--", ".", "missing", "unknown", "inf", "-inf", "infinity", "-infinity", "#div/0!", "#value!",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> MarkersBySpan = Markers.GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly LocalHints _hints = new(name, forms);
    private readonly SortedDictionary<string, long> _markers = new(StringComparer.Ordinal);
    private long _values;
    private long _numbers;
    private long _zeros;
    private long _long;
    private long _booleans;
    private long _times;
    private long _zoned;
    private string? _firstOther;
    private long _firstOtherLine;

    /// <summary>The column's name.</summary>
    public string Name => name;

    /// <summary>Looks at a value that is not missing.</summary>
    public void Add(ReadOnlySpan<char> text, CellForm form, long line)
    {
        _values++;
        if (form != CellForm.Text && (char.IsAsciiDigit(text[0]) || text[0] is '-' or '.' or ',') && AddNumber(text, form))
        {
            return;
        }

        if (form != CellForm.Text && Cells.Boolean(text, wide: false) is not null)
        {
            _booleans++;
            return;
        }

        if (form != CellForm.Literal && forms.Timestamp(text, out _))
        {
            _times++;
            _zoned += text.Length > 10 && text[10..].IndexOfAny("Zz+-") >= 0 ? 1 : 0;
            return;
        }

        AddOther(text, line);
        _hints.Add(text, line);
    }

    /// <summary>The type that fits, or the failure that a person has to decide, which names <paramref name="file"/>.</summary>
    public ColumnPlan Decide(string? given, string file) => Type(given, file) with { Forms = forms };

    private ColumnPlan Type(string? given, string file)
    {
        if (given is not null)
        {
            return Given(given);
        }

        return _values == 0 ? new(name, ColumnType.Text, "it is empty", true)
            : _booleans == _values ? new(name, ColumnType.Boolean)
            : _numbers == _values ? new(name, ColumnType.Number)
            : _times == _values ? new(name, ColumnType.Timestamp, ZoneNote(), _zoned > 0 && _zoned < _times)
            : _numbers > 0 && _numbers + _zeros + _long == _values ? new(name, ColumnType.Text, CodeNote())
            : _hints.Failure(_values - _markers.Values.Sum(), _numbers, _times, file) is { } hint ? throw hint
            : _zeros + _long > 0 ? new(name, ColumnType.Text)
            : Mixed(file);
    }

    private ColumnPlan Given(string word)
    {
        var type = word switch
        {
            "number" => ColumnType.Number,
            "boolean" => ColumnType.Boolean,
            "timestamp" => ColumnType.Timestamp,
            "category" when _values > 0 && _numbers == _values => ColumnType.Number,
            "category" when _values > 0 && _booleans == _values => ColumnType.Boolean,
            _ => ColumnType.Text,
        };
        return new(name, type) { Given = true };
    }

    private bool AddNumber(ReadOnlySpan<char> text, CellForm form)
    {
        switch (form == CellForm.Literal ? Cells.Number(text, out _) : forms.Number(text, out _))
        {
            case NumberForm.Number:
                _numbers++;
                return true;
            case NumberForm.LeadingZero:
                _zeros++;
                return true;
            case NumberForm.TooLong:
                _long++;
                return true;
            default:
                return false;
        }
    }

    private void AddOther(ReadOnlySpan<char> text, long line)
    {
        if (MarkersBySpan.Contains(text))
        {
            var marker = text.ToString();
            _markers[marker] = _markers.GetValueOrDefault(marker) + 1;
        }
        else if (_firstOther is null)
        {
            (_firstOther, _firstOtherLine) = (text.Length > 60 ? text[..60].ToString() : text.ToString(), line);
        }
    }

    private string CodeNote() => _zeros > 0
        ? "it holds digits that begin with a zero, so it is a code and no quantity"
        : "it holds whole numbers beyond 2^53, which a double would round";

    private string ZoneNote() => _zoned == 0 || _zoned == _times ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{_zoned} of its {_times} values name their zone and the others do not, which are taken as UTC too");

    private ColumnPlan Mixed(string file)
    {
        var others = _values - _numbers - _markers.Values.Sum();
        var (type, fitting, what) = _numbers >= _times ? (ColumnType.Number, _numbers, "numbers") : (ColumnType.Timestamp, _times, "timestamps");
        if (type == ColumnType.Timestamp)
        {
            others = _values - _times - _markers.Values.Sum();
        }

        if (fitting > 0 && others == 0)
        {
            throw MissingMarkers(what, file);
        }

        if (_values >= EnoughValues && fitting >= NearlyAll * _values)
        {
            return new(name, type);
        }

        if (fitting * 2 >= _values)
        {
            return new(name, ColumnType.Text, string.Create(CultureInfo.InvariantCulture,
                $"{100.0 * fitting / _values:0.#}% of its values are {what}, yet it also holds texts, the first in line {_firstOtherLine}: '{_firstOther}'"), true);
        }

        // Words such as 'unknown' or 'none' are categories among texts; these are not.
        var mark = _markers.Keys.FirstOrDefault(m => m.ToUpperInvariant() is "?" or "NA" or "N/A" or "#N/A" or "NAN" or "NULL");
        return mark is null ? new(name, ColumnType.Text)
            : new(name, ColumnType.Text, $"its value '{mark}' looks like a mark for missing values; if it is one, write missing: [\"{mark}\"]", true);
    }

    private FailureException MissingMarkers(string what, string file)
    {
        var marks = string.Join(", ", _markers.Select(m => $"\"{m.Key}\""));
        return ImportFailures.Bad("data.missing-marker",
            string.Create(CultureInfo.InvariantCulture, $"The column '{name}' holds {what} and {_markers.Values.Sum()} times {marks.Replace("\"", "'", StringComparison.Ordinal)}."),
            $"If that means missing, write missing: [{marks}] below data: in rondo.yaml; if it is a value, write types: {{ {name}: text }}.", new Rondo.Kernel.Place(file));
    }
}

using Rondo.Kernel;

namespace Rondo.Data.Importing;

/// <summary>
/// Looks among the values of a column that are neither numbers nor times for numbers with a decimal comma and dates in another order. A
/// column of them would become text, and text that never repeats looks like a name of the row: it is said instead what it is.
/// </summary>
internal sealed class LocalHints(string name, LocalForms forms)
{
    private const double NearlyAll = 0.99;

    private long _commas;
    private long _thousands;
    private (string Text, long Line) _comma;
    private long _dates;
    private bool _dayFirst;
    private bool _monthFirst;
    private (string Text, long Line) _date;

    public void Add(ReadOnlySpan<char> text, long line)
    {
        if (forms.Decimal == '.' && text.Contains(',') && LocalForms.Comma.Number(text, out _) != NumberForm.None)
        {
            _comma = _commas++ == 0 ? (text.ToString(), line) : _comma;
            _thousands += text.Length - text.IndexOf(',') == 4 && !text.Contains('.') ? 1 : 0;
        }
        else if (forms.Dates == DateOrder.YearFirst && DatePieces.Find(text) is { YearFirst: false } date)
        {
            _date = _dates++ == 0 ? (text[..Math.Min(text.Length, 40)].ToString(), line) : _date;
            _dayFirst |= date.First > 12;
            _monthFirst |= date.Second > 12;
        }
    }

    /// <summary>What a person has to decide; null when the column is nothing of the kind.</summary>
    /// <param name="values">How many values it has, marks for missing ones apart.</param>
    /// <param name="numbers">How many of them are numbers.</param>
    /// <param name="times">How many of them are times.</param>
    /// <param name="file">Where they were read.</param>
    public FailureException? Failure(long values, long numbers, long times, string file)
    {
        if (_commas > (1 - NearlyAll) * values && _commas + numbers >= NearlyAll * values)
        {
            return ImportFailures.Bad("data.decimal-comma", $"The column '{name}' holds numbers with a {(_thousands == _commas ? "comma" : "decimal comma")}, such as '{_comma.Text}'.",
                $"Write decimal: \",\" below data: in rondo.yaml (--decimal , on the command line); {(_thousands == _commas ? "if the comma separates thousands, take it out of the source; " : "")}if they are texts, write types: {{ {name}: text }}.", new Place(file, (int)_comma.Line));
        }

        return _dates > (1 - NearlyAll) * values && _dates + times >= NearlyAll * values && !(_dayFirst && _monthFirst)
            ? ImportFailures.Bad("data.date-order", $"The column '{name}' holds dates such as '{_date.Text}'.",
                $"Write {Order} below data: in rondo.yaml (--dates {(_monthFirst ? "month-first" : "day-first")} on the command line); if they are texts, write types: {{ {name}: text }}.", new Place(file, (int)_date.Line))
            : null;
    }

    private string Order => (_dayFirst, _monthFirst) switch
    {
        (true, _) => "dates: day-first",
        (_, true) => "dates: month-first",
        _ => "dates: day-first or dates: month-first, whichever they are,",
    };
}

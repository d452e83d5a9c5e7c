using Rondo.Kernel;

namespace Rondo.Data.Importing;

/// <summary>
/// Looks among the values of a column that are neither numbers nor times for numbers with the other decimal mark or with commas between
/// thousands, and for dates in another order. A column of them would become text, and text that never repeats looks like a name of the row:
/// it is said instead what it is.
/// </summary>
internal sealed class LocalHints(string name, LocalForms forms)
{
    private const double NearlyAll = 0.99;

    private long _marked;
    private long _thousands;
    private bool _surely;
    private (string Text, long Line) _number;
    private long _dates;
    private bool _dayFirst;
    private bool _monthFirst;
    private (string Text, long Line) _date;

    public void Add(ReadOnlySpan<char> text, long line)
    {
        if (Marked(text, out var thousands))
        {
            // Two commas, or a comma and a point behind it: this one is no decimal comma.
            var sure = thousands && (text.Count(',') > 1 || text.Contains('.'));
            _number = _marked++ == 0 || (sure && !_surely) ? (text.ToString(), line) : _number;
            _thousands += thousands ? 1 : 0;
            _surely |= sure;
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
        if (_marked > (1 - NearlyAll) * values && _marked + numbers >= NearlyAll * values)
        {
            return ImportFailures.Bad(forms.Decimal == ',' ? "data.decimal-point" : "data.decimal-comma", $"The column '{name}' holds numbers with a {Mark}, such as '{_number.Text}'.", $"{Remedy} If they are texts, write types: {{ {name}: text }}.", new Place(file, (int)_number.Line));
        }

        return _dates > (1 - NearlyAll) * values && _dates + times >= NearlyAll * values && !(_dayFirst && _monthFirst)
            ? ImportFailures.Bad("data.date-order", $"The column '{name}' holds dates such as '{_date.Text}'.",
                $"Write {Order} below data: in rondo.yaml (--dates {(_monthFirst ? "month-first" : _dayFirst ? "day-first" : "day-first or month-first")} on the command line); if they are texts, write types: {{ {name}: text }}.", new Place(file, (int)_date.Line))
            : null;
    }

    private string Mark => forms.Decimal == ',' ? "decimal point" : _surely || _thousands == _marked ? "comma" : "decimal comma";

    private string Remedy =>
        forms.Decimal == ',' ? "decimal: \",\" says that a comma is the decimal mark, and a point stands before three digits only: leave decimal: out if it is a point in this file, or correct the source."
        : _surely ? "The comma separates thousands: take it out of the source."
        : _thousands == _marked ? $"If the comma separates thousands, take it out of the source. If it is the decimal mark, and '{_number.Text}' is {_number.Text.Replace(',', '.')}, write decimal: \",\" below data: in rondo.yaml (--decimal , on the command line)."
        : "Write decimal: \",\" below data: in rondo.yaml (--decimal , on the command line).";

    private string Order => (_dayFirst, _monthFirst) switch
    {
        (true, _) => "dates: day-first",
        (_, true) => "dates: month-first",
        _ => "dates: day-first or dates: month-first, whichever they are,",
    };

    // A number in the form that is not the one to be read; its commas may all stand between thousands.
    private bool Marked(ReadOnlySpan<char> text, out bool thousands)
    {
        thousands = forms.Decimal == '.' && text.Contains(',') && Thousands(text);
        return thousands
            || (forms.Decimal == '.' && text.Contains(',') && LocalForms.Comma.Number(text, out _) != NumberForm.None)
            || (forms.Decimal == ',' && text.Contains('.') && Cells.Number(text, out _) != NumberForm.None);
    }

    private static bool Thousands(ReadOnlySpan<char> text)
    {
        text = text is ['-', ..] ? text[1..] : text;
        var end = text.IndexOf('.') is >= 0 and var point ? point : text.Length;
        var whole = text[..end];
        foreach (var range in whole.Split(','))
        {
            var group = whole[range];
            if (group.ContainsAnyExceptInRange('0', '9') || (range.Start.Value == 0 ? group.Length is < 1 or > 3 : group.Length != 3))
            {
                return false;
            }
        }

        return text[end..] is [] || (text[end..].Length > 1 && !text[(end + 1)..].ContainsAnyExceptInRange('0', '9'));
    }
}

namespace Rondo.Modeling.Features;

/// <summary>The arithmetic of <see cref="Calendar"/> as operators over 64-bit integers.</summary>
internal sealed class CalendarGraph
{
    private readonly GraphPen _pen;
    private readonly string _ofDay;
    private readonly string _days;
    private readonly Lazy<(string Year, string Month, string Day)> _civil;

    public CalendarGraph(GraphPen pen, string microseconds)
    {
        _pen = pen;
        var time = pen.Op("Max", pen.Op("Min", microseconds, pen.Whole(Calendar.Latest)), pen.Whole(Calendar.Earliest));

        // ONNX's Mod has the sign of the divisor, so the difference divides without a rest
        _ofDay = pen.Op("Mod", time, pen.Whole(Calendar.MicrosecondsPerDay));
        _days = Divide(pen.Op("Sub", time, _ofDay), Calendar.MicrosecondsPerDay);
        _civil = new(Civil);
    }

    /// <summary>The value that holds a part.</summary>
    public string Part(DatePart part) => part switch
    {
        DatePart.Hour => Divide(_ofDay, Calendar.MicrosecondsPerHour),
        DatePart.EpochDays => _days,
        DatePart.Weekday => _pen.Op("Mod", Add(_days, 3), _pen.Whole(7)),
        DatePart.Year => _civil.Value.Year,
        DatePart.Month => _civil.Value.Month,
        DatePart.Day => _civil.Value.Day,
        _ => Add(_pen.Op("Sub", _days, FirstOfYear()), 1),
    };

    private (string Year, string Month, string Day) Civil()
    {
        var z = Add(_days, Calendar.EpochShift);
        var era = Divide(z, 146_097);
        var dayOfEra = _pen.Op("Mod", z, _pen.Whole(146_097));
        var yearOfEra = Divide(Sum(dayOfEra, Negated(Divide(dayOfEra, 1460)), Divide(dayOfEra, 36_524), Negated(Divide(dayOfEra, 146_096))), 365);
        var dayOfYear = Sum(dayOfEra, Negated(Times(yearOfEra, 365)), Negated(Divide(yearOfEra, 4)), Divide(yearOfEra, 100));
        var shifted = Divide(Add(Times(dayOfYear, 5), 2), 153);
        var day = Add(Sum(dayOfYear, Negated(Divide(Add(Times(shifted, 153), 2), 5))), 1);
        var late = Divide(shifted, 10);
        return (Sum(Times(era, 400), yearOfEra, late), Sum(Add(shifted, 3), Times(late, -12)), day);
    }

    private string FirstOfYear()
    {
        var before = Add(_civil.Value.Year, -1);
        return Add(Sum(Times(before, 365), Divide(before, 4), Negated(Divide(before, 100)), Divide(before, 400)), -719_162);
    }

    private string Divide(string value, long by) => _pen.Op("Div", value, _pen.Whole(by));

    private string Times(string value, long by) => _pen.Op("Mul", value, _pen.Whole(by));

    private string Add(string value, long what) => _pen.Op("Add", value, _pen.Whole(what));

    private string Negated(string value) => _pen.Op("Neg", value);

    private string Sum(params string[] values) => values.Aggregate((a, b) => _pen.Op("Add", a, b));
}

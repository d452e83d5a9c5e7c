namespace Rondo.Scoping.Requirements;

/// <summary>An estimate with the ends of its interval, looked at from the side of a comparison.</summary>
internal readonly struct Interval
{
    private readonly double _value;
    private readonly double? _low;
    private readonly double? _high;
    private readonly string _operator;

    public Interval(Measurement measured, Requirement requirement)
    {
        var exact = requirement.MeasureInfo is { Exact: true } or { Reach: Reach.Change };     // a drift is what exceeds chance already
        _value = measured.Value;
        _low = exact ? measured.Value : Known(measured.Low);
        _high = exact ? measured.Value : Known(measured.High);
        _operator = requirement.Operator;
    }

    /// <summary>Whether the end that could cross the bound is not known.</summary>
    public bool Missing => _operator switch
    {
        "<=" or "<" => _high is null,
        ">=" or ">" => _low is null,
        _ => _low is null || _high is null,
    };

    public bool EstimateMeets(double bound) => Meets(_value, bound);

    public bool AllMeets(double bound) => EstimateMeets(bound) && Meets(_low ?? _value, bound) && Meets(_high ?? _value, bound);

    private bool Meets(double value, double bound) => _operator switch
    {
        "<=" => value <= bound,
        "<" => value < bound,
        ">=" => value >= bound,
        ">" => value > bound,
        _ => value.Equals(bound),
    };

    private static double? Known(double? end) => end is { } e && !double.IsNaN(e) ? e : null;
}

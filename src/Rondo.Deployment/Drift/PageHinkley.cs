namespace Rondo.Deployment.Drift;

/// <summary>
/// Notices that the mean of a stream has changed (Page 1954, Hinkley 1971; with the forgetting of Gama et al. 2013). Two-sided; values are
/// to be standardised by the caller, since the limits are in their unit. The state is a few numbers, and can be kept.
/// </summary>
internal sealed record PageHinkley
{
    /// <summary>Values before any alarm.</summary>
    public int Least { get; init; } = 30;

    /// <summary>A change of the mean this small is nothing.</summary>
    public double Delta { get; init; } = 0.005;

    /// <summary>Alarm at this cumulated sum.</summary>
    public double Lambda { get; init; } = 50;

    /// <summary>How much of the sums is kept at each step.</summary>
    public double Alpha { get; init; } = 0.9999;

    public long Count { get; set; }

    public double Mean { get; set; }

    public double Up { get; set; }

    public double Down { get; set; }

    /// <summary>Takes a value.</summary>
    /// <returns>1 when the mean rose, -1 when it fell, 0 otherwise. After an alarm it begins anew.</returns>
    public int Add(double value)
    {
        Count++;
        Mean += (value - Mean) / Count;
        Up = Math.Max(0, (Alpha * Up) + value - Mean - Delta);
        Down = Math.Max(0, (Alpha * Down) - value + Mean - Delta);
        if (Count < Least || Math.Max(Up, Down) <= Lambda)
        {
            return 0;
        }

        var direction = Up > Down ? 1 : -1;
        (Count, Mean, Up, Down) = (0, 0, 0, 0);
        return direction;
    }
}

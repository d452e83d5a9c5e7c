namespace Rondo.Modeling.Baselines;

/// <summary>Truths by the time they happened; rows of the same time are one entry, their mean.</summary>
internal sealed class History
{
    private const int MorePeriods = 8;

    private readonly long[] _times;
    private readonly double[] _means;

    /// <summary>Takes rows in any order; rows without a time are left out.</summary>
    public History(IEnumerable<(long Time, double Truth)> rows)
    {
        var groups = rows.Where(r => r.Time != long.MinValue).GroupBy(r => r.Time).OrderBy(g => g.Key).ToList();
        _times = [.. groups.Select(g => g.Key)];
        _means = [.. groups.Select(g => g.Average(r => r.Truth))];
    }

    /// <summary>What <paramref name="baseline"/> says for a row at <paramref name="time"/>.</summary>
    public double Predict(LagBaseline baseline, long time)
    {
        if (time == long.MinValue)
        {
            return baseline.Fallback;
        }

        return baseline.PeriodMicroseconds == 0 ? Latest(baseline, time) : Seasonal(baseline, time);
    }

    private double Latest(LagBaseline baseline, long time)
    {
        // strictly earlier than the row itself, even without a horizon
        var known = time - Math.Max(1, baseline.HorizonMicroseconds);
        var at = Array.BinarySearch(_times, known);
        at = at >= 0 ? at : ~at - 1;
        return at >= 0 ? _means[at] : baseline.Fallback;
    }

    private double Seasonal(LagBaseline baseline, long time)
    {
        var period = baseline.PeriodMicroseconds;
        var first = Math.Max(1, (baseline.HorizonMicroseconds + period - 1) / period);
        for (var k = first; k <= first + MorePeriods; k++)
        {
            var at = Array.BinarySearch(_times, time - (k * period));
            if (at >= 0)
            {
                return _means[at];
            }
        }

        return baseline.Fallback;
    }
}

namespace Rondo.Modeling.Training;

/// <summary>
/// What trees learn instead of a number itself: its distance from the mean in standard deviations, of the number or of ln(1 + number).
/// Single precision is then enough for a target of any size.
/// </summary>
internal sealed record TargetScale(bool Log, double Mean, double Spread)
{
    /// <summary>Fits the scale; a target that does not vary has spread 0.</summary>
    public static TargetScale Fit(double[] numbers, bool log)
    {
        var values = log ? Array.ConvertAll(numbers, double.LogP1) : numbers;
        var largest = values.Max(Math.Abs);
        if (largest == 0 || Array.TrueForAll(values, v => v == values[0]))
        {
            return new(log, values[0], 0);
        }

        // divided by the largest first, so that no square overflows
        var mean = values.Sum(v => v / largest) / values.Length;
        var variance = values.Sum(v => ((v / largest) - mean) * ((v / largest) - mean)) / values.Length;
        return new(log, mean * largest, Math.Sqrt(variance) * largest);
    }

    public float Forward(double number) => (float)(((Log ? double.LogP1(number) : number) - Mean) / Spread);

    public float[] Back(float[] learned) => Array.ConvertAll(learned, l => (float)Back(l));

    public double Back(float learned)
    {
        var value = (learned * Spread) + Mean;
        return Log ? Math.Exp(value) - 1 : value;
    }
}

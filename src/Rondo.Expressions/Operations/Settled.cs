namespace Rondo.Expressions.Operations;

/// <summary>
/// The values of the language: finite numbers, texts that are not empty, timestamps of the years 1 to 9999, durations up to
/// 7,300,000 days. Whatever else an operation or a column gives is null.
/// </summary>
internal static class Settled
{
    /// <summary>In microseconds; two of them add up within 64 bits.</summary>
    public const long MaxDuration = 7_300_000L * 86_400_000_000;

    public static object? Value(object? value) => value switch
    {
        double d => double.IsFinite(d) ? value : null,
        string s => s.Length == 0 ? null : value,
        TimeSpan t => Math.Abs(t.Ticks / TimeSpan.TicksPerMicrosecond) <= MaxDuration ? value : null,
        _ => value,
    };

    public static object? Duration(double microseconds) =>
        Math.Abs(microseconds) <= MaxDuration ? TimeSpan.FromMicroseconds((long)Math.Round(microseconds, MidpointRounding.AwayFromZero)) : null;

    public static object? Duration(long microseconds) => Math.Abs(microseconds) <= MaxDuration ? TimeSpan.FromMicroseconds(microseconds) : null;

    public static long Microseconds(object? duration) => ((TimeSpan)duration!).Ticks / TimeSpan.TicksPerMicrosecond;
}

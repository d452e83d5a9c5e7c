using System.Globalization;

namespace Rondo.Cli.Output;

/// <summary>How amounts are written for people.</summary>
internal static class Amounts
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB"];

    /// <summary><c>1 run</c>, <c>2 runs</c>.</summary>
    public static string Count(int number, string noun) => string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");

    /// <summary><c>1.2 MB</c>; powers of 1000.</summary>
    public static string Bytes(long bytes)
    {
        var value = (double)bytes;
        var unit = 0;
        while (value >= 1000 && unit < Units.Length - 1)
        {
            value /= 1000;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{(unit == 0 || value >= 100 ? value.ToString("0", CultureInfo.InvariantCulture) : value.ToString("0.0", CultureInfo.InvariantCulture))} {Units[unit]}");
    }

    /// <summary><c>0.42 s</c>, <c>12 s</c>, <c>3 min 5 s</c>.</summary>
    public static string Seconds(double seconds) => seconds switch
    {
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s"),
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)seconds / 60} min {(int)seconds % 60} s"),
    };

    /// <summary><c>2026-11-21 14:05:09</c> (UTC) from microseconds since 1970; times beyond .NET's years as their number.</summary>
    public static string Time(double micros) => micros is >= -62_135_596_800_000_000 and < 253_402_300_800_000_000
        ? DateTime.UnixEpoch.AddTicks((long)micros * TimeSpan.TicksPerMicrosecond).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
        : Number(micros);

    /// <summary>Four significant digits, no exponent for what people count in.</summary>
    public static string Number(double value) => double.IsNaN(value)
        ? "–"
        : Math.Abs(value) is >= 1e6 or (> 0 and < 1e-4) ? value.ToString("0.###E+0", CultureInfo.InvariantCulture) : value.ToString("G4", CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace Rondo.Pipelines;

/// <summary>How people write quantities. Each reads one form and gives null for anything else.</summary>
public static class ScalarForms
{
    /// <summary><c>20%</c> or <c>0.2</c>: from 0 to 1.</summary>
    public static double? Share(string text)
    {
        var percent = text.EndsWith('%');
        return double.TryParse(percent ? text[..^1].TrimEnd() : text, NumberStyles.Float, CultureInfo.InvariantCulture, out var v)
            && (percent ? v / 100 : v) is >= 0 and <= 1 and var share ? share : null;
    }

    /// <summary>A number and a unit: ms, s, m or min, h, d, w, or the words for them.</summary>
    public static TimeSpan? Duration(string text) => Quantity(text) is var (value, unit) && value >= 0
        ? unit.ToLowerInvariant() switch
        {
            "ms" => TimeSpan.FromMilliseconds(value),
            "s" or "sec" or "second" or "seconds" => TimeSpan.FromSeconds(value),
            "m" or "min" or "minute" or "minutes" => TimeSpan.FromMinutes(value),
            "h" or "hour" or "hours" => TimeSpan.FromHours(value),
            "d" or "day" or "days" => TimeSpan.FromDays(value),
            "w" or "week" or "weeks" => TimeSpan.FromDays(7 * value),
            _ => null,
        }
        : null;

    /// <summary>Bytes: a number and B, KB, MB, GB, TB (powers of 1000) or KiB, MiB, GiB, TiB (powers of 1024).</summary>
    public static long? Size(string text)
    {
        if (Quantity(text) is not var (value, unit) || value < 0)
        {
            return null;
        }

        double? factor = unit.ToUpperInvariant() switch
        {
            "" or "B" => 1,
            "K" or "KB" => 1e3,
            "M" or "MB" => 1e6,
            "G" or "GB" => 1e9,
            "T" or "TB" => 1e12,
            "KIB" => 1L << 10,
            "MIB" => 1L << 20,
            "GIB" => 1L << 30,
            "TIB" => 1L << 40,
            _ => null,
        };
        return factor is { } f && value * f < long.MaxValue ? (long)(value * f) : null;
    }

    private static (double Value, string Unit)? Quantity(string text)
    {
        var end = text.Length;
        while (end > 0 && (char.IsAsciiLetter(text[end - 1]) || text[end - 1] == ' '))
        {
            end--;
        }

        return double.TryParse(text.AsSpan(0, end), NumberStyles.Float, CultureInfo.InvariantCulture, out var v) && double.IsFinite(v) && Math.Abs(v) < 1e12
            ? (v, text[end..].Trim())
            : null;
    }
}

using System.Globalization;

namespace Rondo.Scoping.Requirements;

/// <summary>The units a bound may be written in, and how values are shown to people.</summary>
internal static class Units
{
    // Divisors where the unit is smaller than the base unit, so that 20 ms is exactly the double nearest to 0.02.
    private static readonly (string Name, string Base, double Times, double DividedBy)[] Known =
    [
        ("us", "s", 1, 1e6), ("ms", "s", 1, 1e3), ("s", "s", 1, 1), ("min", "s", 60, 1), ("h", "s", 3600, 1),
        ("B", "B", 1, 1), ("KB", "B", 1e3, 1), ("MB", "B", 1e6, 1), ("GB", "B", 1e9, 1), ("TB", "B", 1e12, 1),
        ("KiB", "B", 1L << 10, 1), ("MiB", "B", 1L << 20, 1), ("GiB", "B", 1L << 30, 1), ("TiB", "B", 1L << 40, 1),
    ];

    private static readonly int[] Precisions = [4, 6, 9, 12];

    public static (string Base, Func<double, double> Convert)? Find(string unit)
    {
        var at = Array.FindIndex(Known, k => string.Equals(k.Name, unit, StringComparison.OrdinalIgnoreCase));
        return at < 0 ? null : (Known[at].Base, v => v * Known[at].Times / Known[at].DividedBy);
    }

    public static IEnumerable<string> Of(string baseUnit) => Known.Where(k => string.Equals(k.Base, baseUnit, StringComparison.Ordinal)).Select(k => k.Name);

    /// <summary>Two values side by side, with as many digits as it takes to tell them apart.</summary>
    public static (string First, string Second) ShowBoth(double first, double second, string unit)
    {
        var digits = Precisions.FirstOrDefault(d => !string.Equals(Show(first, unit, d), Show(second, unit, d), StringComparison.Ordinal), 4);
        return (Show(first, unit, digits), Show(second, unit, digits));
    }

    /// <summary>A few significant digits, in the unit people would use.</summary>
    public static string Show(double value, string unit, int significant = 4)
    {
        var (name, scale) = unit switch
        {
            "s" => Math.Abs(value) switch { 0 => ("s", 1.0), < 1e-3 => ("us", 1e-6), < 1 => ("ms", 1e-3), < 120 => ("s", 1.0), _ => ("min", 60.0) },
            "B" => Math.Abs(value) switch { < 1e3 => ("B", 1.0), < 1e6 => ("KB", 1e3), < 1e9 => ("MB", 1e6), _ => ("GB", 1e9) },
            _ => (unit, 1.0),
        };
        var text = Digits(value / scale, significant);
        return name.Length == 0 ? text : $"{text} {name}";
    }

    private static string Digits(double value, int significant)
    {
        if (!double.IsFinite(value))
        {
            return value.ToString(CultureInfo.InvariantCulture);
        }

        var size = Math.Abs(value);
        if (size is >= 1e12 or (> 0 and < 1e-6))
        {
            return value.ToString("0.###e0", CultureInfo.InvariantCulture);
        }

        var decimals = size == 0 ? 0 : Math.Clamp(significant - 1 - (int)Math.Floor(Math.Log10(size)), 0, 15);
        return Math.Round(value, decimals).ToString("0.###############", CultureInfo.InvariantCulture);
    }
}

using System.Globalization;

namespace Rondo.Data;

/// <summary>A number from 0 to 1 by the MD5 of a text: the same on every machine, thread count and engine version.</summary>
internal static class RowHash
{
    /// <summary>The SQL for a text expression and a seed.</summary>
    public static string Sql(string text, int seed) =>
        string.Create(CultureInfo.InvariantCulture, $"(md5_number_upper(concat('{seed}:', {text})) / 18446744073709551616.0)");
}

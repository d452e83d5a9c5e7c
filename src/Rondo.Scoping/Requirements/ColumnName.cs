namespace Rondo.Scoping.Requirements;

/// <summary>How a column is written in a measure: bare where that is plain, else in double quotes with inner quotes doubled.</summary>
internal static class ColumnName
{
    public static string Write(string column) =>
        IsPlain(column) ? column : $"\"{column.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Read(string written) =>
        written.StartsWith('"') ? written[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : written;

    private static bool IsPlain(string column) =>
        column.Length > 0
        && (char.IsAsciiLetter(column[0]) || column[0] == '_')
        && column.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}

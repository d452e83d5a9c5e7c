using Rondo.DuckDb.Native;

namespace Rondo.DuckDb;

/// <summary>Quotes names and texts for SQL.</summary>
public static class Sql
{
    /// <summary>A name as an identifier: <c>"a ""b"""</c>. Only U+0000 is refused.</summary>
    /// <exception cref="DuckDbException">InvalidInput.</exception>
    public static string Identifier(string name) =>
        name.Length == 0
            ? throw new DuckDbException(ErrorKind.InvalidInput, "A name in SQL must not be empty.")
            : $"\"{Utf8Text.Terminated(name).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A text as a literal: <c>'it''s'</c>. Only U+0000 is refused.</summary>
    /// <exception cref="DuckDbException">InvalidInput.</exception>
    public static string Literal(string text) => $"'{Utf8Text.Terminated(text).Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>Texts as a list literal: <c>['a', 'b']</c>.</summary>
    /// <exception cref="DuckDbException">InvalidInput.</exception>
    public static string Literal(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Literal))}]";
}

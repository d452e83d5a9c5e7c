using System.Collections.Frozen;

namespace Rondo.Expressions.Syntax;

/// <summary>The language's own words.</summary>
internal static class Words
{
    public const string UnitPrefix = "duration.";

    public static FrozenSet<string> Reserved { get; } =
        new[] { "and", "or", "not", "in", "between", "is", "null", "like", "case", "when", "then", "else", "end", "true", "false" }
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What may follow a value to make it a duration, and the unit it stands for.</summary>
    public static FrozenDictionary<string, string> Units { get; } = Spellings().ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static bool IsBareStart(char c) => c == '_' || char.IsLetter(c);

    public static bool IsBarePart(char c) => c == '_' || char.IsLetterOrDigit(c);

    /// <summary>Whether a column's name can be written without quotes.</summary>
    public static bool IsBare(string name) =>
        name.Length > 0 && !Reserved.Contains(name) && name.Split('.').All(p => p.Length > 0 && IsBareStart(p[0]) && p.All(IsBarePart));

    private static Dictionary<string, string> Spellings()
    {
        string[][] all =
        [
            ["weeks", "week", "w"], ["days", "day", "d"], ["hours", "hour", "h"], ["minutes", "minute", "min"],
            ["seconds", "second", "sec", "s"], ["milliseconds", "millisecond", "ms"],
        ];
        return all.SelectMany(spellings => spellings.Select(s => KeyValuePair.Create(s, spellings[0]))).ToDictionary(StringComparer.Ordinal);
    }
}

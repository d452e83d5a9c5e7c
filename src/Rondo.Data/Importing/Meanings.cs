namespace Rondo.Data.Importing;

/// <summary>What texts mean: missing values and other spellings of the target's values.</summary>
internal sealed class Meanings(ReadOptions options)
{
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _missing =
        new HashSet<string>(options.Missing, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _aliases =
        new Dictionary<string, string>(options.Aliases, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>A value of the current row; empty when it is missing.</summary>
    public ReadOnlySpan<char> Value(IRowSource rows, int index, string column, out CellForm form)
    {
        var text = rows.Cell(index, out form);
        if (text.Length == 0 || (options.Missing.Count > 0 && _missing.Contains(text)))
        {
            return default;
        }

        return options.Aliases.Count > 0 && string.Equals(column, options.Target, StringComparison.Ordinal) && _aliases.TryGetValue(text, out var alias) ? alias : text;
    }
}

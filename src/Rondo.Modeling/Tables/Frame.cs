using Rondo.Data;

namespace Rondo.Modeling.Tables;

/// <summary>Columns in memory, all of <paramref name="Rows"/> values, in the forms that cross the graph's door.</summary>
internal sealed record Frame(int Rows, IReadOnlyList<FrameColumn> Columns)
{
    /// <summary>A column by name.</summary>
    public FrameColumn this[string name] => Find(name) ?? throw new KeyNotFoundException($"The table has no column '{name}'.");

    /// <summary>A column by name, or null.</summary>
    public FrameColumn? Find(string name) => Columns.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.Ordinal));
}

/// <summary>One column; exactly one of the arrays is filled, by <paramref name="Type"/>.</summary>
internal sealed record FrameColumn(string Name, ColumnType Type)
{
    /// <summary>Numbers and booleans (0 and 1); NaN is null.</summary>
    public double[] Numbers { get; init; } = [];

    /// <summary>Texts; the empty text is null.</summary>
    public string[] Texts { get; init; } = [];

    /// <summary>Microseconds since 1970; the minimum is null.</summary>
    public long[] Times { get; init; } = [];

    /// <summary>Whether a row has no value.</summary>
    public bool IsNull(int row) => Type switch
    {
        ColumnType.Text => Texts[row].Length == 0,
        ColumnType.Timestamp => Times[row] == long.MinValue,
        _ => double.IsNaN(Numbers[row]),
    };
}

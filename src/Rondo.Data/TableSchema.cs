namespace Rondo.Data;

/// <summary>The types that cross Rondo's door: what is stored, trained on and served agree.</summary>
public enum ColumnType
{
    /// <summary>Double; NaN is null.</summary>
    Number,

    /// <summary>UTF-8 text; the empty text is null.</summary>
    Text,

    /// <summary>True or false; as a double with NaN for null in a model.</summary>
    Boolean,

    /// <summary>Microseconds since 1970 UTC in an int64; the minimum is null.</summary>
    Timestamp,
}

/// <summary>What a column is for.</summary>
public enum ColumnRole
{
    /// <summary>The model may use it.</summary>
    Feature,

    /// <summary>The model predicts it.</summary>
    Target,

    /// <summary>It names the row (<c>key:</c>).</summary>
    Key,

    /// <summary>When the row happened; made from <c>time:</c> and named <see cref="TableSchema.TimeColumn"/>.</summary>
    Time,

    /// <summary>Left out on purpose (<c>drop:</c>).</summary>
    Dropped,
}

/// <summary>What a table has to look like: inferred once, reviewed, committed as <c>schema.yaml</c>, enforced ever after.</summary>
/// <param name="Columns">In the order of the table.</param>
public sealed record TableSchema(IReadOnlyList<ColumnSchema> Columns)
{
    /// <summary>The column that import makes from <c>time:</c>.</summary>
    public const string TimeColumn = "_time";
}

/// <summary>One column.</summary>
/// <param name="Name">As in the source.</param>
/// <param name="Type">Its type.</param>
/// <param name="Role">What it is for.</param>
public sealed record ColumnSchema(string Name, ColumnType Type, ColumnRole Role)
{
    /// <summary>Whether its values are names and not quantities: every text is; a number is where <c>types:</c> says so.</summary>
    public bool Category { get; init; }

    /// <summary>Whether null is allowed.</summary>
    public bool Nullable { get; init; }

    /// <summary>Smallest allowed number.</summary>
    public double? Minimum { get; init; }

    /// <summary>Largest allowed number.</summary>
    public double? Maximum { get; init; }

    /// <summary>All allowed values, where they are few; null means any.</summary>
    public IReadOnlyList<string>? Domain { get; init; }

    /// <summary>Whether every value is different.</summary>
    public bool Unique { get; init; }
}

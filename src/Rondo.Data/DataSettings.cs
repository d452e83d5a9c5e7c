using Rondo.Kernel;

namespace Rondo.Data;

/// <summary>The <c>data:</c> section of a project: where the table comes from and how it is read, checked and split.</summary>
public sealed record DataSettings
{
    /// <summary>A path, folder or pattern below the project's folder; null when the section is not written.</summary>
    public string? Source { get; init; }

    /// <summary><c>test:</c>, a file (or pattern) that is the test part.</summary>
    public string? Test { get; init; }

    /// <summary><c>traffic:</c>, a data set of labelled traffic (<c>NAME@VERSION</c>) whose rows join those of the source; retraining sets it.</summary>
    public string? Traffic { get; init; }

    /// <summary>With <see cref="Traffic"/>: training rows are at most this long before the newest row; null means all of them.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>Column names of files without a header line.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The delimiter, one character; null means recognised.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The quote, one character; null means recognised.</summary>
    public char? Quote { get; init; }

    /// <summary>utf-8, utf-16, latin-1, windows-1252, big5, gb18030 or shift_jis; null means recognised (the first two only).</summary>
    public string? Encoding { get; init; }

    /// <summary>The decimal mark of numbers, a point or a comma; null means a point.</summary>
    public char? Decimal { get; init; }

    /// <summary>How dates are written besides ISO 8601.</summary>
    public DateOrder Dates { get; init; }

    /// <summary>Whether the first line names the columns; null means recognised.</summary>
    public bool? Header { get; init; }

    /// <summary>Texts that mean that a value is missing, besides the empty text.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>The columns that name a row.</summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>When a row happened: an expression over the columns; null means that rows have no time.</summary>
    public string? Time { get; init; }

    /// <summary>When a column is known, relative to the row's time; negative is before.</summary>
    public IReadOnlyDictionary<string, TimeSpan> KnownAt { get; init; } = System.Collections.Frozen.FrozenDictionary<string, TimeSpan>.Empty;

    /// <summary>Columns that no model may use.</summary>
    public IReadOnlyList<string> Drop { get; init; } = [];

    /// <summary>Types that are not to be inferred: number, category, text, boolean or timestamp by column.</summary>
    public IReadOnlyDictionary<string, string> Types { get; init; } = System.Collections.Frozen.FrozenDictionary<string, string>.Empty;

    /// <summary>The share of rows to take, chosen by a hash of the row's number; null means all.</summary>
    public double? Sample { get; init; }

    /// <summary><c>labels.aliases</c>: other spellings of the target's values.</summary>
    public IReadOnlyDictionary<string, string> Aliases { get; init; } = System.Collections.Frozen.FrozenDictionary<string, string>.Empty;

    /// <summary>Sentences that have to be true, with the place where each is written.</summary>
    public IReadOnlyList<DataCheck> Checks { get; init; } = [];

    /// <summary>Leak suspects that somebody has answered for: column and reason.</summary>
    public IReadOnlyDictionary<string, string> Accept { get; init; } = System.Collections.Frozen.FrozenDictionary<string, string>.Empty;

    /// <summary>How many unreadable rows may be set aside.</summary>
    public BadRowLimit BadRows { get; init; } = new(0, false);

    /// <summary>How the table is cut.</summary>
    public SplitSettings Split { get; init; } = new();
}

/// <summary>A sentence of <c>checks:</c>.</summary>
public sealed record DataCheck(string Text, Place Place);

/// <summary>A limit for rows that cannot be read: a number, or a share of all rows.</summary>
public sealed record BadRowLimit(double Value, bool IsShare)
{
    /// <summary>Whether <paramref name="bad"/> of <paramref name="rows"/> rows are within the limit.</summary>
    public bool Allows(long bad, long rows) => bad <= (IsShare ? Value * rows : Value);
}

/// <summary>How a table is cut into train, validation and test.</summary>
public sealed record SplitSettings
{
    /// <summary>null means: by time where rows have one, stratified for classes, else at random.</summary>
    public SplitKind? By { get; init; }

    /// <summary>The column whose values stay together, for <see cref="SplitKind.Group"/>.</summary>
    public string? Group { get; init; }

    /// <summary>The test part's share of all rows; 0 with a test file.</summary>
    public double Test { get; init; } = 0.2;

    /// <summary>The validation part's share of all rows.</summary>
    public double Validation { get; init; } = 0.1;

    /// <summary>Decides which rows go where, except by time.</summary>
    public int Seed { get; init; } = 1;
}

/// <summary>What decides where a row goes.</summary>
public enum SplitKind
{
    /// <summary>The latest rows are the test part, those before them the validation part.</summary>
    Time,

    /// <summary>A hash of the row.</summary>
    Random,

    /// <summary>A hash of the row, with the same share of every class in every part.</summary>
    Stratified,

    /// <summary>A hash of a column: rows of one group stay together.</summary>
    Group,
}

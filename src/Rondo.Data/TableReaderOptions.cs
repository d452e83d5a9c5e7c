namespace Rondo.Data;

/// <summary>How a file is written, where that is not to be found out, and what its texts mean.</summary>
public sealed record TableReaderOptions
{
    /// <summary>What people call the file; default: its path.</summary>
    public string? Shown { get; init; }

    /// <summary>The columns' names when a delimited file has no line with them; empty when it has.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Between fields; found out when null.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Around fields; found out when null.</summary>
    public char? Quote { get; init; }

    /// <summary>utf-8, utf-16, latin-1, windows-1252, big5, gb18030 or shift_jis; found out when null (the first two only).</summary>
    public string? Encoding { get; init; }

    /// <summary>The encoding of a file that shows none; null refuses it.</summary>
    public string? EncodingOtherwise { get; init; }

    /// <summary>The decimal mark of numbers: a point or a comma.</summary>
    public char Decimal { get; init; } = '.';

    /// <summary>How dates are written besides ISO 8601.</summary>
    public DateOrder Dates { get; init; }

    /// <summary>Texts that mean that a value is missing, besides the empty one.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}

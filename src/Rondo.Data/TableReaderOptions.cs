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

    /// <summary>utf-8, utf-16, latin-1 or windows-1252; found out when null.</summary>
    public string? Encoding { get; init; }

    /// <summary>Texts that mean that a value is missing, besides the empty one.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}

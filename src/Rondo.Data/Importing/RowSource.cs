namespace Rondo.Data.Importing;

/// <summary>What the format says of a value before its text is looked at.</summary>
internal enum CellForm
{
    /// <summary>Plain text that may mean anything (CSV).</summary>
    Any,

    /// <summary>A text and nothing else, unless it is a timestamp (a JSON string).</summary>
    Text,

    /// <summary>A number or a boolean, and no text (a JSON literal).</summary>
    Literal,

    /// <summary>A list or an object.</summary>
    Nested,
}

/// <summary>Rows of one text file, read from the first to the last.</summary>
internal interface IRowSource : IDisposable
{
    /// <summary>The file's columns in its own order.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>Where the current row begins, from 1.</summary>
    long Line { get; }

    /// <summary>What is wrong with the current row, or null.</summary>
    string? Problem { get; }

    /// <summary>Whether nothing after the current row can be trusted.</summary>
    bool Broken { get; }

    /// <summary>About how many bytes of the file have been read.</summary>
    long Position { get; }

    /// <summary>The current row for a report, cut at 1000 characters.</summary>
    string RawText();

    /// <summary>Reads the next row.</summary>
    bool Read();

    /// <summary>A value of the current row; empty when it is missing.</summary>
    ReadOnlySpan<char> Cell(int column, out CellForm form);
}

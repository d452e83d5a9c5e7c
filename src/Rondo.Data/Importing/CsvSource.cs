using System.Globalization;

namespace Rondo.Data.Importing;

/// <summary>Rows of a delimited file. Lines without anything in them are no rows, unless the table has a single column.</summary>
internal sealed class CsvSource : IRowSource
{
    private readonly CsvReader _reader;

    public CsvSource(SourceFile file, CsvDialect dialect)
    {
        Columns = dialect.Columns;
        _reader = new(file, dialect.Encoding.Encoding, dialect.Delimiter, dialect.Quote);
        if (dialect.Header)
        {
            while (_reader.Read() && _reader.Blank)
            {
            }
        }
    }

    public IReadOnlyList<string> Columns { get; }

    public long Line => _reader.Line;

    public string? Problem { get; private set; }

    public bool Broken => _reader.Unterminated;

    public long Position => _reader.Position;

    public string RawText()
    {
        var text = _reader.RawText();
        return text.Length > 1000 ? text[..1000] : text;
    }

    public bool Read()
    {
        do
        {
            if (!_reader.Read())
            {
                return false;
            }
        }
        while (_reader.Blank && Columns.Count > 1);

        Problem = _reader.Problem ?? (_reader.Count == Columns.Count
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"it has {_reader.Count} fields instead of {Columns.Count}"));
        return true;
    }

    public ReadOnlySpan<char> Cell(int column, out CellForm form)
    {
        form = CellForm.Any;
        return _reader[column];
    }

    public void Dispose() => _reader.Dispose();
}

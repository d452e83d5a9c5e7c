using Rondo.Kernel;

namespace Rondo.Data.Importing;

/// <summary>Batches of a delimited or JSON file.</summary>
internal sealed class TextBatches : IBatchSource
{
    private readonly SourceFile _file;
    private readonly Meanings _meanings;
    private readonly CsvDialect? _dialect;
    private IReadOnlyList<ColumnSchema> _columns = [];
    private int[] _places = [];
    private int[] _kept = [];
    private IRowSource? _rows;
    private long _next = 1;

    public TextBatches(SourceFile file, ReadOptions options, CancellationToken ct)
    {
        (_file, _meanings) = (file, new(options));
        _dialect = file.Kind() == SourceKind.Json ? null : CsvDialect.Of(file, options);
        Columns = _dialect?.Columns ?? JsonSource.ColumnsOf(file, anyName: true, ct);
    }

    public IReadOnlyList<string> Columns { get; }

    public IReadOnlyList<string> Notes => [];

    public IReadOnlyList<KeptColumn> Select(IReadOnlyList<ColumnSchema> columns, IReadOnlyList<string> kept, CancellationToken ct)
    {
        _columns = columns;
        _rows = _dialect is null
            ? JsonSource.OpenSome(_file, [.. columns.Select(c => c.Name).Union(kept, StringComparer.Ordinal)])
            : new CsvSource(_file, _dialect);
        _places = TextSources.Order(_rows, [.. columns.Select(c => c.Name)]);
        _kept = TextSources.Order(_rows, kept);
        return [.. kept.Select(k => new KeptColumn(k, "VARCHAR"))];
    }

    public bool Read(TableBatch batch, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        batch.Begin(_next);
        while (batch.Rows < batch.Capacity && _rows!.Read())
        {
            batch.Start(_rows.Line);
            Take(_rows, batch);
        }

        batch.Position = _rows!.Position;
        _next += batch.Rows;
        return batch.Rows > 0;
    }

    public void Dispose() => _rows?.Dispose();

    private void Take(IRowSource rows, TableBatch batch)
    {
        if (rows.Problem is { } problem)
        {
            if (rows.Broken)
            {
                throw ImportFailures.Bad("data.unterminated-quote", $"The row cannot be read: {problem}.",
                    "Close the quote, or double a quote that is part of the text; if the file has no quotes at all, name a character that it does not hold as its quote.", new Place(_file.Shown, (int)rows.Line));
            }

            batch.Fail(null, problem, rows.RawText());
            return;
        }

        for (var k = 0; k < _kept.Length; k++)
        {
            var text = rows.Cell(_kept[k], out var form);
            batch.Keep(k, text.Length == 0 ? null : text.ToString(), form is CellForm.Literal or CellForm.Nested);
        }

        for (var i = 0; i < _columns.Count; i++)
        {
            var text = _meanings.Value(rows, _places[i], _columns[i].Name, out var form);
            if (batch.Put(i, text, form) is { } reason)
            {
                batch.Fail(_columns[i].Name, reason, text);
                return;
            }
        }

        batch.Commit();
    }
}

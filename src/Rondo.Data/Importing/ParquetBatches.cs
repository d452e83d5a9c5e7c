using System.Text;
using Rondo.DuckDb;
using Rondo.Kernel;

namespace Rondo.Data.Importing;

/// <summary>Batches of a Parquet file, whose rows the engine streams in their order.</summary>
internal sealed class ParquetBatches : IBatchSource
{
    private readonly ParquetFile _file;
    private readonly ReadOptions _options;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _missing;
    private readonly List<string> _notes = [];
    private ParquetColumn[] _columns = [];
    private QueryResult? _result;
    private char[] _buffer = new char[256];
    private bool[] _keptLiteral = [];
    private bool _ended;
    private long _next = 1;

    public ParquetBatches(SourceFile file, ReadOptions options, CancellationToken ct)
    {
        _file = ParquetFile.Open(file, ct);
        _options = options;
        _missing = new HashSet<string>(options.Missing, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        Columns = [.. _file.Columns.Select(c => c.Name)];
    }

    public IReadOnlyList<string> Columns { get; }

    public IReadOnlyList<string> Notes => _notes;

    public IReadOnlyList<KeptColumn> Select(IReadOnlyList<ColumnSchema> columns, IReadOnlyList<string> kept, CancellationToken ct)
    {
        var stored = _file.Columns.ToDictionary(c => c.Name, StringComparer.Ordinal);
        var problems = columns.Select(c => ParquetColumn.Problem(c, stored[c.Name])).OfType<string>().ToList();
        if (problems.Count > 0)
        {
            throw new FailureException([.. problems.Select(p => new Failure("data.column-type", p, "Convert the column before.", new Place(_file.Source.Shown)) { Kind = FailureKind.World })]);
        }

        _columns = [.. columns.Select(c => new ParquetColumn(c, stored[c.Name]))];
        _notes.AddRange(_columns.Select(c => c.Note).OfType<string>());
        _keptLiteral = [.. kept.Select(k => stored[k].Type is { IsNumeric: true } or { Id: DuckDbTypeId.Boolean })];
        var list = _columns.Select(c => c.Sql(_options)).Concat(kept.Select(k => $"CAST({Sql.Identifier(k)} AS VARCHAR)")).ToList();
        _result = _file.Stream(string.Join(", ", list), ct);
        return [.. kept.Select(k => new KeptColumn(k, ParquetColumn.Plain(stored[k].Type.Id) ? stored[k].Type.ToString() : "VARCHAR"))];
    }

    public bool Read(TableBatch batch, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        batch.Begin(_next);
        try
        {
            while (!_ended && batch.Rows + IBatchSource.SmallestBatch <= batch.Capacity)
            {
                _ended = !_result!.NextChunk(out var chunk);
                if (chunk is not null)
                {
                    Take(chunk, batch);
                }
            }
        }
        catch (DuckDbException error)
        {
            throw _file.Broken(error);
        }

        _next += batch.Rows;
        batch.Position = _file.PositionOf(_next - 1);
        return batch.Rows > 0;
    }

    public void Dispose()
    {
        _result?.Dispose();
        _file.Dispose();
    }

    private void Take(DataChunk chunk, TableBatch batch)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            _columns[i].Copy(chunk, i);
        }

        for (var row = 0; row < chunk.RowCount; row++)
        {
            batch.Start(batch.FirstRow + batch.Rows);
            for (var k = 0; k < _keptLiteral.Length; k++)
            {
                Keep(chunk.Column(_columns.Length + k), row, batch, k);
            }

            Take(chunk, row, batch);
        }
    }

    private void Keep(ColumnVector vector, int row, TableBatch batch, int kept)
    {
        var text = vector.IsNull(row) ? null : Encoding.UTF8.GetString(vector.Utf8(row));
        batch.Keep(kept, text, _keptLiteral[kept] && text is not (null or "nan" or "inf" or "-inf"));
    }

    private void Take(DataChunk chunk, int row, TableBatch batch)
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            var column = _columns[i];
            var text = column.Form == ParquetForm.Text ? Text(chunk.Column(i), row) : default;
            var reason = column.Form switch
            {
                ParquetForm.Text => batch.Put(i, text, CellForm.Any),
                ParquetForm.Time => batch.Put(i, column.Times[row]),
                _ => column.IsRounded(row) ? "a double would round this whole number" : batch.Put(i, column.Numbers[row]),
            };
            if (reason is not null)
            {
                batch.Fail(column.Schema.Name, reason, column.Form == ParquetForm.Text ? text : column.Shown(row));
                return;
            }
        }

        batch.Commit();
    }

    /// <summary>A text; empty when it is missing.</summary>
    private ReadOnlySpan<char> Text(ColumnVector vector, int row)
    {
        var bytes = vector.Utf8(row);
        _buffer = _buffer.Length < bytes.Length ? new char[bytes.Length] : _buffer;
        var text = _buffer.AsSpan(0, Encoding.UTF8.GetChars(bytes, _buffer));
        return _options.Missing.Count > 0 && _missing.Contains(text) ? default : text;
    }
}

namespace Rondo.DuckDb.Native;

/// <summary>Columns collected by an appender, handed out as chunks.</summary>
internal sealed class ColumnBatch(int columns)
{
    private readonly BatchColumn?[] _columns = new BatchColumn?[columns];

    internal bool HasValues => Array.Exists(_columns, c => c is { Count: > 0 });

    internal void Add<T>(int column, DuckDbTypeId type, ReadOnlySpan<T> values, ReadOnlySpan<bool> isNull)
        where T : unmanaged
    {
        if (isNull.Length != 0 && isNull.Length != values.Length)
        {
            throw new DuckDbException(ErrorKind.InvalidInput, $"{values.Length} values came with {isNull.Length} marks for NULL.");
        }

        var to = Column(column, type, static t => new PlainColumn<T>(t));
        to.Values.AddRange(values);
        to.Mark(isNull);
    }

    internal void Add(int column, ReadOnlySpan<string?> values)
    {
        var to = Column(column, DuckDbTypeId.Varchar, static _ => new TextColumn());
        to.Values.AddRange(values);
        var isNull = new bool[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            isNull[i] = values[i] is null;
        }

        to.Mark(isNull);
    }

    /// <summary>The same chunk, filled again and again; the batch is empty afterwards.</summary>
    internal IEnumerable<ChunkHandle> TakeChunks()
    {
        var rows = _columns[0]?.Count ?? 0;
        for (var i = 0; i < _columns.Length; i++)
        {
            if ((_columns[i]?.Count ?? 0) != rows)
            {
                throw new DuckDbException(
                    ErrorKind.InvalidInput, $"The batch has {rows} values in column 0, but {_columns[i]?.Count ?? 0} in column {i}.");
            }
        }

        if (rows == 0)
        {
            yield break;
        }

        using var chunk = NewChunk();
        var most = (int)NativeMethods.VectorSize();
        for (var from = 0; from < rows; from += most)
        {
            Fill(chunk.Value, from, Math.Min(most, rows - from));
            yield return chunk;
        }

        foreach (var column in _columns)
        {
            column!.Clear();
        }
    }

    private void Fill(nint chunk, int from, int count)
    {
        NativeMethods.ResetChunk(chunk);
        for (var i = 0; i < _columns.Length; i++)
        {
            _columns[i]!.Write(NativeMethods.ChunkVector(chunk, (ulong)i), from, count);
        }

        NativeMethods.SetChunkSize(chunk, (ulong)count);
    }

    private unsafe ChunkHandle NewChunk()
    {
        var types = Array.ConvertAll(_columns, c => NativeMethods.CreateLogicalType(c!.Type));
        var chunk = new ChunkHandle(null);
        fixed (nint* start = types)
        {
            chunk.Own(NativeMethods.CreateDataChunk(start, (ulong)types.Length));
        }

        for (var i = 0; i < types.Length; i++)
        {
            NativeMethods.DestroyLogicalType(ref types[i]);
        }

        return chunk;
    }

    private TColumn Column<TColumn>(int column, DuckDbTypeId type, Func<DuckDbTypeId, TColumn> make)
        where TColumn : BatchColumn
    {
        if (_columns[column] is TColumn known && known.Type == type)
        {
            return known;
        }

        if (_columns[column] is { Count: > 0 } other)
        {
            throw new DuckDbException(ErrorKind.MismatchType, $"Column {column} of this batch already has values of type {other.Type}.");
        }

        var made = make(type);
        _columns[column] = made;
        return made;
    }
}

using Rondo.DuckDb.Native;

namespace Rondo.DuckDb;

/// <summary>
/// Up to 2048 rows, column by column, in the engine's memory: nothing is copied, and everything got from it dies when the next chunk is
/// read or the result is disposed. Keep the result alive (<c>using</c>) while spans are in use.
/// </summary>
public sealed class DataChunk
{
    private readonly ChunkHandle _handle;
    private readonly IReadOnlyList<Column> _columns;
    private readonly ColumnVector?[] _vectors;

    internal DataChunk(ChunkHandle handle, IReadOnlyList<Column> columns)
    {
        _handle = handle;
        _columns = columns;
        _vectors = new ColumnVector?[columns.Count];
        RowCount = (int)NativeMethods.ChunkSize(handle.Value);
    }

    /// <summary>How many rows.</summary>
    public int RowCount { get; }

    /// <summary>How many columns.</summary>
    public int ColumnCount => _columns.Count;

    /// <summary>A column; the way into nested values.</summary>
    public ColumnVector Column(int column) =>
        _vectors[column] ??= new(_handle, NativeMethods.ChunkVector(_handle.Value, (ulong)column), _columns[column].Type, RowCount);

    /// <inheritdoc cref="ColumnVector.Values{T}"/>
    public ReadOnlySpan<T> Values<T>(int column)
        where T : unmanaged => Column(column).Values<T>();

    /// <inheritdoc cref="ColumnVector.IsNull"/>
    public bool IsNull(int column, int row) => Column(column).IsNull(row);

    /// <inheritdoc cref="ColumnVector.Utf8"/>
    public ReadOnlySpan<byte> Utf8(int column, int row) => Column(column).Utf8(row);

    /// <inheritdoc cref="ColumnVector.CopyDoubles"/>
    public void CopyDoubles(int column, Span<double> to) => Column(column).CopyDoubles(to);

    /// <inheritdoc cref="ColumnVector.CopyLongs"/>
    public void CopyLongs(int column, Span<long> to) => Column(column).CopyLongs(to);

    /// <summary>One value, boxed as <see cref="QueryResult.Rows"/> says.</summary>
    public object? Value(int column, int row) => Column(column).Value(row);

    /// <summary>One row, boxed as <see cref="QueryResult.Rows"/> says.</summary>
    public object?[] Row(int row)
    {
        var values = new object?[_columns.Count];
        for (var column = 0; column < values.Length; column++)
        {
            values[column] = Value(column, row);
        }

        return values;
    }

    internal void Release() => _handle.Dispose();
}

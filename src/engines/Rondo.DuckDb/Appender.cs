using Rondo.DuckDb.Native;

namespace Rondo.DuckDb;

/// <summary>
/// Writes many rows into a table: row by row (<c>Append</c> each value, then <see cref="EndRow"/>), or column by column
/// (<c>AppendDoubles</c> and the like for every column, then <see cref="EndBatch"/>). <see cref="Complete"/> writes the rest; disposing
/// without it drops what is not yet written, as when an exception passes. The engine writes a piece now and then (about 200,000 rows):
/// for all or nothing, use a transaction. Values are cast to the columns' types. For one thread; do not stream from its connection meanwhile.
/// </summary>
/// <exception cref="DuckDbException">InvalidInput (a value that cannot be cast, a row of the wrong width), Constraint; the appender is then of no more use.</exception>
public sealed unsafe class Appender : IDisposable
{
    private readonly AppenderHandle _handle;
    private readonly ColumnBatch _batch;

    internal Appender(ConnectionHandle connection, string table, string? schema, string? catalog)
    {
        _handle = new(connection);
        try
        {
            var created = NativeMethods.CreateAppender(
                connection, Terminated(catalog), Terminated(schema), Utf8Text.Terminated(table), out var appender);
            _handle.Own(appender);
            Check(created);
            ColumnCount = (int)NativeMethods.AppenderColumnCount(_handle);
            _batch = new(ColumnCount);
        }
        catch
        {
            _handle.Dispose();
            throw;
        }
    }

    /// <summary>How many columns the table has.</summary>
    public int ColumnCount { get; }

    /// <summary>The row's next value.</summary>
    public void Append(long value) => Check(NativeMethods.AppendInt64(_handle, value));

    /// <inheritdoc cref="Append(long)"/>
    public void Append(double value) => Check(NativeMethods.AppendDouble(_handle, value));

    /// <inheritdoc cref="Append(long)"/>
    public void Append(bool value) => Check(NativeMethods.AppendBool(_handle, value ? (byte)1 : (byte)0));

    /// <inheritdoc cref="Append(long)"/>
    public void Append(string? value)
    {
        if (value is null)
        {
            AppendNull();
        }
        else
        {
            AppendUtf8(Utf8Text.Encode(value));
        }
    }

    /// <summary>The row's next value, a VARCHAR that is UTF-8 already.</summary>
    public void AppendUtf8(ReadOnlySpan<byte> value)
    {
        byte none = 0;
        fixed (byte* start = value)
        {
            Check(NativeMethods.AppendVarchar(_handle, start is null ? &none : start, (ulong)value.Length));
        }
    }

    /// <summary>NULL as the row's next value.</summary>
    public void AppendNull() => Check(NativeMethods.AppendNull(_handle));

    /// <summary>The row's next value, of any type <see cref="Connection.Query"/> takes.</summary>
    public void AppendValue(object? value)
    {
        var made = ValueFactory.Make(value);
        try
        {
            Check(NativeMethods.AppendValue(_handle, made));
        }
        finally
        {
            NativeMethods.DestroyValue(ref made);
        }
    }

    /// <summary>Ends the row.</summary>
    public void EndRow() => Check(NativeMethods.EndRow(_handle));

    /// <summary>A whole row.</summary>
    public void AppendRow(params ReadOnlySpan<object?> values)
    {
        foreach (var value in values)
        {
            AppendValue(value);
        }

        EndRow();
    }

    /// <summary>Values for a column (from 0) of the batch, after those it already has. NaN stays NaN.</summary>
    /// <param name="column">From 0.</param>
    /// <param name="values">The values; they are copied.</param>
    /// <param name="isNull">For each value whether it is NULL; empty for none.</param>
    public void AppendDoubles(int column, ReadOnlySpan<double> values, ReadOnlySpan<bool> isNull = default) =>
        _batch.Add(column, DuckDbTypeId.Double, values, isNull);

    /// <inheritdoc cref="AppendDoubles"/>
    public void AppendFloats(int column, ReadOnlySpan<float> values, ReadOnlySpan<bool> isNull = default) =>
        _batch.Add(column, DuckDbTypeId.Float, values, isNull);

    /// <inheritdoc cref="AppendDoubles"/>
    public void AppendLongs(int column, ReadOnlySpan<long> values, ReadOnlySpan<bool> isNull = default) =>
        _batch.Add(column, DuckDbTypeId.BigInt, values, isNull);

    /// <inheritdoc cref="AppendDoubles"/>
    public void AppendInts(int column, ReadOnlySpan<int> values, ReadOnlySpan<bool> isNull = default) =>
        _batch.Add(column, DuckDbTypeId.Integer, values, isNull);

    /// <inheritdoc cref="AppendDoubles"/>
    public void AppendBools(int column, ReadOnlySpan<bool> values, ReadOnlySpan<bool> isNull = default) =>
        _batch.Add(column, DuckDbTypeId.Boolean, values, isNull);

    /// <summary>Instants for a column of the batch, in microseconds since 1970 UTC.</summary>
    /// <inheritdoc cref="AppendDoubles"/>
    public void AppendTimestamps(int column, ReadOnlySpan<long> values, ReadOnlySpan<bool> isNull = default) =>
        _batch.Add(column, DuckDbTypeId.Timestamp, values, isNull);

    /// <summary>Dates for a column of the batch, in days since 1970.</summary>
    /// <inheritdoc cref="AppendDoubles"/>
    public void AppendDates(int column, ReadOnlySpan<int> values, ReadOnlySpan<bool> isNull = default) =>
        _batch.Add(column, DuckDbTypeId.Date, values, isNull);

    /// <summary>Texts for a column of the batch; null is NULL.</summary>
    public void AppendStrings(int column, ReadOnlySpan<string?> values) => _batch.Add(column, values);

    /// <summary>Writes the batch's rows and begins a new one.</summary>
    /// <exception cref="DuckDbException">InvalidInput: the columns do not have the same number of values.</exception>
    public void EndBatch()
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        foreach (var chunk in _batch.TakeChunks())
        {
            Check(NativeMethods.AppendChunk(_handle, chunk));
        }
    }

    /// <summary>Writes everything appended so far. More may follow.</summary>
    public void Complete()
    {
        if (_batch.HasValues)
        {
            EndBatch();
        }

        Check(NativeMethods.FlushAppender(_handle));
    }

    /// <summary>Drops what <see cref="Complete"/> has not written.</summary>
    public void Dispose() => _handle.Dispose();

    private static string? Terminated(string? name) => name is null ? null : Utf8Text.Terminated(name);

    private void Check(int state)
    {
        if (state != 0)
        {
            throw Errors.OfAppender(_handle.Value);
        }
    }
}

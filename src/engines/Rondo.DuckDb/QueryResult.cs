using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Rondo.DuckDb.Native;

namespace Rondo.DuckDb;

/// <summary>The rows of a query, read once from first to last, by one thread. Dispose it, also when it was not read to the end.</summary>
public sealed unsafe class QueryResult : IDisposable
{
    private readonly ResultHandle _handle;
    private readonly StreamState? _stream;
    private DataChunk? _current;
    private bool _ended;

    internal QueryResult(ResultHandle handle, StreamState? stream)
    {
        _handle = handle;
        _stream = stream;
        var columns = new Column[NativeMethods.ColumnCount(handle.Result)];
        for (var i = 0; i < columns.Length; i++)
        {
            var name = Utf8Text.Read(NativeMethods.ColumnName(handle.Result, (ulong)i)) ?? "";
            columns[i] = new(name, TypeReader.Take(NativeMethods.ColumnLogicalType(handle.Result, (ulong)i)));
        }

        Columns = columns;
    }

    /// <summary>The columns in order.</summary>
    public IReadOnlyList<Column> Columns { get; }

    internal bool IsOpen => !_handle.IsClosed;

    /// <summary>The next rows (1 to 2048). The chunk before, and all spans from it, are dead from here on.</summary>
    /// <returns>False at the end, and ever after.</returns>
    /// <exception cref="DuckDbException">Streaming: the query failed on the way.</exception>
    /// <exception cref="OperationCanceledException">Streaming: the query's token was cancelled.</exception>
    public bool NextChunk([NotNullWhen(true)] out DataChunk? chunk)
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        _stream?.Token.ThrowIfCancellationRequested();
        _current?.Release();
        _current = chunk = null;
        while (!_ended && chunk is null or { RowCount: 0 })
        {
            _current = chunk = Fetch();
            _ended = chunk is null;
        }

        return chunk is not null;
    }

    /// <summary>
    /// The remaining rows, boxed: INTEGER int, BIGINT long ..., HUGEINT <see cref="Int128"/>, BIGNUM BigInteger, DECIMAL decimal,
    /// VARCHAR, ENUM and BIT string, BLOB byte[], UUID <see cref="Guid"/>, DATE <see cref="DateOnly"/>, TIME <see cref="TimeOnly"/>,
    /// TIMETZ <see cref="TimeWithOffset"/>, every TIMESTAMP a <see cref="DateTime"/> of kind Utc (nanoseconds cut to 100, infinities are
    /// the ends of its range), INTERVAL <see cref="Interval"/>, LIST and ARRAY List&lt;object?&gt;, STRUCT Dictionary&lt;string, object?&gt; (fields without a name are "1", "2" ...),
    /// MAP List&lt;KeyValuePair&lt;object?, object?&gt;&gt;, UNION KeyValuePair&lt;string, object?&gt; of member and value, NULL null.
    /// </summary>
    /// <exception cref="DuckDbException">OutOfRange: a value .NET's type cannot hold (a DECIMAL of more than 28 digits, a year 20000).</exception>
    public IEnumerable<object?[]> Rows()
    {
        while (NextChunk(out var chunk))
        {
            for (var row = 0; row < chunk.RowCount; row++)
            {
                yield return chunk.Row(row);
            }
        }
    }

    /// <summary>The first column of the next row, numbers converted to <typeparamref name="T"/>; NULL is null where T has one.</summary>
    /// <exception cref="DuckDbException">InvalidInput: no row; Conversion: not a T, or NULL for a T without null.</exception>
    public T Scalar<T>()
    {
        if (!NextChunk(out var chunk))
        {
            throw new DuckDbException(ErrorKind.InvalidInput, "The query gave no row where one value was expected.");
        }

        var value = chunk.Value(0, 0);
        return value switch
        {
            T same => same,
            null when default(T) is null => default!,
            IConvertible => Convert<T>(value),
            Int128 huge => Convert<T>(Narrow(huge)),
            _ => throw NotA<T>(value, null),
        };
    }

    /// <summary>Frees the result; a streaming query is ended.</summary>
    public void Dispose()
    {
        _stream?.Dispose();
        _current?.Release();
        _handle.Dispose();
    }

    // sum() of whole numbers is a HUGEINT, which Convert does not know.
    private static IConvertible Narrow(Int128 value) =>
        value >= long.MinValue && value <= long.MaxValue ? (long)value : (double)value;

    private static T Convert<T>(object value)
    {
        try
        {
            return (T)System.Convert.ChangeType(value, Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T), CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is InvalidCastException or OverflowException or FormatException)
        {
            throw NotA<T>(value, e);
        }
    }

    private static DuckDbException NotA<T>(object? value, Exception? inner) =>
        new(ErrorKind.Conversion, $"The query gave {value ?? "NULL"} ({value?.GetType().Name ?? "no type"}), which is not a {typeof(T).Name}.", inner);

    private DataChunk? Fetch()
    {
        var chunk = new ChunkHandle(_handle);
        using (new HandleLease(_handle))
        {
            chunk.Own(NativeMethods.FetchChunk(*_handle.Result));
            if (chunk.Value != 0)
            {
                return new(chunk, Columns);
            }

            chunk.Dispose();
            if (NativeMethods.ResultError(_handle.Result) is not null)
            {
                var error = Errors.Of(_handle.Result);
                throw error.Kind == ErrorKind.Interrupt && _stream is { Token.IsCancellationRequested: true }
                    ? new OperationCanceledException("The query was cancelled.", error, _stream.Token)
                    : error;
            }
        }

        return null;
    }
}

using Rondo.DuckDb.Native;

namespace Rondo.DuckDb;

/// <summary>A column of a chunk, or the values inside a nested one. Lives as long as its <see cref="DataChunk"/>.</summary>
public sealed unsafe class ColumnVector
{
    private readonly ChunkHandle _chunk;
    private readonly nint _vector;
    private readonly void* _data;
    private readonly ulong* _validity;
    private ColumnVector?[]? _children;

    internal ColumnVector(ChunkHandle chunk, nint vector, DuckDbType type, int length)
    {
        _chunk = chunk;
        _vector = vector;
        _data = NativeMethods.VectorData(vector);
        _validity = NativeMethods.VectorValidity(vector);
        Type = type;
        Length = length;
    }

    /// <summary>The type of its values.</summary>
    public DuckDbType Type { get; }

    /// <summary>How many values: the chunk's rows, or for the elements of lists those of all its rows together.</summary>
    public int Length { get; }

    /// <summary>Whether a value is NULL.</summary>
    public bool IsNull(int row)
    {
        Check(row);
        return IsNullAt(row);
    }

    /// <summary>
    /// The values as they are stored (<see cref="DuckDbType.Stored"/>): days of a DATE (int), microseconds of a TIMESTAMP (long), the
    /// number without its point of a DECIMAL, the index of an ENUM. What lies under a NULL is undefined.
    /// </summary>
    /// <exception cref="DuckDbException">MismatchType: they are not stored as <typeparamref name="T"/>.</exception>
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged
    {
        ObjectDisposedException.ThrowIf(_chunk.IsClosed, typeof(DataChunk));
        return Type.Stored == typeof(T)
            ? new(_data, Length)
            : throw new DuckDbException(ErrorKind.MismatchType, $"{Type} is stored as {Type.Stored?.Name ?? "no fixed size"}, not as {typeof(T).Name}.");
    }

    /// <summary>The bytes of a VARCHAR (UTF-8), BLOB, BIT or BIGNUM; empty where it is NULL.</summary>
    /// <exception cref="DuckDbException">MismatchType: another type.</exception>
    public ReadOnlySpan<byte> Utf8(int row)
    {
        Check(row);
        if (Type.Id is not (DuckDbTypeId.Varchar or DuckDbTypeId.Blob or DuckDbTypeId.Bit or DuckDbTypeId.Bignum))
        {
            throw new DuckDbException(ErrorKind.MismatchType, $"{Type} is not stored as bytes.");
        }

        return IsNullAt(row) ? default : BytesAt(row);
    }

    /// <summary>Numbers and booleans (0, 1) as doubles; NULL is NaN. Whole numbers beyond 2^53 and DECIMALs are rounded.</summary>
    /// <param name="to">At least <see cref="Length"/> long.</param>
    /// <exception cref="DuckDbException">MismatchType: neither a number nor a boolean.</exception>
    public void CopyDoubles(Span<double> to)
    {
        ObjectDisposedException.ThrowIf(_chunk.IsClosed, typeof(DataChunk));
        VectorCopy.Doubles(this, to[..Length]);
    }

    /// <summary>
    /// Whole numbers and booleans as they are; DATE and every TIMESTAMP as microseconds since 1970 UTC, TIME as microseconds of the day;
    /// NULL is <see cref="long.MinValue"/>, infinite dates are plus and minus <see cref="long.MaxValue"/>.
    /// </summary>
    /// <param name="to">At least <see cref="Length"/> long.</param>
    /// <exception cref="DuckDbException">MismatchType: another type; OutOfRange: a number that is no long.</exception>
    public void CopyLongs(Span<long> to)
    {
        ObjectDisposedException.ThrowIf(_chunk.IsClosed, typeof(DataChunk));
        VectorCopy.Longs(this, to[..Length]);
    }

    /// <summary>LIST and MAP: where a row's elements lie in <see cref="Child"/>(0). ARRAY likewise. A NULL has none.</summary>
    /// <exception cref="DuckDbException">MismatchType: another type.</exception>
    public (int Offset, int Length) Elements(int row)
    {
        Check(row);
        return Type.Id switch
        {
            DuckDbTypeId.List or DuckDbTypeId.Map when IsNullAt(row) => (0, 0),
            DuckDbTypeId.List or DuckDbTypeId.Map => (checked((int)At<NativeListEntry>(row).Offset), checked((int)At<NativeListEntry>(row).Length)),
            DuckDbTypeId.Array => IsNullAt(row) ? (0, 0) : (row * Type.ArraySize, Type.ArraySize),
            _ => throw new DuckDbException(ErrorKind.MismatchType, $"{Type} has no elements."),
        };
    }

    /// <summary>
    /// What is inside: the elements of a LIST, MAP (as STRUCT) or ARRAY at 0; the fields of a STRUCT by their index, at the same row;
    /// the members of a UNION by their index.
    /// </summary>
    public ColumnVector Child(int index)
    {
        ObjectDisposedException.ThrowIf(_chunk.IsClosed, typeof(DataChunk));
        _children ??= new ColumnVector?[Type.Element is null ? Type.Fields.Count : 1];
        return _children[index] ??= MakeChild(index);
    }

    /// <summary>A value, boxed as <see cref="QueryResult.Rows"/> says.</summary>
    public object? Value(int row)
    {
        Check(row);
        return ValueReader.Read(this, row);
    }

    internal bool IsNullAt(int row) => _validity is not null && ((_validity[row >> 6] >> (row & 63)) & 1) == 0;

    internal T At<T>(int row)
        where T : unmanaged => ((T*)_data)[row];

    internal ReadOnlySpan<byte> BytesAt(int row) => NativeString.Bytes((NativeString*)_data + row);

    /// <summary>UNION: which member a row has. The tags are the vector's first child.</summary>
    internal int Tag(int row) => ((byte*)NativeMethods.VectorData(NativeMethods.StructChild(_vector, 0)))[row];

    private void Check(int row)
    {
        ObjectDisposedException.ThrowIf(_chunk.IsClosed, typeof(DataChunk));
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Length);
    }

    private ColumnVector MakeChild(int index) => Type.Id switch
    {
        DuckDbTypeId.List or DuckDbTypeId.Map =>
            new(_chunk, NativeMethods.ListChild(_vector), Type.Element!, checked((int)NativeMethods.ListSize(_vector))),
        DuckDbTypeId.Array => new(_chunk, NativeMethods.ArrayChild(_vector), Type.Element!, checked(Length * Type.ArraySize)),
        DuckDbTypeId.Union => new(_chunk, NativeMethods.StructChild(_vector, (ulong)index + 1), Type.Fields[index].Type, Length),
        _ => new(_chunk, NativeMethods.StructChild(_vector, (ulong)index), Type.Fields[index].Type, Length),
    };
}

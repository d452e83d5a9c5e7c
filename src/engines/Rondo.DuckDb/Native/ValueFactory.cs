using System.Buffers.Binary;
using System.Collections;
using System.Collections.Frozen;
using System.Numerics;

namespace Rondo.DuckDb.Native;

/// <summary>Makes engine values of .NET values. The caller destroys what it gets.</summary>
internal static unsafe class ValueFactory
{
    private static readonly FrozenDictionary<Type, Func<object, nint>> Makers = new Dictionary<Type, Func<object, nint>>
    {
        [typeof(bool)] = v => NativeMethods.BoolValue((bool)v ? (byte)1 : (byte)0),
        [typeof(sbyte)] = v => NativeMethods.Int8Value((sbyte)v),
        [typeof(byte)] = v => NativeMethods.UInt8Value((byte)v),
        [typeof(short)] = v => NativeMethods.Int16Value((short)v),
        [typeof(ushort)] = v => NativeMethods.UInt16Value((ushort)v),
        [typeof(int)] = v => NativeMethods.Int32Value((int)v),
        [typeof(uint)] = v => NativeMethods.UInt32Value((uint)v),
        [typeof(long)] = v => NativeMethods.Int64Value((long)v),
        [typeof(ulong)] = v => NativeMethods.UInt64Value((ulong)v),
        [typeof(Int128)] = v => NativeMethods.HugeValue(NativeHuge.Of((Int128)v)),
        [typeof(UInt128)] = v => NativeMethods.UHugeValue(NativeHuge.Of((UInt128)v)),
        [typeof(BigInteger)] = v => Bignum((BigInteger)v),
        [typeof(decimal)] = v => Decimal((decimal)v),
        [typeof(float)] = v => NativeMethods.FloatValue((float)v),
        [typeof(double)] = v => NativeMethods.DoubleValue((double)v),
        [typeof(string)] = v => Text((string)v),
        [typeof(byte[])] = v => Blob((byte[])v),
        [typeof(Guid)] = v => Uuid((Guid)v),
        [typeof(DateOnly)] = v => NativeMethods.DateValue(Instants.Days((DateOnly)v)),
        [typeof(TimeOnly)] = v => NativeMethods.TimeValue(((TimeOnly)v).Ticks / TimeSpan.TicksPerMicrosecond),
        [typeof(DateTime)] = v => NativeMethods.TimestampValue(Instants.Microseconds((DateTime)v)),
        [typeof(DateTimeOffset)] = v => NativeMethods.TimestampTzValue(Instants.Microseconds(((DateTimeOffset)v).UtcDateTime)),
        [typeof(TimeSpan)] = v => NativeMethods.IntervalValue(new(0, 0, ((TimeSpan)v).Ticks / TimeSpan.TicksPerMicrosecond)),
        [typeof(Interval)] = v => NativeMethods.IntervalValue((Interval)v),
    }.ToFrozenDictionary();

    internal static nint Make(object? value) => value switch
    {
        null or DBNull => NativeMethods.NullValue(),
        _ when Makers.TryGetValue(value.GetType(), out var make) => make(value),
        IDictionary => throw NotBindable(value),
        IEnumerable items => List([.. items.Cast<object?>()]),
        _ => throw NotBindable(value),
    };

    private static DuckDbException NotBindable(object value) =>
        new(ErrorKind.InvalidInput, $"A value of type {value.GetType().Name} cannot be given to DuckDB.");

    private static nint Text(string text)
    {
        var bytes = Utf8Text.Encode(text);
        fixed (byte* start = bytes)
        {
            byte none = 0;
            return NativeMethods.VarcharValue(start is null ? &none : start, (ulong)bytes.Length);
        }
    }

    private static nint Blob(byte[] bytes)
    {
        fixed (byte* start = bytes)
        {
            byte none = 0;
            return NativeMethods.BlobValue(start is null ? &none : start, (ulong)bytes.Length);
        }
    }

    private static nint Uuid(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        _ = value.TryWriteBytes(bytes, bigEndian: true, out _);
        return NativeMethods.UuidValue(NativeHuge.Of(BinaryPrimitives.ReadUInt128BigEndian(bytes)));
    }

    private static nint Bignum(BigInteger value)
    {
        var magnitude = BigInteger.Abs(value).ToByteArray(isUnsigned: true, isBigEndian: true);
        fixed (byte* start = magnitude)
        {
            return NativeMethods.BignumValue(new()
            {
                Data = start,
                Size = (ulong)magnitude.Length,
                IsNegative = value.Sign < 0 ? (byte)1 : (byte)0,
            });
        }
    }

    private static nint Decimal(decimal value)
    {
        var bits = decimal.GetBits(value);
        var magnitude = new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        var digits = 1;
        for (var rest = magnitude / 10; rest != 0; rest /= 10)
        {
            digits++;
        }

        return NativeMethods.DecimalValue(new()
        {
            Width = Math.Max((byte)digits, value.Scale),
            Scale = value.Scale,
            Value = NativeHuge.Of(value < 0 ? -(Int128)magnitude : (Int128)magnitude),
        });
    }

    // The element type is that of the first element that is not null; the engine casts the others to it.
    private static nint List(object?[] items)
    {
        var values = new nint[items.Length];
        try
        {
            for (var i = 0; i < items.Length; i++)
            {
                values[i] = Make(items[i]);
            }

            var typed = Array.FindIndex(items, static item => item is not (null or DBNull));
            var made = typed < 0 ? NativeMethods.CreateLogicalType(DuckDbTypeId.SqlNull) : 0;
            try
            {
                fixed (nint* start = values)
                {
                    nint none = 0; // an empty list, too, needs an address
                    var list = NativeMethods.ListValue(
                        typed < 0 ? made : NativeMethods.ValueType(values[typed]), start is null ? &none : start, (ulong)values.Length);
                    return list != 0 ? list : throw new DuckDbException(ErrorKind.InvalidInput, "The elements of a list must have one type.");
                }
            }
            finally
            {
                NativeMethods.DestroyLogicalType(ref made);
            }
        }
        finally
        {
            for (var i = 0; i < values.Length; i++)
            {
                NativeMethods.DestroyValue(ref values[i]);
            }
        }
    }
}

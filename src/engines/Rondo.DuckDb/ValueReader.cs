using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Globalization;
using System.Numerics;
using System.Text;
using Rondo.DuckDb.Native;

namespace Rondo.DuckDb;

/// <summary>Reads values as objects.</summary>
internal static class ValueReader
{
    private const int LargestOffset = (16 * 60 * 60) - 1;

    private static readonly FrozenDictionary<DuckDbTypeId, Func<ColumnVector, int, object?>> Readers =
        new Dictionary<DuckDbTypeId, Func<ColumnVector, int, object?>>
        {
            [DuckDbTypeId.Boolean] = static (v, row) => v.At<byte>(row) != 0,
            [DuckDbTypeId.TinyInt] = static (v, row) => v.At<sbyte>(row),
            [DuckDbTypeId.SmallInt] = static (v, row) => v.At<short>(row),
            [DuckDbTypeId.Integer] = static (v, row) => v.At<int>(row),
            [DuckDbTypeId.BigInt] = static (v, row) => v.At<long>(row),
            [DuckDbTypeId.UTinyInt] = static (v, row) => v.At<byte>(row),
            [DuckDbTypeId.USmallInt] = static (v, row) => v.At<ushort>(row),
            [DuckDbTypeId.UInteger] = static (v, row) => v.At<uint>(row),
            [DuckDbTypeId.UBigInt] = static (v, row) => v.At<ulong>(row),
            [DuckDbTypeId.Float] = static (v, row) => v.At<float>(row),
            [DuckDbTypeId.Double] = static (v, row) => v.At<double>(row),
            [DuckDbTypeId.HugeInt] = static (v, row) => v.At<Int128>(row),
            [DuckDbTypeId.UHugeInt] = static (v, row) => v.At<UInt128>(row),
            [DuckDbTypeId.Bignum] = static (v, row) => Bignum(v.BytesAt(row)),
            [DuckDbTypeId.Decimal] = static (v, row) => Decimal(Unscaled(v, row), v.Type),
            [DuckDbTypeId.Varchar] = static (v, row) => Encoding.UTF8.GetString(v.BytesAt(row)),
            [DuckDbTypeId.Blob] = static (v, row) => v.BytesAt(row).ToArray(),
            [DuckDbTypeId.Bit] = static (v, row) => Bits(v.BytesAt(row)),
            [DuckDbTypeId.Uuid] = static (v, row) => Uuid(v.At<UInt128>(row)),
            [DuckDbTypeId.Enum] = static (v, row) => v.Type.EnumValues[EnumIndex(v, row)],
            [DuckDbTypeId.Date] = static (v, row) => Instants.Date(v.At<int>(row)),
            [DuckDbTypeId.Time] = static (v, row) => Instants.Time(v.At<long>(row) * TimeSpan.TicksPerMicrosecond),
            [DuckDbTypeId.TimeNs] = static (v, row) => Instants.Time(v.At<long>(row) / TimeSpan.NanosecondsPerTick),
            [DuckDbTypeId.TimeTz] = static (v, row) => TimeTz(v.At<ulong>(row)),
            [DuckDbTypeId.Timestamp] = static (v, row) => Instants.Instant(v.At<long>(row), TimeSpan.TicksPerMicrosecond),
            [DuckDbTypeId.TimestampTz] = static (v, row) => Instants.Instant(v.At<long>(row), TimeSpan.TicksPerMicrosecond),
            [DuckDbTypeId.TimestampMs] = static (v, row) => Instants.Instant(v.At<long>(row), TimeSpan.TicksPerMillisecond),
            [DuckDbTypeId.TimestampS] = static (v, row) => Instants.Instant(v.At<long>(row), TimeSpan.TicksPerSecond),
            [DuckDbTypeId.TimestampNs] = static (v, row) => Instants.InstantOfNanoseconds(v.At<long>(row)),
            [DuckDbTypeId.Interval] = static (v, row) => v.At<Interval>(row),
            [DuckDbTypeId.List] = List,
            [DuckDbTypeId.Array] = List,
            [DuckDbTypeId.Struct] = Struct,
            [DuckDbTypeId.Map] = Map,
            [DuckDbTypeId.Union] = static (v, row) => Union(v, row),
            [DuckDbTypeId.SqlNull] = static (_, _) => null,
        }.ToFrozenDictionary();

    internal static object? Read(ColumnVector vector, int row) =>
        vector.IsNullAt(row) ? null
        : Readers.TryGetValue(vector.Type.Id, out var read) ? read(vector, row)
        : throw new DuckDbException(ErrorKind.NotImplemented, $"Values of type {vector.Type} cannot be read; cast them to VARCHAR.");

    /// <summary>A DECIMAL without its point.</summary>
    internal static Int128 Unscaled(ColumnVector vector, int row) => vector.Type.Width switch
    {
        <= 4 => vector.At<short>(row),
        <= 9 => vector.At<int>(row),
        <= 18 => vector.At<long>(row),
        _ => vector.At<Int128>(row),
    };

    private static decimal Decimal(Int128 unscaled, DuckDbType type)
    {
        var scale = type.Scale;
        var magnitude = (UInt128)Int128.Abs(unscaled);
        while ((magnitude >> 96 != 0 || scale > 28) && scale > 0 && magnitude % 10 == 0)
        {
            magnitude /= 10;
            scale--;
        }

        return magnitude >> 96 == 0 && scale <= 28
            ? new((int)magnitude, (int)(magnitude >> 32), (int)(magnitude >> 64), unscaled < 0, (byte)scale)
            : throw new DuckDbException(ErrorKind.OutOfRange, $"A {type} value has more digits than decimal can hold; cast it to DOUBLE or VARCHAR.");
    }

    private static int EnumIndex(ColumnVector vector, int row) => vector.Type.EnumValues.Count switch
    {
        <= 0xFF => vector.At<byte>(row),
        <= 0xFFFF => vector.At<ushort>(row),
        _ => (int)vector.At<uint>(row),
    };

    // Stored with the top bit flipped, so that signed order is the order of the text.
    private static Guid Uuid(UInt128 stored)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, stored ^ (UInt128.One << 127));
        return new(bytes, bigEndian: true);
    }

    // Three bytes of header whose top bit is the sign, then the magnitude, big endian; all inverted when negative.
    private static BigInteger Bignum(ReadOnlySpan<byte> bytes)
    {
        var negative = (bytes[0] & 0x80) == 0;
        var magnitude = bytes[3..].ToArray();
        for (var i = 0; negative && i < magnitude.Length; i++)
        {
            magnitude[i] = (byte)~magnitude[i];
        }

        var value = new BigInteger(magnitude, isUnsigned: true, isBigEndian: true);
        return negative ? -value : value;
    }

    // The first byte says how many bits of the second are padding.
    private static string Bits(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length * 8);
        for (var bit = (int)bytes[0]; bit < (bytes.Length - 1) * 8; bit++)
        {
            _ = text.Append((bytes[1 + (bit >> 3)] >> (7 - (bit & 7)) & 1) == 0 ? '0' : '1');
        }

        return text.ToString();
    }

    // 40 bits of microseconds, 24 bits of the offset counted down from the largest.
    private static TimeWithOffset TimeTz(ulong bits) => new(
        Instants.Time((long)(bits >> 24) * TimeSpan.TicksPerMicrosecond),
        TimeSpan.FromSeconds(LargestOffset - (int)(bits & 0xFFFFFF)));

    private static List<object?> List(ColumnVector vector, int row)
    {
        var (offset, length) = vector.Elements(row);
        var items = new List<object?>(length);
        for (var i = 0; i < length; i++)
        {
            items.Add(Read(vector.Child(0), offset + i));
        }

        return items;
    }

    private static List<KeyValuePair<object?, object?>> Map(ColumnVector vector, int row)
    {
        var (offset, length) = vector.Elements(row);
        var entries = vector.Child(0);
        var items = new List<KeyValuePair<object?, object?>>(length);
        for (var i = 0; i < length; i++)
        {
            items.Add(new(Read(entries.Child(0), offset + i), Read(entries.Child(1), offset + i)));
        }

        return items;
    }

    private static Dictionary<string, object?> Struct(ColumnVector vector, int row)
    {
        var fields = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (var i = 0; i < vector.Type.Fields.Count; i++)
        {
            // the fields of row(...) have no names
            var name = vector.Type.Fields[i].Name is { Length: > 0 } given ? given : (i + 1).ToString(CultureInfo.InvariantCulture);
            fields[name] = Read(vector.Child(i), row);
        }

        return fields;
    }

    private static KeyValuePair<string, object?> Union(ColumnVector vector, int row)
    {
        var member = vector.Tag(row);
        return new(vector.Type.Fields[member].Name, Read(vector.Child(member), row));
    }
}

using System.Collections.Frozen;
using System.Numerics;

namespace Rondo.DuckDb;

/// <summary>Copies columns into arrays of one type, without boxing.</summary>
internal static class VectorCopy
{
    private const long MicrosecondsADay = 86_400_000_000;

    private delegate void Copier<T>(ColumnVector from, Span<T> to);

    private static readonly FrozenDictionary<DuckDbTypeId, Copier<double>> ToDouble = new Dictionary<DuckDbTypeId, Copier<double>>
    {
        [DuckDbTypeId.Boolean] = Convert<byte, double>,
        [DuckDbTypeId.TinyInt] = Convert<sbyte, double>,
        [DuckDbTypeId.SmallInt] = Convert<short, double>,
        [DuckDbTypeId.Integer] = Convert<int, double>,
        [DuckDbTypeId.BigInt] = Convert<long, double>,
        [DuckDbTypeId.UTinyInt] = Convert<byte, double>,
        [DuckDbTypeId.USmallInt] = Convert<ushort, double>,
        [DuckDbTypeId.UInteger] = Convert<uint, double>,
        [DuckDbTypeId.UBigInt] = Convert<ulong, double>,
        [DuckDbTypeId.Float] = Convert<float, double>,
        [DuckDbTypeId.Double] = static (from, to) => from.Values<double>().CopyTo(to),
        [DuckDbTypeId.HugeInt] = Convert<Int128, double>,
        [DuckDbTypeId.UHugeInt] = Convert<UInt128, double>,
        [DuckDbTypeId.Decimal] = Decimals,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<DuckDbTypeId, Copier<long>> ToLong = new Dictionary<DuckDbTypeId, Copier<long>>
    {
        [DuckDbTypeId.Boolean] = Convert<byte, long>,
        [DuckDbTypeId.TinyInt] = Convert<sbyte, long>,
        [DuckDbTypeId.SmallInt] = Convert<short, long>,
        [DuckDbTypeId.Integer] = Convert<int, long>,
        [DuckDbTypeId.BigInt] = static (from, to) => from.Values<long>().CopyTo(to),
        [DuckDbTypeId.UTinyInt] = Convert<byte, long>,
        [DuckDbTypeId.USmallInt] = Convert<ushort, long>,
        [DuckDbTypeId.UInteger] = Convert<uint, long>,
        [DuckDbTypeId.UBigInt] = Convert<ulong, long>,
        [DuckDbTypeId.HugeInt] = Convert<Int128, long>,
        [DuckDbTypeId.UHugeInt] = Convert<UInt128, long>,
        [DuckDbTypeId.Date] = static (from, to) => Instants(from, to, static (v, row) => Scale(v.At<int>(row), int.MaxValue, MicrosecondsADay)),
        [DuckDbTypeId.Time] = static (from, to) => from.Values<long>().CopyTo(to),
        [DuckDbTypeId.Timestamp] = static (from, to) => from.Values<long>().CopyTo(to),
        [DuckDbTypeId.TimestampTz] = static (from, to) => from.Values<long>().CopyTo(to),
        [DuckDbTypeId.TimestampS] = static (from, to) => Instants(from, to, static (v, row) => Scale(v.At<long>(row), long.MaxValue, 1_000_000)),
        [DuckDbTypeId.TimestampMs] = static (from, to) => Instants(from, to, static (v, row) => Scale(v.At<long>(row), long.MaxValue, 1_000)),
        [DuckDbTypeId.TimestampNs] = static (from, to) => Instants(from, to, static (v, row) => Nanoseconds(v.At<long>(row))),
    }.ToFrozenDictionary();

    internal static void Doubles(ColumnVector from, Span<double> to) => Copy(from, to, ToDouble, double.NaN, "numbers");

    internal static void Longs(ColumnVector from, Span<long> to) => Copy(from, to, ToLong, long.MinValue, "whole numbers or instants");

    private static void Copy<T>(ColumnVector from, Span<T> to, FrozenDictionary<DuckDbTypeId, Copier<T>> copiers, T ofNull, string wanted)
    {
        if (!copiers.TryGetValue(from.Type.Id, out var copy))
        {
            throw new DuckDbException(ErrorKind.MismatchType, $"{from.Type} values are not {wanted}.");
        }

        try
        {
            copy(from, to);
        }
        catch (OverflowException e)
        {
            throw new DuckDbException(ErrorKind.OutOfRange, $"A {from.Type} value lies outside of the range of {typeof(T).Name}.", e);
        }

        for (var row = 0; row < to.Length; row++)
        {
            if (from.IsNullAt(row))
            {
                to[row] = ofNull;
            }
        }
    }

    // What lies under a NULL is undefined, and must not overflow.
    private static void Convert<TFrom, TTo>(ColumnVector from, Span<TTo> to)
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : INumberBase<TTo>
    {
        for (var row = 0; row < to.Length; row++)
        {
            to[row] = from.IsNullAt(row) ? TTo.Zero : TTo.CreateChecked(from.At<TFrom>(row));
        }
    }

    // 10^n is exact up to n = 22, so that one correctly rounded division is left for all numbers below 2^53.
    private static void Decimals(ColumnVector from, Span<double> to)
    {
        var by = double.Parse(FormattableString.Invariant($"1e{from.Type.Scale}"), System.Globalization.CultureInfo.InvariantCulture);
        for (var row = 0; row < to.Length; row++)
        {
            to[row] = (double)ValueReader.Unscaled(from, row) / by;
        }
    }

    private static void Instants(ColumnVector from, Span<long> to, Func<ColumnVector, int, long> read)
    {
        for (var row = 0; row < to.Length; row++)
        {
            to[row] = from.IsNullAt(row) ? 0 : read(from, row);
        }
    }

    private static long Scale(long value, long infinity, long by) =>
        value == infinity ? long.MaxValue : value == -infinity ? -long.MaxValue : checked(value * by);

    private static long Nanoseconds(long value) =>
        value is long.MaxValue or -long.MaxValue ? value : Native.Instants.FloorDivide(value, TimeSpan.NanosecondsPerTick * TimeSpan.TicksPerMicrosecond);
}

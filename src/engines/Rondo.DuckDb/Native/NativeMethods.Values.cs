using System.Runtime.InteropServices;

namespace Rondo.DuckDb.Native;

/// <summary>Single values, for parameters and row-wise appending.</summary>
internal static unsafe partial class NativeMethods
{
    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_create_null_value")]
    internal static partial nint NullValue();

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_create_bool")]
    internal static partial nint BoolValue(byte value);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_create_int8")]
    internal static partial nint Int8Value(sbyte value);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_create_uint8")]
    internal static partial nint UInt8Value(byte value);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_create_int16")]
    internal static partial nint Int16Value(short value);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_create_uint16")]
    internal static partial nint UInt16Value(ushort value);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_create_int32")]
    internal static partial nint Int32Value(int value);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_create_uint32")]
    internal static partial nint UInt32Value(uint value);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_create_int64")]
    internal static partial nint Int64Value(long value);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_create_uint64")]
    internal static partial nint UInt64Value(ulong value);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_create_hugeint")]
    internal static partial nint HugeValue(NativeHuge value);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_create_uhugeint")]
    internal static partial nint UHugeValue(NativeHuge value);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_create_bignum")]
    internal static partial nint BignumValue(NativeBignum value);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_create_decimal")]
    internal static partial nint DecimalValue(NativeDecimal value);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_create_float")]
    internal static partial nint FloatValue(float value);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_create_double")]
    internal static partial nint DoubleValue(double value);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_create_date")]
    internal static partial nint DateValue(int days);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_create_time")]
    internal static partial nint TimeValue(long microseconds);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_create_timestamp")]
    internal static partial nint TimestampValue(long microseconds);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_create_timestamp_tz")]
    internal static partial nint TimestampTzValue(long microseconds);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_create_interval")]
    internal static partial nint IntervalValue(Interval value);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_create_blob")]
    internal static partial nint BlobValue(byte* data, ulong length);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_create_uuid")]
    internal static partial nint UuidValue(NativeHuge value);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_create_varchar_length")]
    internal static partial nint VarcharValue(byte* text, ulong length);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_create_list_value")]
    internal static partial nint ListValue(nint elementType, nint* values, ulong count);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_get_value_type")]
    internal static partial nint ValueType(nint value);

    [LibraryImport(EngineLibrary.Name, EntryPoint = "duckdb_destroy_value")]
    internal static partial void DestroyValue(ref nint value);
}

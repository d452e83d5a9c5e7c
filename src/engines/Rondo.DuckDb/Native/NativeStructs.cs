using System.Runtime.InteropServices;

namespace Rondo.DuckDb.Native;

/// <summary>duckdb_result: 48 bytes, passed by value to some calls.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeResult
{
    public ulong Columns;
    public ulong Rows;
    public ulong Changed;
    public nint ColumnData;
    public nint Error;
    public nint Inner;
}

[StructLayout(LayoutKind.Sequential)]
internal struct NativeListEntry
{
    public ulong Offset;
    public ulong Length;
}

[StructLayout(LayoutKind.Sequential)]
internal struct NativeHuge
{
    public ulong Lower;
    public ulong Upper;

    public static NativeHuge Of(Int128 value) => Of((UInt128)value);

    public static NativeHuge Of(UInt128 value) => new() { Lower = (ulong)value, Upper = (ulong)(value >> 64) };
}

[StructLayout(LayoutKind.Sequential)]
internal struct NativeDecimal
{
    public byte Width;
    public byte Scale;
    public NativeHuge Value;
}

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeBignum
{
    public byte* Data;
    public ulong Size;
    public byte IsNegative;
}

[StructLayout(LayoutKind.Sequential)]
internal struct NativeProgress
{
    public double Percentage;
    public ulong Rows;
    public ulong Total;
}

/// <summary>duckdb_string_t: up to 12 bytes inline, else a 4-byte prefix and a pointer. Dies with its chunk.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal unsafe struct NativeString
{
    [FieldOffset(0)]
    public uint Length;

    [FieldOffset(4)]
    public fixed byte Inlined[12];

    [FieldOffset(8)]
    public byte* Pointer;

    public static ReadOnlySpan<byte> Bytes(NativeString* text) =>
        text->Length <= 12 ? new(text->Inlined, (int)text->Length) : new(text->Pointer, checked((int)text->Length));
}

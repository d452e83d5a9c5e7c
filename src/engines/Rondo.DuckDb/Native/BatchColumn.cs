using System.Runtime.InteropServices;

namespace Rondo.DuckDb.Native;

/// <summary>A column of a batch: values and, once one is NULL, a mark for each.</summary>
internal abstract unsafe class BatchColumn(DuckDbTypeId type)
{
    private readonly List<bool> _isNull = [];

    internal DuckDbTypeId Type => type;

    internal abstract int Count { get; }

    /// <summary>Marks for the values just added; empty when none is NULL.</summary>
    internal void Mark(ReadOnlySpan<bool> isNull)
    {
        if (isNull.Contains(true))
        {
            CollectionsMarshal.SetCount(_isNull, Count - isNull.Length);
            _isNull.AddRange(isNull);
        }
    }

    internal void Write(nint vector, int from, int count)
    {
        WriteValues(vector, from, count);
        if (_isNull.Count <= from)
        {
            return;
        }

        NativeMethods.EnsureValidityWritable(vector);
        var validity = NativeMethods.VectorValidity(vector);
        for (var row = 0; row < Math.Min(count, _isNull.Count - from); row++)
        {
            if (_isNull[from + row])
            {
                validity[row >> 6] &= ~(1UL << (row & 63));
            }
        }
    }

    internal virtual void Clear() => _isNull.Clear();

    protected abstract void WriteValues(nint vector, int from, int count);
}

internal sealed unsafe class PlainColumn<T>(DuckDbTypeId type) : BatchColumn(type)
    where T : unmanaged
{
    internal List<T> Values { get; } = [];

    internal override int Count => Values.Count;

    internal override void Clear()
    {
        base.Clear();
        Values.Clear();
    }

    protected override void WriteValues(nint vector, int from, int count) =>
        CollectionsMarshal.AsSpan(Values).Slice(from, count).CopyTo(new Span<T>(NativeMethods.VectorData(vector), count));
}

internal sealed unsafe class TextColumn() : BatchColumn(DuckDbTypeId.Varchar)
{
    internal List<string?> Values { get; } = [];

    internal override int Count => Values.Count;

    internal override void Clear()
    {
        base.Clear();
        Values.Clear();
    }

    protected override void WriteValues(nint vector, int from, int count)
    {
        for (var row = 0; row < count; row++)
        {
            var bytes = Utf8Text.Encode(Values[from + row] ?? "");
            fixed (byte* start = bytes)
            {
                byte none = 0;
                NativeMethods.AssignString(vector, (ulong)row, start is null ? &none : start, (ulong)bytes.Length);
            }
        }
    }
}

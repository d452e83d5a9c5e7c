using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Rondo.Onnx.Runtime.Native;

namespace Rondo.Onnx.Runtime;

/// <summary>One input or output of a binding: pinned memory of ours, or a value that the library allocates in every run.</summary>
internal sealed unsafe class BoundValue : SafeHandle
{
    private const int RememberedTexts = 64;

    private readonly OnnxPort _port;
    private readonly Array? _memory;
    private readonly int? _declared;
    private readonly List<(byte[] Bytes, string Text)> _remembered = [];
    private nuint[] _offsets = [];
    private byte[] _bytes = [];
    private int _length;
    private int _textLength = -1;

    private BoundValue(OnnxPort port, int length, long[] shape) : base(0, ownsHandle: true)
    {
        (_port, _length) = (port, length);
        if (port.Type == OnnxElementType.Text)
        {
            string[] texts = [.. Enumerable.Repeat("", length)];
            SetHandle(OrtValues.Texts(texts, shape));
            return;
        }

        _memory = ElementLayout.Allocate(port.Type, length, pinned: true);
        ref var first = ref MemoryMarshal.GetArrayDataReference(_memory);
        var data = Unsafe.AsPointer(ref first);
        SetHandle(OrtValues.Wrap(data, (nuint)length * (nuint)ElementLayout.Size(port.Type), shape, port.Type));
    }

    private BoundValue(OnnxPort port, int? length) : base(0, ownsHandle: true) => (_port, _declared, _length) = (port, length, 0);

    public override bool IsInvalid => handle == 0;

    public nint Handle => handle;

    public static BoundValue Input(OnnxPort port, int rows) => Shape(port, rows) is { } shape
        ? new BoundValue(port, Count(shape), shape)
        : throw new OnnxException($"The model's input '{port}' has no fixed shape for a row.");

    public static BoundValue Output(OnnxPort port, int rows)
    {
        var shape = Shape(port, rows);
        return port.Type != OnnxElementType.Text && shape is not null
            ? new BoundValue(port, Count(shape), shape)
            : new BoundValue(port, shape is null || port.Type != OnnxElementType.Text ? null : Count(shape));
    }

    /// <summary>The value to compute into; 0 when the library is to allocate it.</summary>
    public nint BeforeRun()
    {
        if (_memory is null)
        {
            ReleaseHandle();
        }

        return handle;
    }

    public void AfterRun(nint value)
    {
        if (_memory is not null)
        {
            return;
        }

        SetHandle(value);
        _textLength = -1;
        _length = _declared ?? Count(OrtValues.TypeAndShape(value).Shape);
    }

    public Span<T> Span<T>() where T : unmanaged
    {
        if (_memory is T[] memory)
        {
            return memory;
        }

        if (_memory is not null || Type<T>() != _port.Type)
        {
            throw new OnnxException($"'{_port.Name}' is made of {_port.Type}, not of {typeof(T).Name}.");
        }

        return handle == 0 ? [] : new Span<T>(OrtValues.Data(handle), _length);
    }

    public void SetText(int element, string text)
    {
        RequireText();
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)element, (uint)_length, nameof(element));
        OrtValues.SetText(handle, element, text);
    }

    public string Text(int element)
    {
        RequireText();
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)element, (uint)_length, nameof(element));
        if (_textLength < 0)
        {
            _offsets = _offsets.Length == _length ? _offsets : new nuint[_length];
            _textLength = OrtValues.TextBytes(handle, ref _bytes, _offsets);
        }

        var begin = (int)_offsets[element];
        var end = element + 1 < _length ? (int)_offsets[element + 1] : _textLength;
        return Remembered(_bytes.AsSpan(begin, end - begin));
    }

    protected override bool ReleaseHandle()
    {
        OrtValues.Release(handle);
        SetHandle(0);
        return true;
    }

    // Labels are few and come again.
    private string Remembered(ReadOnlySpan<byte> bytes)
    {
        foreach (var (known, text) in _remembered)
        {
            if (bytes.SequenceEqual(known))
            {
                return text;
            }
        }

        var fresh = Encoding.UTF8.GetString(bytes);
        if (_remembered.Count < RememberedTexts)
        {
            _remembered.Add((bytes.ToArray(), fresh));
        }

        return fresh;
    }

    private void RequireText()
    {
        if (_port.Type != OnnxElementType.Text)
        {
            throw new OnnxException($"'{_port.Name}' is made of {_port.Type}, not of text.");
        }
    }

    private static int Count(IReadOnlyList<long> shape) => checked((int)shape.Aggregate(1L, (a, b) => checked(a * b)));

    private static long[]? Shape(OnnxPort port, int rows)
    {
        var shape = port.Dimensions.ToArray();
        if (shape.Length > 0 && shape[0] < 0)
        {
            shape[0] = rows;
        }

        return Array.TrueForAll(shape, size => size >= 0) ? shape : null;
    }

    private static OnnxElementType Type<T>() => default(T) switch
    {
        double => OnnxElementType.Double,
        float => OnnxElementType.Float,
        long => OnnxElementType.Int64,
        int => OnnxElementType.Int32,
        byte => OnnxElementType.UInt8,
        bool => OnnxElementType.Bool,
        _ => OnnxElementType.Unknown,
    };
}

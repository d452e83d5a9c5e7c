using System.Text;

namespace Rondo.Onnx.Graph;

/// <summary>Reads one protocol-buffers message field by field, from bytes nobody vouches for.</summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;
    private int _wire;

    /// <summary>Moves to the next field; false at the end.</summary>
    public bool Next(out int field)
    {
        field = 0;
        if (_rest.IsEmpty)
        {
            return false;
        }

        var tag = Varint();
        _wire = (int)(tag & 7);
        field = tag >> 3 is > 0 and <= 536870911 ? (int)(tag >> 3) : throw Broken();
        return true;
    }

    public long Int() => _wire == 0 ? (long)Varint() : throw Broken();

    public ReadOnlySpan<byte> Bytes() => _wire == 2 ? Take(Varint()) : throw Broken();

    public string Text() => Encoding.UTF8.GetString(Bytes());

    public void Skip()
    {
        _ = _wire switch
        {
            0 => (int)(Varint() & 1),
            1 => Take(8).Length,
            2 => Take(Varint()).Length,
            5 => Take(4).Length,
            _ => throw Broken(),
        };
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length)
        {
            throw Broken();
        }

        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }

    private ulong Varint()
    {
        var value = 0UL;
        for (var i = 0; i < 10 && i < _rest.Length; i++)
        {
            value |= (ulong)(_rest[i] & 0x7f) << (7 * i);
            if (_rest[i] < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return value;
            }
        }

        throw Broken();
    }

    private static OnnxException Broken() => new("The model's bytes are broken: it is no ONNX file, or was cut off.");
}

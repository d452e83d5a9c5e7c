using System.Text;

namespace Rondo.Onnx.Runtime.Native;

/// <summary>Makes and reads the library's values. A value made here is released by its maker.</summary>
internal static unsafe class OrtValues
{
    /// <summary>Wraps memory that the caller keeps in place until the value is released.</summary>
    public static nint Wrap(void* data, nuint bytes, ReadOnlySpan<long> shape, OnnxElementType type)
    {
        nint value;
        fixed (long* sizes = shape)
        {
            OrtApi.Check(((delegate* unmanaged[Cdecl]<nint, void*, nuint, long*, nuint, int, nint*, nint>)OrtApi.At(
                OrtSlot.CreateTensorWithDataAsOrtValue))(
                OrtEnvironment.Instance.CpuMemory, data, bytes, sizes, (nuint)shape.Length, (int)type, &value));
        }

        return value;
    }

    public static nint Texts(ReadOnlySpan<string> texts, ReadOnlySpan<long> shape)
    {
        nint value;
        fixed (long* sizes = shape)
        {
            OrtApi.Check(((delegate* unmanaged[Cdecl]<nint, long*, nuint, int, nint*, nint>)OrtApi.At(OrtSlot.CreateTensorAsOrtValue))(
                OrtEnvironment.Instance.Allocator, sizes, (nuint)shape.Length, (int)OnnxElementType.Text, &value));
        }

        try
        {
            for (var i = 0; i < texts.Length; i++)
            {
                SetText(value, i, texts[i]);
            }

            return value;
        }
        catch
        {
            Release(value);
            throw;
        }
    }

    /// <summary>Writes one element straight into the library's memory.</summary>
    public static void SetText(nint value, int index, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        byte* buffer;
        OrtApi.Check(((delegate* unmanaged[Cdecl]<nint, nuint, nuint, byte**, nint>)OrtApi.At(
            OrtSlot.GetResizedStringTensorElementBuffer))(value, (nuint)index, (nuint)length, &buffer));
        Encoding.UTF8.GetBytes(text, new Span<byte>(buffer, length));
    }

    public static void* Data(nint value)
    {
        void* data;
        OrtApi.Check(((delegate* unmanaged[Cdecl]<nint, void**, nint>)OrtApi.At(OrtSlot.GetTensorMutableData))(value, &data));
        return data;
    }

    /// <summary>Fills <paramref name="bytes"/> (grown as needed) with all texts and <paramref name="offsets"/> with where each begins.</summary>
    /// <returns>How many bytes there are.</returns>
    public static int TextBytes(nint value, ref byte[] bytes, nuint[] offsets)
    {
        nuint length;
        OrtApi.Check(((delegate* unmanaged[Cdecl]<nint, nuint*, nint>)OrtApi.At(OrtSlot.GetStringTensorDataLength))(value, &length));
        if ((nuint)bytes.Length <= length)
        {
            bytes = new byte[checked((int)length + 1)];
        }

        fixed (byte* b = bytes)
        {
            fixed (nuint* o = offsets)
            {
                OrtApi.Check(((delegate* unmanaged[Cdecl]<nint, void*, nuint, nuint*, nuint, nint>)OrtApi.At(
                    OrtSlot.GetStringTensorContent))(value, b, length, o, (nuint)offsets.Length));
            }
        }

        return (int)length;
    }

    public static string[] ReadTexts(nint value, int count)
    {
        if (count == 0)
        {
            return [];
        }

        byte[] bytes = [];
        var offsets = new nuint[count];
        var length = TextBytes(value, ref bytes, offsets);
        var texts = new string[count];
        for (var i = 0; i < count; i++)
        {
            var begin = (int)offsets[i];
            var end = i + 1 < count ? (int)offsets[i + 1] : length;
            texts[i] = Encoding.UTF8.GetString(bytes, begin, end - begin);
        }

        return texts;
    }

    public static (OnnxElementType Type, long[] Shape) TypeAndShape(nint value)
    {
        nint info;
        OrtApi.Check(((delegate* unmanaged[Cdecl]<nint, nint*, nint>)OrtApi.At(OrtSlot.GetTensorTypeAndShape))(value, &info));
        try
        {
            return Describe(info);
        }
        finally
        {
            OrtApi.Release(OrtSlot.ReleaseTensorTypeAndShapeInfo, info);
        }
    }

    public static (OnnxElementType Type, long[] Shape) Describe(nint tensorInfo)
    {
        int type;
        OrtApi.Check(((delegate* unmanaged[Cdecl]<nint, int*, nint>)OrtApi.At(OrtSlot.GetTensorElementType))(tensorInfo, &type));
        nuint count;
        OrtApi.Check(((delegate* unmanaged[Cdecl]<nint, nuint*, nint>)OrtApi.At(OrtSlot.GetDimensionsCount))(tensorInfo, &count));
        var shape = new long[count];
        if (count > 0)
        {
            fixed (long* sizes = shape)
            {
                OrtApi.Check(((delegate* unmanaged[Cdecl]<nint, long*, nuint, nint>)OrtApi.At(OrtSlot.GetDimensions))(
                    tensorInfo, sizes, count));
            }
        }

        return (Enum.IsDefined((OnnxElementType)type) ? (OnnxElementType)type : OnnxElementType.Unknown, shape);
    }

    public static void Release(nint value) => OrtApi.Release(OrtSlot.ReleaseValue, value);
}

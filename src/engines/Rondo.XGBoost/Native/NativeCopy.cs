using System.Runtime.InteropServices;

namespace Rondo.XGBoost.Native;

/// <summary>Copies what belongs to a booster and dies with its next call.</summary>
internal static unsafe class NativeCopy
{
    public static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    public static string[] Texts(byte** texts, ulong length)
    {
        var copy = new string[length];
        for (var i = 0; i < copy.Length; i++)
        {
            copy[i] = Text(texts[i]);
        }

        return copy;
    }

    public static Prediction Prediction(float* values, ulong* shape, ulong dimensions)
    {
        var sizes = new int[dimensions];
        var length = 1;
        for (var i = 0; i < sizes.Length; i++)
        {
            sizes[i] = checked((int)shape[i]);
            length = checked(length * sizes[i]);
        }

        return new Prediction(new ReadOnlySpan<float>(values, length).ToArray(), sizes);
    }

    public static Dictionary<string, float> Scores(byte** names, float* scores, ulong length)
    {
        var byName = new Dictionary<string, float>(StringComparer.Ordinal);
        for (ulong i = 0; i < length; i++)
        {
            byName[Text(names[i])] = scores[i];
        }

        return byName;
    }
}

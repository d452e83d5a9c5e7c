using System.Runtime.InteropServices;
using System.Text;

namespace Rondo.DuckDb.Native;

/// <summary>Text to and from the engine: UTF-8, checked.</summary>
internal static unsafe class Utf8Text
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Text the engine keeps.</summary>
    internal static string? Read(byte* text) => Marshal.PtrToStringUTF8((nint)text);

    /// <summary>Text the engine hands over: read, then freed.</summary>
    internal static string? Take(byte* text)
    {
        try
        {
            return Read(text);
        }
        finally
        {
            NativeMethods.Free(text);
        }
    }

    /// <summary>UTF-8 of a value; lone surrogates are refused, for the engine would store something else.</summary>
    internal static byte[] Encode(string text)
    {
        try
        {
            return Strict.GetBytes(text);
        }
        catch (EncoderFallbackException e)
        {
            throw new DuckDbException(ErrorKind.InvalidInput, "The text is not valid Unicode: it contains half of a surrogate pair.", e);
        }
    }

    /// <summary>Text passed as a NUL-terminated string; a NUL inside would silently cut it short.</summary>
    internal static string Terminated(string text) => text.Contains('\0', StringComparison.Ordinal)
        ? throw new DuckDbException(ErrorKind.InvalidInput, "SQL, names and paths must not contain the character U+0000.")
        : text;
}

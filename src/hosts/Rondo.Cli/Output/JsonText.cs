using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rondo.Cli.Output;

internal static class JsonText
{
    /// <summary>For people and pipes: indented, text as it is.</summary>
    public static JsonSerializerOptions Indented { get; } = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The same in one line.</summary>
    public static JsonSerializerOptions Line { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}

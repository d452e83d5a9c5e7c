namespace Rondo.Onnx.Runtime.Native;

/// <summary>Makes the library's messages fit for people: one line, without places in its source.</summary>
internal static class OrtErrorText
{
    private const int Longest = 400;

    public static string Sentence(string message)
    {
        var line = message.Split('\n').Select(l => l.Trim()).FirstOrDefault(l => l.Length > 0) ?? "ONNX Runtime failed and gave no reason.";

        // "/onnxruntime_src/onnxruntime/core/x.cc:123 void onnxruntime::F(…) sentence": the path begins the line or follows a sentence
        var source = line.IndexOf("/onnxruntime_src/", StringComparison.Ordinal);
        if (source > 0)
        {
            line = line[..source].TrimEnd(' ', ':');
        }

        return line.Length > Longest ? line[..Longest] + "…" : line;
    }
}

using System.Text.RegularExpressions;

namespace Rondo.XGBoost.Native;

/// <summary>Makes the library's messages fit for people.</summary>
internal static partial class NativeErrorText
{
    /// <summary>The first line without its time and source position: <c>[00:12:55] ../src/x.cc:1: Check failed: …</c>.</summary>
    public static string FirstLine(string? text)
    {
        var line = (text ?? "").Split('\n').Select(l => l.Trim()).FirstOrDefault(l => l.Length > 0) ?? "";
        var sentence = Origin().Replace(line, "").Trim();
        return sentence.Length > 0 ? sentence : "XGBoost failed and gave no reason.";
    }

    /// <summary>The names in <c>Parameters: { "a", "b" } are not used.</c>, empty for any other message.</summary>
    public static IReadOnlyList<string> UnusedParameters(string message)
    {
        var list = Unused().Match(message);
        return list.Success ? [.. Quoted().Matches(list.Groups["names"].Value).Select(m => m.Groups["name"].Value)] : [];
    }

    [GeneratedRegex(@"^\[\d+:\d+:\d+\]\s+(WARNING:\s+)?(\S+:\d+:\s+)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Origin();

    [GeneratedRegex(@"Parameters:\s*\{(?<names>.*?)\}\s*(?:are|might) not", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unused();

    [GeneratedRegex("\"(?<name>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();
}

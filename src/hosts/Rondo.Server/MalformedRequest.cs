using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Rondo.Kernel;

namespace Rondo.Server;

/// <summary>What is wrong with a request that could not be bound: which value, where, without the names of our types.</summary>
internal static partial class MalformedRequest
{
    private const string Remedy = "Compare it with /openapi/v1.json.";
    private const int Shown = 100;

    public static Failure Explain(BadHttpRequestException bad) => new("request.malformed", bad.InnerException is JsonException json ? Body(json) : Value(bad.Message), Remedy);

    private static string Body(JsonException json)
    {
        if (Unmapped().Match(json.Message) is { Success: true } unmapped)
        {
            return $"The body has '{Short(unmapped.Groups["name"].Value)}', and there is no such property.";
        }

        if (Missing().Match(json.Message) is { Success: true } missing)
        {
            return $"The body lacks {missing.Groups["names"].Value}.";
        }

        var line = string.Create(CultureInfo.InvariantCulture, $"line {(json.LineNumber ?? 0) + 1}, byte {(json.BytePositionInLine ?? 0) + 1}");
        return json.Message.Contains("could not be converted", StringComparison.Ordinal) && json.Path is { Length: > 0 } path
            ? $"The value at {Short(path)} ({line}) is not what is asked for there."
            : $"The body is no JSON that can be read ({line}).";
    }

    private static string Value(string message) => Bound().Match(message) is { Success: true } bound
        ? $"'{Short(bound.Groups["value"].Value)}' cannot be the {bound.Groups["name"].Value}."
        : Absent().Match(message) is { Success: true } absent ? $"{absent.Groups["name"].Value} is missing."
        : message.Contains("body", StringComparison.OrdinalIgnoreCase) ? "A JSON body is asked for." : "The request cannot be read.";

    private static string Short(string text) => Printable.Of(text.Length > Shown ? text[..Shown] + "…" : text);

    [GeneratedRegex("JSON property '(?<name>[^']*)' could not be mapped", RegexOptions.None, 1000)]
    private static partial Regex Unmapped();

    [GeneratedRegex("missing required properties including: (?<names>.*?)\\.?$", RegexOptions.None, 1000)]
    private static partial Regex Missing();

    [GeneratedRegex("Failed to bind parameter \"\\S+ (?<name>[^\"]+)\" from \"(?<value>.*)\"", RegexOptions.Singleline, 1000)]
    private static partial Regex Bound();

    [GeneratedRegex("Required parameter \"\\S+ (?<name>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Absent();
}

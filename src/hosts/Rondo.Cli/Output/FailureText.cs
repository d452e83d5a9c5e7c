using System.Text.Json.Nodes;
using Rondo.Kernel;

namespace Rondo.Cli.Output;

/// <summary>How failures look on a terminal and in JSON.</summary>
internal static class FailureText
{
    private const int Shown = 20;

    public static int Print(IReadOnlyList<Failure> failures, bool json)
    {
        if (json)
        {
            Terminal.Out.WriteLine(new JsonObject { ["failures"] = new JsonArray([.. failures.Select(Json)]) }.ToJsonString(JsonText.Indented));
        }
        else
        {
            foreach (var failure in failures.Take(Shown))
            {
                Terminal.Error.WriteLine($"{Terminal.Red("error:")} {failure.PlacedProblem}");
                Terminal.Error.WriteLine($"       {failure.Remedy}");
            }

            if (failures.Count > Shown)
            {
                Terminal.Error.WriteLine($"       … and {failures.Count - Shown} more.");
            }
        }

        return ExitCodes.Of(failures);
    }

    public static JsonNode Json(Failure failure) => new JsonObject
    {
        ["code"] = failure.Code,
        ["problem"] = failure.Problem,
        ["remedy"] = failure.Remedy,
        ["file"] = failure.Place?.File,
        ["line"] = failure.Place is { Line: > 0 } l ? l.Line : null,
        ["column"] = failure.Place is { Column: > 0 } c ? c.Column : null,
        ["arguments"] = failure.Arguments.Count == 0 ? null : new JsonObject(failure.Arguments.Select(a => KeyValuePair.Create(a.Key, (JsonNode?)a.Value))),
    };
}

using System.Text.Json.Nodes;
using Rondo.Kernel;

namespace Rondo.Data;

/// <summary>The parameters of a step: those of the project's section, overridden by the step's <c>with:</c>.</summary>
internal static class StepParameters
{
    public static Result<JsonObject> Merge(JsonObject parameters, JsonObject with, IReadOnlyList<string> known, string component)
    {
        var failures = new List<Failure>();
        foreach (var (key, value) in with)
        {
            if (known.Contains(key, StringComparer.Ordinal))
            {
                parameters[key] = value?.DeepClone();
                continue;
            }

            var near = NearestName.Of(key, known);
            failures.Add(new("data.unknown-parameter", $"{component} has no parameter '{key}'.",
                near is null ? $"Its parameters are: {string.Join(", ", known.Order(StringComparer.Ordinal))}." : $"Did you mean '{near}'?"));
        }

        return failures.Count > 0 ? failures : parameters;
    }
}

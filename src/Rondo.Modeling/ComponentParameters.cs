using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Rondo.Kernel;

namespace Rondo.Modeling;

/// <summary>Parameters of a component between the record it works with and the JSON that decides the cache.</summary>
internal static class ComponentParameters
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The JSON of a record, with what <c>with:</c> overrides.</summary>
    public static Result<JsonObject> Of<T>(T usual, JsonObject with)
    {
        var parameters = (JsonObject)JsonSerializer.SerializeToNode(usual, Options)!;
        foreach (var (key, value) in with)
        {
            if (!parameters.ContainsKey(key))
            {
                var near = NearestName.Of(key, parameters.Select(p => p.Key));
                return new Failure("step.unknown-parameter", $"The step has no parameter '{key}'.", near is null ? $"It has: {string.Join(", ", parameters.Select(p => p.Key))}." : $"Did you mean '{near}'?");
            }

            parameters[key] = value?.DeepClone();
        }

        try
        {
            _ = Read<T>(parameters);
            return parameters;
        }
        catch (JsonException e)
        {
            return new Failure("step.bad-parameter", $"A parameter of the step cannot be read: {e.Path}.", "Compare it with what 'rondo show pipeline' prints.");
        }
    }

    /// <summary>The record of a JSON made by <see cref="Of{T}"/>.</summary>
    public static T Read<T>(JsonObject parameters) => parameters.Deserialize<T>(Options)!;
}

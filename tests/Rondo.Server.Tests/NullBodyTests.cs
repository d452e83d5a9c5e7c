using System.Text;
using System.Text.Json.Nodes;

namespace Rondo.Server.Tests;

/// <summary>Every value that the contract wants in a body is refused by its name when it is null, whatever the route.</summary>
public sealed class NullBodyTests
{
    private const int DeepEnough = 6;

    [Fact]
    public async Task A_null_where_a_value_is_needed_is_a_400_that_names_the_field_on_every_route()
    {
        await using var running = await RunningServer.StartAsync();
        var contract = JsonNode.Parse(await running.Http.GetStringAsync("/openapi/v1.json"))!.AsObject();
        var asked = 0;
        foreach (var (path, method, schema) in Bodies(contract))
        {
            foreach (var (field, body) in Nulled(contract, schema))
            {
                using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
                using var request = new HttpRequestMessage(HttpMethod.Parse(method), Filled(path)) { Content = content };
                using var answer = await running.Http.SendAsync(request);
                var said = await answer.Content.ReadAsStringAsync();
                var shown = $"{method} {path} {body.ToJsonString()}: {(int)answer.StatusCode} {said}";
                Assert.True((int)answer.StatusCode == 400, shown);
                Assert.True(JsonNode.Parse(said)!["detail"]!.GetValue<string>().Contains(field, StringComparison.Ordinal), shown);
                asked++;
            }
        }

        Assert.True(asked > 40, $"only {asked} fields");
    }

    private static IEnumerable<(string Path, string Method, JsonObject Schema)> Bodies(JsonObject contract) =>
        from path in contract["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        let schema = operation.Value!["requestBody"]?["content"]?["application/json"]?["schema"] as JsonObject
        where schema is not null && Resolved(contract, schema)["properties"] is not null
        select (path.Key, operation.Key, schema);

    // One body for each field that may not be null, with that field null and all others there.
    private static IEnumerable<(string Field, JsonNode Body)> Nulled(JsonObject contract, JsonObject schema) =>
        from field in Needed(contract, schema, [])
        let body = Sample(contract, schema, 0)!
        where Reached(body, field[..^1]) is not null
        select (string.Join('.', field).Replace(".[]", "[0]", StringComparison.Ordinal), Without(body, field));

    private static JsonNode Without(JsonNode body, string[] field)
    {
        Reached(body, field[..^1])![field[^1]] = null;
        return body;
    }

    private static JsonObject? Reached(JsonNode? body, string[] way)
    {
        foreach (var part in way)
        {
            body = part is "[]" ? body is JsonArray { Count: > 0 } items ? items[0] : null : body?[part];
        }

        return body as JsonObject;
    }

    private static IEnumerable<string[]> Needed(JsonObject contract, JsonObject schema, string[] way)
    {
        var at = Resolved(contract, schema);
        if (way.Length > DeepEnough)
        {
            yield break;
        }

        foreach (var (name, value) in at["properties"]?.AsObject() ?? [])
        {
            string[] here = [.. way, name];
            if (!MayBeNull(contract, value!.AsObject()))
            {
                yield return here;
            }

            foreach (var deeper in Needed(contract, value.AsObject(), here))
            {
                yield return deeper;
            }
        }

        if (at["items"] is JsonObject items)
        {
            foreach (var deeper in Needed(contract, items, [.. way, "[]"]))
            {
                yield return deeper;
            }
        }
    }

    // A schema that says no type means anything.
    private static bool MayBeNull(JsonObject contract, JsonObject schema)
    {
        if (schema["oneOf"] is JsonArray choices)
        {
            return choices.Any(c => MayBeNull(contract, c!.AsObject()));
        }

        var at = Resolved(contract, schema);
        return at["type"] is JsonArray types ? types.Any(t => (string?)t is "null") : at["type"] is null ? at["enum"] is null : (string?)at["type"] is "null";
    }

    private static JsonNode? Sample(JsonObject contract, JsonObject schema, int depth)
    {
        var at = schema["oneOf"] is JsonArray choices ? Resolved(contract, choices.Select(c => c!.AsObject()).First(c => (string?)c["type"] is not "null")) : Resolved(contract, schema);
        if (at["enum"] is JsonArray values)
        {
            return values[0]!.DeepClone();
        }

        var type = at["type"] is JsonArray types ? (string?)types.First(t => (string?)t is not "null") : (string?)at["type"];
        return type switch
        {
            "object" when at["properties"] is JsonObject properties && depth <= DeepEnough => new JsonObject(properties.Select(p => KeyValuePair.Create(p.Key, Sample(contract, p.Value!.AsObject(), depth + 1)))),
            "object" => new JsonObject(),
            "array" => at["items"] is JsonObject items && depth <= DeepEnough ? new JsonArray(Sample(contract, items, depth + 1)) : new JsonArray(),
            "integer" or "number" => 1,
            "boolean" => false,
            null => new JsonObject(),
            _ => (string?)at["format"] is "date-time" ? "2026-11-21T00:00:00Z" : "x",
        };
    }

    private static JsonObject Resolved(JsonObject contract, JsonObject schema)
    {
        while ((string?)schema["$ref"] is { } reference)
        {
            schema = contract["components"]!["schemas"]![reference.Split('/')[^1]]!.AsObject();
        }

        return schema;
    }

    private static string Filled(string path) =>
        string.Join('/', path.Split('/').Select(p => p switch { "{project}" or "{model}" or "{endpoint}" => "garden", "{version}" => "1", ['{', ..] => "x", _ => p }));
}

using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Rondo.Kernel;

namespace Rondo.Server.Api;

/// <summary>Demands of a body that was read that nothing is missing in it, and no text holds what a database cannot keep.</summary>
internal static class WholeBody
{
    private static readonly ConcurrentDictionary<Type, (PropertyInfo Property, string Name, bool MayBeNull)[]> Known = [];

    /// <summary>Walks the records, lists and dictionaries of a route's body, before the route is entered.</summary>
    /// <exception cref="FailureException"><c>request.field</c>, with the place: <c>runs[0].id</c>.</exception>
    public static ValueTask<object?> DemandAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var type = context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType;
        if (type is not null && context.Arguments.FirstOrDefault(type.IsInstanceOfType) is { } body)
        {
            Walk(body, "");
        }

        return next(context);
    }

    private static void Walk(object? value, string place)
    {
        switch (value)
        {
            case null:
                throw Wrong(place, "is missing");
            case DateTimeOffset time when time == default:
                throw Wrong(place, "is missing");
            case string text when text.Contains('\0', StringComparison.Ordinal):
                throw Wrong(place, "holds the character NUL, which no database keeps");
            case JsonNode json:
                Json(json, place);
                break;
            case string or ValueType:
                break;
            case IDictionary pairs:
                foreach (DictionaryEntry pair in pairs)
                {
                    Walk(pair.Key, place);
                    Walk(pair.Value, $"{place}.{pair.Key}");
                }

                break;
            case IEnumerable items:
                var i = 0;
                foreach (var item in items)
                {
                    Walk(item, $"{place}[{i++}]");
                }

                break;
            default:
                Record(value, place);
                break;
        }
    }

    private static void Record(object record, string place)
    {
        foreach (var (property, name, mayBeNull) in Known.GetOrAdd(record.GetType(), PropertiesOf))
        {
            if (property.GetValue(record) is var value && (value is not null || !mayBeNull))
            {
                Walk(value, place.Length == 0 ? name : $"{place}.{name}");
            }
        }
    }

    // A JSON value is read when somebody looks at it: names that come twice and texts that are none are found here.
    private static void Json(JsonNode json, string place)
    {
        try
        {
            Walk(json switch { JsonObject map => map.ToDictionary(p => p.Key, p => p.Value ?? (object)0, StringComparer.Ordinal), JsonArray list => list.Select(n => n ?? (object)0).ToList(), JsonValue one when one.GetValueKind() is System.Text.Json.JsonValueKind.String => one.GetValue<string>(), _ => 0 }, place);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw Wrong(place, "is no JSON that can be kept: a name comes twice, or a text is none");
        }
    }

    private static (PropertyInfo Property, string Name, bool MayBeNull)[] PropertiesOf(Type type)
    {
        var nullability = new NullabilityInfoContext();
        return [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.CanRead && p.GetIndexParameters().Length == 0)
            .Select(p => (p, System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(p.Name), nullability.Create(p).ReadState is NullabilityState.Nullable))];
    }

    private static FailureException Wrong(string place, string what) => new(new Failure("request.field", $"{(place.Length == 0 ? "The body" : place)} {what}.", "Send every field that /openapi/v1.json demands."));
}

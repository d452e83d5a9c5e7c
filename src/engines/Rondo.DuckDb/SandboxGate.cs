using System.Collections.Frozen;
using System.Text.Json;

namespace Rondo.DuckDb;

/// <summary>
/// Judges a text by the tree the engine itself parses it to. A SELECT can have side effects through functions (enable_logging(),
/// enable_profiling() ...), which the engine's locked configuration does not stop: so only table functions known to read are let through.
/// </summary>
internal static class SandboxGate
{
    private const int Select = 1;

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 20_000 };

    private static readonly FrozenSet<string> TableFunctions = new[]
    {
        "range", "generate_series", "unnest", "repeat", "repeat_row", "summary", "histogram", "histogram_values", "json_each", "json_tree",
        "read_parquet", "parquet_scan", "parquet_schema", "parquet_metadata", "parquet_file_metadata", "parquet_kv_metadata",
        "read_csv", "read_csv_auto", "sniff_csv", "read_text", "read_blob", "read_json", "read_json_auto", "read_json_objects",
        "read_json_objects_auto", "read_ndjson", "read_ndjson_auto", "read_ndjson_objects", "icu_calendar_names", "pg_timezone_names",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> RefusedFunctions = new[] { "write_log", "sleep_ms" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Looks at the tree now, and at the number and type of statements before they run.</summary>
    internal static Native.StatementGate Of(Connection connection, string sql, CancellationToken ct)
    {
        var understood = Understand(connection, sql, ct);
        return (statements, type) =>
        {
            if (statements != 1)
            {
                throw Refused($"One SELECT is allowed here, but the text has {statements} statements.");
            }

            if (type is not (-1 or Select) || (type == Select && !understood))
            {
                throw Refused("Only a SELECT is allowed here.");
            }
        };
    }

    /// <returns>False where there is no tree: the text is wrong, or is no SELECT; running it says which.</returns>
    private static bool Understand(Connection connection, string sql, CancellationToken ct)
    {
        try
        {
            using var result = connection.Query("SELECT json_serialize_sql($1::VARCHAR)::VARCHAR", [sql], ct);
            using var tree = JsonDocument.Parse(result.Scalar<string>(), Deep);
            if (tree.RootElement.GetProperty("error").GetBoolean())
            {
                return false;
            }

            Walk(tree.RootElement);
            return true;
        }
        catch (Exception e) when (e is JsonException or DuckDbException { Kind: not (ErrorKind.Refused or ErrorKind.Busy) })
        {
            return false;
        }
    }

    // By a stack of its own: the text decides how deep it goes.
    private static void Walk(JsonElement root)
    {
        var open = new Stack<JsonElement>([root]);
        while (open.TryPop(out var element))
        {
            if (element.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in element.EnumerateArray())
                {
                    open.Push(item);
                }
            }
            else if (element.ValueKind == JsonValueKind.Object)
            {
                Judge(element);
                foreach (var property in element.EnumerateObject())
                {
                    open.Push(property.Value);
                }
            }
        }
    }

    private static void Judge(JsonElement node)
    {
        if (Text(node, "function_name") is { } called && RefusedFunctions.Contains(called))
        {
            throw Refused($"The function {called} is not allowed here.");
        }

        if (string.Equals(Text(node, "type"), "TABLE_FUNCTION", StringComparison.Ordinal))
        {
            var name = node.TryGetProperty("function", out var function) ? Text(function, "function_name") : null;
            if (name is null || !TableFunctions.Contains(name))
            {
                throw Refused($"The table function {name} is not allowed here.");
            }
        }
    }

    private static string? Text(JsonElement node, string property) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static DuckDbException Refused(string why) => new(ErrorKind.Refused, why);
}

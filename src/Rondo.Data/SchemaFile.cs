using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Rondo.Kernel;
using Rondo.Pipelines;

namespace Rondo.Data;

/// <summary>A <see cref="TableSchema"/> as YAML: one line a column, made to be read, edited and compared.</summary>
public static partial class SchemaFile
{
    /// <summary>What the file is called in a project.</summary>
    public const string FileName = "schema.yaml";

    private static readonly JsonSerializerOptions Quoted = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// The text of a schema. Roles come from <c>rondo.yaml</c>, so a project's own file leaves them out; a pipeline's schema artifact has them.
    /// </summary>
    public static string Write(TableSchema schema, bool roles)
    {
        var text = new StringBuilder();
        if (!roles)
        {
            text.Append("# What the table has to look like. Inferred from the first import; yours to edit, and enforced from now on.\n")
                .Append("# type: number, text, boolean or timestamp. Optional: category, nullable, unique, minimum, maximum, domain.\n");
        }

        text.Append("columns:\n");
        foreach (var column in schema.Columns)
        {
            text.Append("  ").Append(Scalar(column.Name)).Append(": { ").AppendJoin(", ", Parts(column, roles)).Append(" }\n");
        }

        return text.ToString();
    }

    /// <summary>Reads what <see cref="Write"/> writes and people edit. A column without a role is a feature.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="file">How failures name the file.</param>
    public static Result<TableSchema> Read(string text, string file)
    {
        var yaml = YamlText.Read(text, file);
        if (!yaml.Ok)
        {
            return yaml.Failures.ToList();
        }

        var failures = new List<Failure>();
        var root = new SectionReader(yaml.Value, file, failures);
        var columns = new List<ColumnSchema>();
        switch (root.Node("columns"))
        {
            case YamlMap map:
                columns.AddRange(map.Entries.Select(e => Column(e, file, failures)).OfType<ColumnSchema>());
                break;
            default:
                failures.Add(new("schema.no-columns", $"{file} names no columns.", "Write columns: and below it a line for each, such as age: { type: number }.", root.PlaceOf("columns")));
                break;
        }

        root.Finish();
        return failures.Count > 0 ? failures : new TableSchema(columns);
    }

    /// <summary>The schema in a file of the schema kind.</summary>
    /// <exception cref="FailureException">It is none.</exception>
    public static TableSchema Load(string path) => Read(File.ReadAllText(path), FileName).Value;

    private static ColumnSchema? Column(YamlEntry entry, string file, List<Failure> failures)
    {
        if (entry.Value is not YamlMap map)
        {
            failures.Add(new("schema.column", $"The column '{entry.Key}' is no mapping.", $"Write {entry.Key}: {{ type: number }}.", entry.Value.Place));
            return null;
        }

        var reader = new SectionReader(map, $"{file}: {entry.Key}", failures);
        if (reader.Node("type") is null)
        {
            failures.Add(new("schema.no-type", $"The column '{entry.Key}' has no type.", $"Write {entry.Key}: {{ type: number }}; the types are number, text, boolean and timestamp.", map.Place));
        }

        var type = Enum.Parse<ColumnType>(reader.Choice("type", "text", "number", "text", "boolean", "timestamp"), ignoreCase: true);
        var column = new ColumnSchema(entry.Key, type, Enum.Parse<ColumnRole>(reader.Choice("role", "feature", "feature", "target", "key", "time", "dropped"), ignoreCase: true))
        {
            Category = reader.Flag("category") ?? type == ColumnType.Text,
            Nullable = reader.Flag("nullable") ?? false,
            Unique = reader.Flag("unique") ?? false,
            Minimum = reader.Number("minimum"),
            Maximum = reader.Number("maximum"),
            Domain = reader.Node("domain") is null ? null : [.. reader.Texts("domain").Select(t => t.Text)],
        };
        reader.Finish();
        if ((column.Minimum ?? column.Maximum) is not null && type != ColumnType.Number)
        {
            failures.Add(new("schema.range", $"The column '{entry.Key}' is no number and has a range.", "Remove minimum and maximum.", map.Place));
        }

        return column;
    }

    private static IEnumerable<string> Parts(ColumnSchema column, bool roles)
    {
        yield return $"type: {column.Type.ToString().ToLowerInvariant()}";
        if (roles && column.Role != ColumnRole.Feature)
        {
            yield return $"role: {column.Role.ToString().ToLowerInvariant()}";
        }

        if (column.Category != (column.Type == ColumnType.Text))
        {
            yield return column.Category ? "category: true" : "category: false";
        }

        if (column.Nullable)
        {
            yield return "nullable: true";
        }

        if (column.Unique)
        {
            yield return "unique: true";
        }

        foreach (var part in Limits(column))
        {
            yield return part;
        }
    }

    private static IEnumerable<string> Limits(ColumnSchema column)
    {
        if (column.Minimum is { } minimum)
        {
            yield return "minimum: " + minimum.ToString("R", CultureInfo.InvariantCulture);
        }

        if (column.Maximum is { } maximum)
        {
            yield return "maximum: " + maximum.ToString("R", CultureInfo.InvariantCulture);
        }

        if (column.Domain is { } domain)
        {
            yield return $"domain: [{string.Join(", ", domain.Select(Scalar))}]";
        }
    }

    private static string Scalar(string text) => Plain().IsMatch(text) && text is not ("true" or "false" or "null") ? text : JsonSerializer.Serialize(text, Quoted);

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_.-]*( [A-Za-z0-9_.-]+)*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Plain();
}

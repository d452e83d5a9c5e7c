using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rondo.Data.Importing;

/// <summary>What an import did, for people and for later steps. Holds no path outside the source and no time.</summary>
internal static class ImportReport
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IReadOnlyList<ColumnPlan> plan, StagedTable table, StagedTable tested, IReadOnlyDictionary<SourceFile, CsvDialect> dialects, RejectedRows rejected, long stored, bool timed)
    {
        var columns = plan.Select(c => Column(c.Name, c.Type, c.Note));
        if (timed)
        {
            columns = columns.Append(Column(TableSchema.TimeColumn, ColumnType.Timestamp, "made from time:"));
        }

        return new JsonObject
        {
            ["rows"] = stored,
            ["rows-read"] = table.RowsRead,
            ["test-rows-read"] = tested.RowsRead,
            ["bad-rows"] = rejected.Count,
            ["columns"] = new JsonArray([.. columns]),
            ["files"] = new JsonArray([.. table.Files.Concat(tested.Files).Select(f => File(f, dialects.GetValueOrDefault(f)))]),
        }.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Column(string name, ColumnType type, string? note)
    {
        var column = new JsonObject { ["name"] = name, ["type"] = type.ToString().ToLowerInvariant() };
        if (note is not null)
        {
            column["note"] = note;
        }

        return column;
    }

    private static JsonObject File(SourceFile file, CsvDialect? dialect)
    {
        var described = new JsonObject { ["name"] = file.Name };
        if (dialect is not null)
        {
            described["delimiter"] = dialect.Delimiter.ToString();
            described["quote"] = dialect.Quote?.ToString();
            described["encoding"] = dialect.Encoding.Name;
            described["header"] = dialect.Header;
        }

        return described;
    }
}

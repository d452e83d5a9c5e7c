using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rondo.Data;

/// <summary>How a check ended.</summary>
public enum FindingStatus
{
    /// <summary>Nothing to do.</summary>
    Pass,

    /// <summary>Somebody should look.</summary>
    Warn,

    /// <summary>The pipeline stops until somebody acts.</summary>
    Fail,
}

/// <summary>What validation says of a table.</summary>
/// <param name="Status">The worst of the findings.</param>
/// <param name="Findings">Worst first.</param>
public sealed record DataVerdict(FindingStatus Status, IReadOnlyList<DataFinding> Findings)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper) },
        WriteIndented = true,
    };

    /// <summary>Orders findings and takes the worst status.</summary>
    public static DataVerdict Of(IEnumerable<DataFinding> findings)
    {
        var ordered = findings.OrderByDescending(f => f.Status).ToList();
        return new(ordered.Count > 0 ? ordered[0].Status : FindingStatus.Pass, ordered);
    }

    /// <summary>The verdict as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    /// <summary>Reads <see cref="ToJson"/>.</summary>
    /// <exception cref="JsonException">It is no verdict.</exception>
    public static DataVerdict FromJson(string json) => JsonSerializer.Deserialize<DataVerdict>(json, Json) ?? throw new JsonException("A verdict is an object.");
}

/// <summary>One thing that a check found.</summary>
/// <param name="Status">How bad it is.</param>
/// <param name="Code">Stable, dotted: <c>data.leak-suspect</c>.</param>
/// <param name="Problem">One sentence.</param>
/// <param name="Remedy">One sentence on what to do; empty for PASS.</param>
public sealed record DataFinding(FindingStatus Status, string Code, string Problem, string Remedy)
{
    /// <summary>The columns it is about.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>How many rows offend, where rows do.</summary>
    public long? RowCount { get; init; }

    /// <summary>The first ten of them: <c>row</c> (from 1 in the table) and values by column.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string?>>? Rows { get; init; }

    /// <summary>The setting that it holds the table against, for the failure made of it; not part of the document.</summary>
    internal Kernel.Place? Place { get; init; }
}

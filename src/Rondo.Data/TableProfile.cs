using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rondo.Data;

/// <summary>
/// What is known of a table without its rows. Numbers are the same for the same rows, whatever the threads; the bins have fixed edges, so
/// that other rows can be counted into them and compared (drift).
/// </summary>
/// <param name="Rows">Number of rows.</param>
/// <param name="DuplicateRows">Rows that repeat an earlier one in every column.</param>
/// <param name="Columns">In the order of the table.</param>
public sealed record TableProfile(long Rows, long DuplicateRows, IReadOnlyList<ColumnProfile> Columns)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        WriteIndented = true,
    };

    /// <summary>The form of this document: 1 had no <see cref="ColumnProfile.Buckets"/>.</summary>
    public int Format { get; init; } = 1;

    /// <summary>The column that the others are related to, where one is named.</summary>
    public string? Target { get; init; }

    /// <summary>What people should look at.</summary>
    public IReadOnlyList<ProfileAlert> Alerts { get; init; } = [];

    /// <summary>The profile as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    /// <summary>Reads <see cref="ToJson"/>.</summary>
    /// <exception cref="JsonException">It is no profile.</exception>
    public static TableProfile FromJson(string json) => JsonSerializer.Deserialize<TableProfile>(json, Json) ?? throw new JsonException("A profile is an object.");
}

/// <summary>Something about a table or a column that deserves a look.</summary>
/// <param name="Code">constant, empty, missing, near-constant, high-cardinality, unique, skewed, placeholder, imbalance, duplicates.</param>
/// <param name="Column">The column, or null for the table.</param>
/// <param name="Text">One sentence.</param>
public sealed record ProfileAlert(string Code, string? Column, string Text);

/// <summary>What is known of a column.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Missing">How many values are missing.</param>
/// <param name="Distinct">How many different values there are, exactly.</param>
public sealed record ColumnProfile(string Name, ColumnType Type, long Missing, long Distinct)
{
    /// <summary>Numbers, and timestamps as microseconds since 1970.</summary>
    public NumberProfile? Numbers { get; init; }

    /// <summary>Lengths of texts.</summary>
    public TextProfile? Texts { get; init; }

    /// <summary>The most frequent values: all of them up to 1000 for texts and booleans, up to 100 for numbers that have no more; most frequent first, ties by value.</summary>
    public IReadOnlyList<ValueCount>? Top { get; init; }

    /// <summary>
    /// Where there are more different texts than <see cref="Top"/> holds: rows by the hash of their text (<see cref="ValueBuckets"/>). Which
    /// texts come together does not depend on the data, so that two samples may be compared by them; the most frequent ones are chosen by
    /// looking at one sample, and may not.
    /// </summary>
    public IReadOnlyList<long>? Buckets { get; init; }

    /// <summary>How the column goes with the target.</summary>
    public TargetRelation? Relation { get; init; }
}

/// <summary>A value as text and how often it occurs.</summary>
public sealed record ValueCount(string Value, long Count);

/// <summary>Lengths in characters (Unicode scalar values).</summary>
public sealed record TextProfile(long MinimumLength, long MaximumLength, double MeanLength);

/// <summary>What is known of numbers.</summary>
/// <param name="Minimum">Smallest.</param>
/// <param name="Maximum">Largest.</param>
/// <param name="Mean">Mean.</param>
/// <param name="Deviation">Sample standard deviation (n - 1); 0 for one value.</param>
public sealed record NumberProfile(double Minimum, double Maximum, double Mean, double Deviation)
{
    /// <summary>Third standardised moment.</summary>
    public double Skewness { get; init; }

    /// <summary>How many are zero.</summary>
    public long Zeros { get; init; }

    /// <summary>How many are below zero.</summary>
    public long Negatives { get; init; }

    /// <summary>Whether all are whole numbers.</summary>
    public bool Whole { get; init; }

    /// <summary>The 101 quantiles at 0, 1, …, 100 %, linear between order statistics (Hyndman and Fan 1996, type 7).</summary>
    public IReadOnlyList<double> Percentiles { get; init; } = [];

    /// <summary>Edges of the frozen bins: the different ones of the nine deciles. Bin i holds values above edge i - 1 and up to edge i.</summary>
    public IReadOnlyList<double> Edges { get; init; } = [];

    /// <summary>Values in each frozen bin; one more than <see cref="Edges"/>.</summary>
    public IReadOnlyList<long> Counts { get; init; } = [];

    /// <summary>Values in bins of equal width from <see cref="Minimum"/> to <see cref="Maximum"/>, for drawing.</summary>
    public IReadOnlyList<long> Histogram { get; init; } = [];
}

/// <summary>How a column goes with the target.</summary>
/// <param name="Correlation">Pearson's, where both are numbers or booleans.</param>
/// <param name="Association">
/// From 0 (none) to 1 (decides it): the correlation ratio for a number as target, Cramér's V (bias-corrected, Bergsma 2013) for classes;
/// numbers enter by their decile bins.
/// </param>
public sealed record TargetRelation(double? Correlation, double? Association);

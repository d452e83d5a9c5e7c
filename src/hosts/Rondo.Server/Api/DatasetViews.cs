using System.ComponentModel;
using Rondo.Data;

namespace Rondo.Server.Api;

/// <summary>A line of tables.</summary>
internal sealed record DatasetSummary(string Name, string Project, DatasetVersionSummary Latest);

/// <summary>A version in a list.</summary>
internal sealed record DatasetVersionSummary(
    string Dataset,
    long Version,
    [property: Description("The stored table (Parquet).")] string Digest,
    [property: Description("The pipeline run that first had it.")] string Run,
    DateTimeOffset CreatedAt,
    string CreatedBy)
{
    public static DatasetVersionSummary Of(DatasetVersion v) => new(v.Dataset, v.Version, v.Digest.Hex, v.Run.Value, v.CreatedAt, v.CreatedBy);
}

/// <summary>A version with what is known of its table.</summary>
internal sealed record DatasetVersionView(
    string Dataset,
    long Version,
    [property: Description("The stored table (Parquet).")] string Digest,
    [property: Description("The pipeline run that first had it.")] string Run,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    [property: Description("Number of rows; null until it is profiled.")] long? Rows,
    [property: Description("What the table has to look like; null until it is validated.")] IReadOnlyList<SchemaColumnView>? Schema,
    [property: Description("Statistics; null until it is profiled.")] ProfileView? Profile,
    [property: Description("What validation said; null until it is validated.")] VerdictView? Verdict,
    [property: Description("The page of the profile, an artifact's digest.")] string? Report);

/// <summary>A column as the schema wants it.</summary>
internal sealed record SchemaColumnView(string Name, ColumnType Type, ColumnRole Role, bool Category, bool Nullable, bool Unique, double? Minimum, double? Maximum, IReadOnlyList<string>? Domain)
{
    public static SchemaColumnView Of(ColumnSchema c) => new(c.Name, c.Type, c.Role, c.Category, c.Nullable, c.Unique, c.Minimum, c.Maximum, c.Domain);
}

/// <summary>Statistics of a table.</summary>
internal sealed record ProfileView(long Rows, long DuplicateRows, string? Target, IReadOnlyList<ProfileAlertView> Alerts, IReadOnlyList<ColumnProfileView> Columns)
{
    private const int MostShown = 100;

    public static ProfileView Of(TableProfile p) => new(p.Rows, p.DuplicateRows, p.Target, [.. p.Alerts.Select(a => new ProfileAlertView(a.Code, a.Column, a.Text))], [.. p.Columns.Select(Column)]);

    private static ColumnProfileView Column(ColumnProfile c) => new(
        c.Name, c.Type, c.Missing, c.Distinct,
        c.Numbers is { } n ? new(Times.Finite(n.Minimum), Times.Finite(n.Maximum), Times.Finite(n.Mean), Times.Finite(n.Deviation), Times.Finite(n.Skewness), n.Zeros, n.Negatives, n.Whole, n.Percentiles, n.Histogram) : null,
        c.Texts is { } t ? new(t.MinimumLength, t.MaximumLength, t.MeanLength) : null,
        c.Top is { } top ? [.. top.Take(MostShown).Select(v => new ValueCountView(v.Value, v.Count))] : null,
        Times.Finite(c.Relation?.Correlation), Times.Finite(c.Relation?.Association));
}

/// <summary>Something that deserves a look.</summary>
internal sealed record ProfileAlertView(
    [property: Description("constant, empty, missing, near-constant, high-cardinality, unique, skewed, placeholder, imbalance, duplicates.")] string Code,
    string? Column,
    string Text);

/// <summary>Statistics of a column.</summary>
internal sealed record ColumnProfileView(
    string Name,
    ColumnType Type,
    long Missing,
    long Distinct,
    [property: Description("Numbers, and timestamps as microseconds since 1970.")] NumberProfileView? Numbers,
    TextProfileView? Texts,
    [property: Description("The most frequent values, at most 100.")] IReadOnlyList<ValueCountView>? Top,
    [property: Description("Pearson's correlation with the target.")] double? Correlation,
    [property: Description("From 0 (none) to 1 (decides the target).")] double? Association);

/// <summary>Statistics of numbers.</summary>
internal sealed record NumberProfileView(
    double? Minimum,
    double? Maximum,
    double? Mean,
    [property: Description("Sample standard deviation.")] double? Deviation,
    double? Skewness,
    long Zeros,
    long Negatives,
    [property: Description("Whether all are whole numbers.")] bool Whole,
    [property: Description("The 101 quantiles at 0, 1, …, 100 %.")] IReadOnlyList<double> Percentiles,
    [property: Description("Values in bins of equal width from minimum to maximum.")] IReadOnlyList<long> Histogram);

/// <summary>Lengths of texts, in characters.</summary>
internal sealed record TextProfileView(long MinimumLength, long MaximumLength, double MeanLength);

/// <summary>A value and how often it occurs.</summary>
internal sealed record ValueCountView(string Value, long Count);

/// <summary>What validation said.</summary>
internal sealed record VerdictView(FindingStatus Status, IReadOnlyList<FindingView> Findings);

/// <summary>One thing that a check found.</summary>
internal sealed record FindingView(FindingStatus Status, string Code, string Problem, string Remedy, IReadOnlyList<string> Columns, long? RowCount)
{
    public static FindingView Of(DataFinding f) => new(f.Status, f.Code, f.Problem, f.Remedy, f.Columns, f.RowCount);
}

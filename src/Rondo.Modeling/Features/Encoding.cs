using System.Text.Json.Serialization;
using Rondo.Data;
using Rondo.Modeling.Tables;

namespace Rondo.Modeling.Features;

/// <summary>
/// How one raw column becomes features. Fitted on the training part only; the same numbers are computed here for training and inside
/// the model's graph ever after.
/// </summary>
[JsonDerivedType(typeof(NumberEncoding), "number")]
[JsonDerivedType(typeof(LevelsEncoding), "levels")]
[JsonDerivedType(typeof(LookupEncoding), "lookup")]
[JsonDerivedType(typeof(DateEncoding), "date")]
internal abstract record Encoding(string Column)
{
    /// <summary>The type of the raw column.</summary>
    [JsonIgnore]
    public abstract ColumnType Input { get; }

    /// <summary>The names of the features it makes.</summary>
    [JsonIgnore]
    public abstract IReadOnlyList<string> Features { get; }

    /// <summary>Writes the features of a row.</summary>
    public abstract void Fill(FrameColumn column, int row, Span<float> features);
}

/// <summary>A number or a boolean as it is; what is not finite in single precision is missing, which the trees know how to treat.</summary>
internal sealed record NumberEncoding(string Column, bool Boolean) : Encoding(Column)
{
    public override ColumnType Input => Boolean ? ColumnType.Boolean : ColumnType.Number;

    public override IReadOnlyList<string> Features => [Column];

    public override void Fill(FrameColumn column, int row, Span<float> features)
    {
        var value = (float)column.Numbers[row];
        features[0] = float.IsFinite(value) ? value : float.NaN;
    }
}

/// <summary>Numbers that are names: one feature a level, 1 where the row has it. A level never met in training has none.</summary>
internal sealed record LevelsEncoding(string Column, IReadOnlyList<double> Levels, bool Missing) : Encoding(Column)
{
    public override ColumnType Input => ColumnType.Number;

    public override IReadOnlyList<string> Features =>
        [.. Levels.Select(l => $"{Column}={l.ToString("R", System.Globalization.CultureInfo.InvariantCulture)}"), .. Missing ? [$"{Column} is null"] : Array.Empty<string>()];

    public override void Fill(FrameColumn column, int row, Span<float> features)
    {
        var value = column.Numbers[row];
        for (var i = 0; i < Levels.Count; i++)
        {
            features[i] = value == Levels[i] ? 1 : 0;
        }

        if (Missing)
        {
            features[Levels.Count] = double.IsNaN(value) ? 1 : 0;
        }
    }
}

/// <summary>
/// Texts by a table: the row of features that belongs to a key, and the last row of the table for every text that is no key. One-hot
/// indicators and statistics of the training part are both written so.
/// </summary>
/// <param name="Column">The raw column.</param>
/// <param name="Keys">Texts met in training; the empty text is null.</param>
/// <param name="Names">The names of the features.</param>
/// <param name="Table">(keys + 1) rows of as many numbers as there are names.</param>
internal sealed record LookupEncoding(string Column, IReadOnlyList<string> Keys, IReadOnlyList<string> Names, float[] Table) : Encoding(Column)
{
    private readonly Dictionary<string, int> _index = Keys.Select((k, i) => (k, i)).ToDictionary(p => p.k, p => p.i, StringComparer.Ordinal);

    public override ColumnType Input => ColumnType.Text;

    [JsonIgnore]
    public override IReadOnlyList<string> Features => Names;

    public override void Fill(FrameColumn column, int row, Span<float> features) =>
        Table.AsSpan(_index.GetValueOrDefault(column.Texts[row], Keys.Count) * Names.Count, Names.Count).CopyTo(features);
}

/// <summary>A time by its parts; all of them are missing where it is null.</summary>
internal sealed record DateEncoding(string Column, IReadOnlyList<DatePart> Parts) : Encoding(Column)
{
    public override ColumnType Input => ColumnType.Timestamp;

    public override IReadOnlyList<string> Features => [.. Parts.Select(p => $"{Column}.{NameOf(p)}")];

    public override void Fill(FrameColumn column, int row, Span<float> features)
    {
        var time = column.Times[row];
        for (var i = 0; i < Parts.Count; i++)
        {
            features[i] = time == long.MinValue ? float.NaN : Calendar.Part(Parts[i], time);
        }
    }

    private static string NameOf(DatePart part) => part switch
    {
        DatePart.DayOfYear => "day-of-year",
        DatePart.EpochDays => "epoch-days",
        _ => part.ToString().ToLowerInvariant(),
    };
}

using Rondo.Data;
using Rondo.Modeling.Tables;

namespace Rondo.Modeling.Training;

/// <summary>What a training reads.</summary>
/// <param name="Schema">The table's columns.</param>
/// <param name="Train">The rows to learn from.</param>
/// <param name="Validation">The rows to stop and choose by; may be empty.</param>
internal sealed record TrainingData(TableSchema Schema, Frame Train, Frame Validation)
{
    /// <summary>The columns that a model may use, in order.</summary>
    public IReadOnlyList<ColumnSchema> Features => [.. Schema.Columns.Where(c => c.Role == ColumnRole.Feature)];

    /// <summary>The column with the rows' time, or null.</summary>
    public string? TimeColumn => Schema.Columns.FirstOrDefault(c => c.Role == ColumnRole.Time)?.Name;

    /// <summary>Reads the parts of a split.</summary>
    public static TrainingData Read(TableSchema schema, string train, string validation, int threads, CancellationToken ct)
    {
        var columns = Needed(schema);
        return new(schema, FrameReader.Read(train, columns, threads, ct), FrameReader.Read(validation, columns, threads, ct));
    }

    /// <summary>The columns that training and evaluation read.</summary>
    public static IReadOnlyList<ColumnSchema> Needed(TableSchema schema) =>
        [.. schema.Columns.Where(c => c.Role is ColumnRole.Feature or ColumnRole.Target or ColumnRole.Time)];
}

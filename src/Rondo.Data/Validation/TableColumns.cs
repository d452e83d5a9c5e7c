namespace Rondo.Data.Validation;

/// <summary>The columns that a table will have.</summary>
/// <param name="Columns">All of them.</param>
/// <param name="Typed">Whether their types are known, or only their names.</param>
internal sealed record TableColumns(IReadOnlyList<ColumnSchema> Columns, bool Typed)
{
    public static TableColumns WithTime(IReadOnlyList<ColumnSchema> columns, bool typed, string? time) =>
        new(time is null || columns.Any(c => SchemaInference.IsTime(c.Name)) ? columns : [.. columns, new(TableSchema.TimeColumn, ColumnType.Timestamp, ColumnRole.Time)], typed);
}

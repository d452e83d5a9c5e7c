namespace Rondo.Data.Validation;

/// <summary>
/// What a table has to look like, from what it looks like. Types, missing values and the names of few, often repeated categories are
/// taken as rules; ranges of numbers are not: tomorrow's extreme is no error.
/// </summary>
internal static class SchemaInference
{
    private const int LargestDomain = 50;
    private const int RowsPerName = 20;

    public static TableSchema Infer(TableProfile profile, ValidationOptions options) =>
        new([.. profile.Columns.Select(c => Column(c, profile.Rows, options))]);

    /// <summary>Takes roles and categories from <c>rondo.yaml</c>, and the time column from the table.</summary>
    public static TableSchema Apply(TableSchema schema, TableProfile profile, ValidationOptions options)
    {
        var columns = schema.Columns.Where(c => !IsTime(c.Name))
            .Select(c => c with { Role = options.RoleOf(c.Name), Category = c.Category || options.Categories.Contains(c.Name, StringComparer.Ordinal) })
            .ToList();
        columns.AddRange(profile.Columns.Where(c => IsTime(c.Name)).Select(c => Column(c, profile.Rows, options)));
        return new(columns);
    }

    /// <summary>Without the column that import makes: what the project's own file holds.</summary>
    public static TableSchema WithoutTime(TableSchema schema) => new([.. schema.Columns.Where(c => !IsTime(c.Name))]);

    public static bool IsTime(string column) => string.Equals(column, TableSchema.TimeColumn, StringComparison.Ordinal);

    private static ColumnSchema Column(ColumnProfile column, long rows, ValidationOptions options)
    {
        var role = options.RoleOf(column.Name);
        var category = column.Type == ColumnType.Text || options.Categories.Contains(column.Name, StringComparer.Ordinal);
        var listed = category && role is ColumnRole.Feature or ColumnRole.Target && column.Top is { } && column.Distinct is > 0 and <= LargestDomain && column.Distinct * RowsPerName <= rows;
        return new(column.Name, column.Type, role)
        {
            Category = category,
            Nullable = column.Missing > 0,
            Unique = role == ColumnRole.Key && options.Key.Count == 1 && column.Distinct == rows - column.Missing,
            Domain = listed ? [.. column.Top!.Select(t => t.Value).Order(StringComparer.Ordinal)] : null,
        };
    }
}

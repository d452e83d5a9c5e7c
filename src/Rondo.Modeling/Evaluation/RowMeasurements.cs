using Rondo.Data;
using Rondo.DuckDb;
using Rondo.Expressions;
using Rondo.Kernel;
using Rondo.Modeling.Tables;
using Rondo.Scoping;

namespace Rondo.Modeling.Evaluation;

/// <summary>What requirements ask of the rows of a part themselves: how many there are, and how many lack a value; in slices too.</summary>
internal static class RowMeasurements
{
    /// <summary>Of the evaluated part; the training part has no evaluation of its own and is counted when the test part is opened.</summary>
    /// <exception cref="FailureException"><c>slice.*</c>, and <c>evaluate.no-column</c>.</exception>
    public static IEnumerable<Measurement> Of(EvaluationInputs inputs, EvaluationOptions options, CancellationToken ct)
    {
        (string Split, string Table)[] parts = options.Split is "test" && inputs.History.Count > 0 ? [("train", inputs.History[0]), (options.Split, inputs.Table)] : [(options.Split, inputs.Table)];
        return parts.SelectMany(p => Of(p.Table, p.Split, options.Judged(), ct));
    }

    // One pass over the columns that are asked for.
    private static IReadOnlyList<Measurement> Of(string parquet, string split, IReadOnlyList<Requirement> requirements, CancellationToken ct)
    {
        var asked = requirements.Where(r => r.MeasureInfo.Reach == Reach.Rows && string.Equals(r.Split, split, StringComparison.Ordinal)).DistinctBy(r => (r.Measure, r.Slice)).ToList();
        if (asked.Count == 0)
        {
            return [];
        }

        var schema = FrameReader.Describe(parquet, ct);
        var counted = FrameReader.Read(parquet, [.. asked.SelectMany((r, i) => Counts(r, schema).Select((sql, j) => (new ColumnSchema($"c{i}_{j}", ColumnType.Number, ColumnRole.Feature), sql)))], 1, ct);
        return [.. asked.Select((r, i) => Measured(r, counted[$"c{i}_0"].Numbers[0], counted[$"c{i}_1"].Numbers[0])).OfType<Measurement>()];
    }

    private static Measurement? Measured(Requirement asked, double rows, double missing)
    {
        var counts = asked.MeasureInfo.Arguments == MeasureArguments.None;
        return counts || rows > 0
            ? new(asked.Measure, counts ? rows : missing / rows, "", new("data", asked.Split, asked.Slice)) { Count = (long)rows }
            : null;
    }

    private static string[] Counts(Requirement asked, TableSchema schema)
    {
        var rows = asked.Slice.Length == 0 ? "true" : SqlEmitter.Emit(SliceFinder.Condition(asked.Slice, schema));
        var column = MeasureCatalogue.PartsOf(asked.Measure).Column;
        if (column.Length > 0 && !schema.Columns.Any(c => string.Equals(c.Name, column, StringComparison.Ordinal)))
        {
            throw new FailureException(new Failure("evaluate.no-column", $"charter.requirements names the column '{column}', which the table does not have.", $"The columns are: {string.Join(", ", schema.Columns.Take(30).Select(c => c.Name))}."));
        }

        return [Count(rows), Count(column.Length == 0 ? "false" : $"({rows}) AND {Sql.Identifier(column)} IS NULL")];
    }

    private static string Count(string condition) => $"CAST(count(*) FILTER (WHERE {condition}) AS DOUBLE)";
}

namespace Rondo.Data.Validation.Leaks;

/// <summary>
/// Columns that name rows: a text without spaces that never repeats, or whole numbers that never repeat and count up or down, or fill
/// their range. They let a model look rows up, and often carry the order in which rows were written.
/// </summary>
internal static class Identifiers
{
    private const int EnoughRows = 50;

    public static IEnumerable<Suspect> Find(TableProfile profile, ValidationOptions options, LeakSample sample, CancellationToken ct)
    {
        foreach (var column in profile.Columns.Where(c => options.RoleOf(c.Name) == ColumnRole.Feature))
        {
            var present = profile.Rows - column.Missing;
            if (present < EnoughRows || column.Distinct < present)
            {
                continue;
            }

            if (column.Type == ColumnType.Text && column.Texts is { MaximumLength: <= 64 } && column.Top!.Take(50).All(t => !t.Value.Contains(' ', StringComparison.Ordinal)))
            {
                yield return new("data.id-suspect", [column.Name], "has another text in every row: it names the row");
            }
            else if (column is { Type: ColumnType.Number, Numbers: { Whole: true } numbers } && (IsDense(numbers, present) || IsMonotone(sample.Numbers(column, ct))))
            {
                yield return new("data.id-suspect", [column.Name], "has another whole number in every row, one after the other: it counts rows");
            }
        }
    }

    private static bool IsDense(NumberProfile numbers, long present) => numbers.Maximum - numbers.Minimum + 1 <= 1.5 * present;

    private static bool IsMonotone(double[] values)
    {
        var present = Array.FindAll(values, v => !double.IsNaN(v));
        var up = true;
        var down = true;
        for (var i = 1; i < present.Length && (up || down); i++)
        {
            up &= present[i] > present[i - 1];
            down &= present[i] < present[i - 1];
        }

        return up || down;
    }
}

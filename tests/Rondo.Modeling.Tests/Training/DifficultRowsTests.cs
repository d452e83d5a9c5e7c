using Rondo.Data;
using Rondo.Modeling.Tables;
using Rondo.Modeling.Training;

namespace Rondo.Modeling.Tests.Training;

public sealed class DifficultRowsTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(1500)]
    public void Every_column_is_null_once_and_the_rows_stay_few_however_many_columns_there_are(int columns)
    {
        var frame = new Frame(5, [.. Enumerable.Range(0, columns).Select(c => new FrameColumn($"c{c}", ColumnType.Number) { Numbers = [1, 2, 3, 4, 5] })]);
        var schema = frame.Columns.Select(c => new ColumnSchema(c.Name, c.Type, ColumnRole.Feature)).ToList();
        using var model = new Trained([], new("y", ColumnType.Number, Scoping.TaskKind.Regression, []), new([], []), null, new(false, 0, 1), [1]);

        var made = DifficultRows.From(frame, schema, model);

        Assert.InRange((long)made.Rows * columns, 1, 8_500_000);
        foreach (var column in made.Columns)
        {
            Assert.Contains(double.NaN, column.Numbers);
            Assert.Contains(double.PositiveInfinity, column.Numbers);
            Assert.Contains(3, column.Numbers);
        }

        // one column by itself, where there is room for it
        Assert.Equal(columns == 3, Enumerable.Range(0, made.Rows).Any(r => double.IsInfinity(made.Columns[0].Numbers[r]) && made.Columns.Skip(1).All(c => double.IsFinite(c.Numbers[r]))));
    }
}

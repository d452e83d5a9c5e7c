namespace Rondo.Data.Tests;

public sealed class BikeTests
{
    private const string Answers = """{"target":"cnt","classes":false,"drop":["instant","casual","registered"]}""";

    [Fact]
    public void An_hourly_table_goes_all_the_way()
    {
        using var bench = new Bench();
        var import = bench.Import(Shared.Data("bike/hour.csv"), """{"time":"dteday + hr hours"}""");
        Assert.Empty(import.Verdict.Failures);
        Assert.Equal(17379L, import.Value("table", "SELECT count(*) FROM {}"));
        Assert.Equal(3292679.0, import.Value("table", "SELECT sum(cnt) FROM {}"));
        Assert.EndsWith("cnt DOUBLE, _time TIMESTAMP", import.Shape(), StringComparison.Ordinal);
        Assert.Equal(new DateTime(2011, 1, 1, 23, 0, 0, DateTimeKind.Utc), import.Value("table", "SELECT _time FROM {} LIMIT 1 OFFSET 23"));

        var validate = bench.Validate(import["table"], Answers);
        Assert.Empty(validate.Verdict.Failures);
        var schema = SchemaFile.Load(validate["schema"]);
        Assert.Equal(ColumnRole.Time, schema.Columns[^1].Role);
        Assert.Equal(["instant", "casual", "registered"], schema.Columns.Where(c => c.Role == ColumnRole.Dropped).Select(c => c.Name));
        Assert.Equal(ColumnRole.Target, schema.Columns.Single(c => c.Name is "cnt").Role);

        var split = bench.Split(import["table"], """{"target":"cnt","classes":false}""");
        Assert.Empty(split.Verdict.Warnings);
        var sizes = new[] { "train", "validation", "test" }.Select(p => (long)split.Value(p, "SELECT count(*) FROM {}")!).ToList();
        Assert.Equal(17379L, sizes.Sum());
        Assert.InRange(sizes[2], 3465, 3486);
        Assert.InRange(sizes[1], 1728, 1748);
        Assert.True((DateTime)split.Value("train", "SELECT max(_time) FROM {}")! < (DateTime)split.Value("validation", "SELECT min(_time) FROM {}")!);
        Assert.True((DateTime)split.Value("validation", "SELECT max(_time) FROM {}")! < (DateTime)split.Value("test", "SELECT min(_time) FROM {}")!);
    }

    [Fact]
    public void The_answer_in_two_columns_is_found()
    {
        using var bench = new Bench();
        var import = bench.Import(Shared.Data("bike/hour.csv"), """{"time":"dteday + hr hours"}""");
        var validate = bench.Validate(import["table"], """{"target":"cnt","classes":false}""");
        Assert.Equal(["data.id-suspect", "data.leak-suspect"], validate.Codes.Order(StringComparer.Ordinal));
        var sum = validate.Verdict.Failures.Single(f => f.Code is "data.leak-suspect");
        Assert.StartsWith("casual + registered is 'cnt'", sum.Problem, StringComparison.Ordinal);
        Assert.Contains("drop: [casual, registered]", sum.Remedy, StringComparison.Ordinal);
        Assert.Equal(FindingStatus.Fail, DataVerdict.FromJson(validate.Text("verdict")).Status);
    }
}

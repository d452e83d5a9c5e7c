namespace Rondo.Pipelines.Tests.Running;

public sealed class TableFormTests
{
    private const string Steps = """
        a: { run: 'echo 1,2 > "$RONDO_OUTPUT_table"', out: { table: t.csv } }
        b: { run: 'cat "$RONDO_INPUT_csv" "$RONDO_INPUT_raw" > "$RONDO_OUTPUT_o"; basename "$RONDO_INPUT_csv" "$RONDO_INPUT_raw"', in: { csv: a.table, raw: { from: a.table, as: parquet } }, out: { o: o } }
        """;

    [Fact]
    public async Task A_script_reads_and_writes_tables_as_CSV_unless_it_asks_for_Parquet()
    {
        await using var project = new TestProject(Steps);
        project.Registry.TableForms = new MarkingForms();
        var report = await project.RunAsync();
        Assert.Equal("stored 1,2\n", await project.ReadAsync(report, "a", "table"));
        Assert.Equal("csv of stored 1,2\nstored 1,2\n", await project.ReadAsync(report, "b", "o"));
        project.Registry.TableForms = new MarkingForms { Version = "2" };
        Assert.Equal("the conversion of tables changed", Assert.Single((await project.RunAsync())["a"].Reasons));
    }

    [Fact]
    public async Task Without_a_stage_that_owns_tables_it_says_so()
    {
        await using var project = new TestProject(Steps);
        Assert.Equal("step.no-table-forms", Assert.Single((await project.RunAsync())["a"].Failures).Code);
    }

    /// <summary>Marks what it was given: the conversion itself belongs to another stage.</summary>
    private sealed class MarkingForms : ITableForms
    {
        public string Version { get; init; } = "1";

        public async Task ToCsvAsync(string parquet, string csv, CancellationToken ct) => await File.WriteAllTextAsync(csv, "csv of " + await File.ReadAllTextAsync(parquet, ct), ct);

        public async Task FromCsvAsync(string csv, string parquet, CancellationToken ct) => await File.WriteAllTextAsync(parquet, "stored " + await File.ReadAllTextAsync(csv, ct), ct);
    }
}

using Rondo.Data;
using Rondo.Deployment;
using Rondo.EndToEnd.Broken;
using Rondo.Kernel;
using Rondo.Modeling;
using Rondo.Pipelines;
using Rondo.Scoping;

namespace Rondo.EndToEnd.Answers;

/// <summary>Requirements and slices about columns that are not there are found before anything runs, wherever the columns are known.</summary>
public sealed class ColumnsBeforeRunTests
{
    private const string Import = "import: { uses: data/import, in: { source: file:data/rentals.csv } }";
    private const string Clean = "clean: { run: 'sed s/weather/sky/ $RONDO_INPUT_raw > $RONDO_OUTPUT_table', in: { raw: import.table }, out: { table: clean.csv } }";
    private const string Schema = "columns:\n  id: { type: number }\n  hour: { type: number }\n  temp: { type: number }\n  sky: { type: text }\n  casual: { type: number }\n  rentals: { type: number }\n";
    private const string TypedSchema = "columns:\n  hour: { type: number }\n  weather: { type: text }\n  rentals: { type: number }\n";

    [Theory]
    [InlineData("mae <= 500 on test slice(wether = 'rain')", "Did you mean weather")]
    [InlineData("gap(mae, wether) <= 9", "Did you mean 'weather'")]
    [InlineData("missing(hum) <= 9 %", "The columns are: id, hour, temp, weather, casual, rentals")]
    [InlineData("drift(rentals) <= 0.2", "Name a column that the model reads")]
    public void By_the_first_line_of_the_file_in_a_written_pipeline_and_in_a_derived_one(string requirement, string says)
    {
        Assert.Equal(("rondo.yaml:10:7", true), Only(Failures(requirement, Steps(Import, "import.table")), says));
        Assert.Equal(("rondo.yaml:10:7", true), Only(Failures(requirement, ""), says));
    }

    [Fact]
    public void By_the_schema_file_that_a_table_is_validated_with_types_are_known_too()
    {
        var steps = Steps(Import, "import.table", validated: true);
        Assert.Equal(("rondo.yaml:10:7", true), Only(Failures("mae <= 500 on test slice(weather > 3)", steps, schema: TypedSchema), "weather"));
        Assert.Empty(Failures("mae <= 500 on test slice(weather > 3)", Steps(Import, "import.table")));
        Assert.Empty(Failures("mae <= 500 on test slice(weather = 'rain')", steps, schema: TypedSchema));
    }

    [Fact]
    public void A_script_may_make_columns_and_only_a_schema_file_tells_which()
    {
        var made = Steps(Import + "\n    " + Clean, "clean.table");
        Assert.Empty(Failures("gap(mae, sky) <= 9", made, "slices: [hour = 8]"));
        Assert.Empty(Failures("gap(mae, nothing) <= 9", made, "slices: [hour = 8]"));
        var validated = Steps(Import + "\n    " + Clean, "clean.table", validated: true);
        Assert.Empty(Failures("gap(mae, sky) <= 9", validated, "slices: [hour = 8]", Schema));
        Assert.Equal(("rondo.yaml:10:7", true), Only(Failures("gap(mae, weather) <= 9", validated, "slices: [hour = 8]", Schema), "The columns are: id, hour, temp, sky"));
        Assert.Equal(("rondo.yaml:19:10", true), Only(Failures("mae <= 500 on test", validated, "slices: [weather]", Schema), "weather"));
    }

    [Fact]
    public void A_schema_file_that_is_none_is_told_before_anything_runs() =>
        Assert.Equal(("schema.yaml:2:17", true), Only(Failures("mae <= 500 on test", "", schema: "columns:\n  hour: { type: hours }\n"), "Write one of"));

    [Theory]
    [InlineData("id,hour,temp,weather,casual")]
    [InlineData("")]
    [InlineData("{\"id\": 1}\n")]
    [InlineData("id,id\n1,2\n")]
    [InlineData("<!DOCTYPE html>\n<html></html>\n")]
    [InlineData("id,\u0000x\n1,2\n")]
    public void What_is_wrong_with_the_file_is_told_by_the_step_that_reads_it(string csv) =>
        Assert.Empty(Failures("mae <= 500 on test slice(temp > 3)", "", "slices: [temp > 3]", csv: csv));

    [Theory]
    [InlineData("data/*.csv", "data/rentals.csv", null)]
    [InlineData("data", "data/rentals.csv", null)]
    [InlineData("data/*.jsonl", "data/a.jsonl", "{\"id\": 1}\n{\"id\": 2, \"hour\": 8, \"temp\": 1.5}\nno JSON\n{\"weather\": \"rain\", \"casual\": 1, \"rentals\": 2}\n")]
    [InlineData("data/a.json", "data/a.json", "[{\"id\": 1, \"hour\": 8, \"temp\": 1.5}, {\"weather\": \"rain\", \"casual\": 1, \"rentals\": 2}]")]
    [InlineData("data/*.parquet", "data/a.parquet", "SELECT 1 AS id, 8 AS hour, 1.5 AS temp, 'rain' AS weather, 1 AS casual, 2 AS rentals")]
    public void By_the_first_file_of_a_pattern_or_folder_of_any_kind(string source, string file, string? content)
    {
        foreach (var steps in new[] { Steps(Import.Replace("data/rentals.csv", source, StringComparison.Ordinal), "import.table"), "" })
        {
            var failures = Failures("gap(mae, wether) <= 9", steps, source: source, prepare: folder => Prepare(folder, file, content));
            Assert.Equal(("rondo.yaml:10:7", true), Only(failures, "Did you mean 'weather'? The columns are: id, hour, temp, weather, casual, rentals."));
            Assert.Empty(Failures("gap(mae, weather) <= 9", steps, source: source, prepare: folder => Prepare(folder, file, content)));
        }
    }

    [Fact]
    public void A_key_that_may_come_later_in_a_large_file_is_left_to_the_import()
    {
        static void Write(string folder) => Prepare(folder, "data/a.jsonl", "{\"id\": 1}\n" + string.Concat(Enumerable.Repeat($"{{\"id\": \"{new string('x', 1 << 20)}\"}}\n", 16)) + "{\"wether\": 1}\n");
        Assert.Empty(Failures("gap(mae, wether) <= 9", "", source: "data/a.jsonl", prepare: Write));
        Assert.Empty(Failures("gap(mae, nothing) <= 9", "", source: "data/a.jsonl", prepare: Write));
    }

    [Theory]
    [InlineData("PAR1 and no more")]
    [InlineData("{}")]
    public void What_is_wrong_with_a_file_of_another_kind_is_told_by_the_step_that_reads_it(string content) =>
        Assert.Empty(Failures("gap(mae, wether) <= 9", "", source: "data/a", prepare: folder => Prepare(folder, "data/a", content)));

    [Fact]
    public async Task By_the_stored_table_that_a_data_set_names()
    {
        using var folder = new TemporaryFolder();
        TinyProject.Write(folder.Path);
        var imported = await CleanFailure.RunAsync(folder.Path, "run", "import");
        Assert.True(imported.ExitCode == 0, imported.Error);
        var steps = Steps(Import, "dataset:tiny@latest").Replace("\"dataset:", "dataset:", StringComparison.Ordinal);
        foreach (var (requirement, says) in new[] { ("gap(mae, wether) <= 9", "Did you mean 'weather'?"), ("mae <= 500 on test slice(weather > 3)", "weather") })
        {
            TinyProject.Write(folder.Path, Yaml(requirement, steps, "slices: [weather]"));
            var result = await CleanFailure.RunAsync(folder.Path, "run");
            Assert.Equal((2, ""), (result.ExitCode, result.Output));
            Assert.Contains("rondo.yaml:10:7", result.Error, StringComparison.Ordinal);
            Assert.Contains(says, result.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Columns_that_monitoring_is_to_ignore_are_looked_up_too()
    {
        var ignore = Steps(Import, "import.table") + "monitor:\n  ignore: [weather, temperature, nothing]\n";
        var failures = Failures("mae <= 500 on test", ignore);
        Assert.Equal(2, failures.Count);
        Assert.StartsWith("monitor.ignore names the column 'temperature', which the table does not have.", failures[0].Problem, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'temp'?", failures[0].Remedy, StringComparison.Ordinal);
        Assert.Equal(32, failures[0].Place!.Line);
        var made = Steps(Import + "\n    " + Clean, "clean.table");
        Assert.Empty(Failures("mae <= 500 on test", made + "monitor:\n  ignore: [sky]\n", "slices: [hour = 8]"));
    }

    [Fact]
    public async Task Nothing_has_run_by_then()
    {
        using var folder = new TemporaryFolder();
        TinyProject.Write(folder.Path, Yaml("gap(mae, wether) <= 9", Steps(Import, "import.table"), "slices: [weather]"));
        var result = await CleanFailure.RunAsync(folder.Path, "run");
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        CleanFailure.IsClean("a gap of an unknown column", result);
    }

    private static void Prepare(string folder, string file, string? content)
    {
        var path = Path.Combine(folder, file);
        if (content?.StartsWith("SELECT", StringComparison.Ordinal) == true)
        {
            using var database = DuckDb.Database.Open(null, new Dictionary<string, string>(StringComparer.Ordinal));
            using var connection = database.Connect();
            connection.Execute($"COPY ({content}) TO '{path}' (FORMAT PARQUET)");
        }
        else if (content is not null)
        {
            File.WriteAllText(path, content);
        }
    }

    private static (string Place, bool Says) Only(IReadOnlyList<Failure> failures, string says)
    {
        var one = Assert.Single(failures);
        return (one.Place!.ToString(), one.ToString().Contains(says, StringComparison.Ordinal) ? true : throw new InvalidOperationException(one.ToString()));
    }

    private static IReadOnlyList<Failure> Failures(string requirement, string steps, string slices = "slices: [weather]", string? schema = null, string? csv = null, string source = "data/rentals.csv", Action<string>? prepare = null)
    {
        using var folder = new TemporaryFolder();
        TinyProject.Write(folder.Path, Yaml(requirement, steps, slices).Replace("  source: data/rentals.csv", "  source: " + source, StringComparison.Ordinal), csv);
        prepare?.Invoke(folder.Path);
        if (schema is not null)
        {
            folder.File("schema.yaml", schema);
        }

        var stages = new StageRegistry().AddPipelines().AddScoping().AddData().AddModeling().AddDeployment();
        return PipelineLint.Check(ProjectLoader.Load(folder.Path, [], stages, _ => null).Value, stages).Failures;
    }

    private static string Yaml(string requirement, string steps, string slices) =>
        TinyProject.With("- mae <= 500 on test", $"- {requirement}").Replace("slices: [weather]", slices, StringComparison.Ordinal) + steps;

    // What is validated, split, learned from and measured is one table.
    private static string Steps(string before, string table, bool validated = false) => $$"""
        pipeline:
          steps:
            {{before}}
            profile: { uses: data/profile, in: { table: {{table}} } }
            validate: { uses: data/validate, in: { table: {{table}}, profile: profile.profile{{(validated ? ", schema: \"file:schema.yaml\"" : "")}} } }
            split: { uses: data/split, in: { table: {{table}}, schema: validate.schema } }
            train: { uses: modeling/train, in: { train: split.train, validation: split.validation, schema: validate.schema } }
            evaluate: { uses: modeling/evaluate, in: { model: train.model, table: split.validation, train: split.train } }

        """;
}

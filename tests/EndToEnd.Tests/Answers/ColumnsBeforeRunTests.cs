using Rondo.EndToEnd.Broken;
using Rondo.Kernel;
using Rondo.Pipelines;

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

    [Fact]
    public async Task Nothing_has_run_by_then()
    {
        using var folder = new TemporaryFolder();
        TinyProject.Write(folder.Path, Yaml("gap(mae, wether) <= 9", Steps(Import, "import.table"), "slices: [weather]"));
        var result = await CleanFailure.RunAsync(folder.Path, "run");
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        CleanFailure.IsClean("a gap of an unknown column", result);
    }

    private static (string Place, bool Says) Only(IReadOnlyList<Failure> failures, string says)
    {
        var one = Assert.Single(failures);
        return (one.Place!.ToString(), one.ToString().Contains(says, StringComparison.Ordinal) ? true : throw new InvalidOperationException(one.ToString()));
    }

    private static IReadOnlyList<Failure> Failures(string requirement, string steps, string slices = "slices: [weather]", string? schema = null, string? csv = null)
    {
        using var folder = new TemporaryFolder();
        TinyProject.Write(folder.Path, Yaml(requirement, steps, slices), csv);
        if (schema is not null)
        {
            folder.File("schema.yaml", schema);
        }

        return PipelineLint.Check(ProjectLoader.Load(folder.Path, [], Stages.All, _ => null).Value, Stages.All).Failures;
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

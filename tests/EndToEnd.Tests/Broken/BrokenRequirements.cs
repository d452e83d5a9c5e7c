using System.Globalization;

namespace Rondo.EndToEnd.Broken;

/// <summary>Sentences that cannot be judged, and expressions in checks, slices and times that cannot be evaluated.</summary>
public sealed class BrokenRequirements
{
    private static readonly CaseList Cases =
    [
        // sentences; the number is the offset of what is wrong
        Sentence("", 0, "requirement"),
        Sentence("<= 60", 0, "begins with a measure"),
        Sentence("mae", 3, "comparison"),
        Sentence("mae 60", 4, "comparison"),
        Sentence("mae <=", 6, "bound"),
        Sentence("mae <= on test", 7, "bound"),
        Sentence("mea <= 60 on test", 0, "Did you mean 'mae'"),
        Sentence("quality >= 0.9", 0, "no measure 'quality'"),
        Sentence("auc >= 0.8", 0, "not a measure of a regression task"),
        Sentence("mae >= 60", 4, "Did you mean"),
        Sentence("mae = 60", 4, "never exactly equal"),
        Sentence("r2 <= 0.9", 3, "Did you mean"),
        Sentence("mae == 60", 4, "="),
        Sentence("mae => 60", 4, "Did you mean"),
        Sentence("mae <= 60 km", 10, "km"),
        Sentence("mae <= 60 %", 7, "share"),
        Sentence("mae <= 60 test", 10, "on test"),
        Sentence("mae <= 60 on tset", 13, "Did you mean 'test'"),
        Sentence("mae <= 60 on", 12, "split"),
        Sentence("mae <= 60 on the moon", 13, "'the'"),
        Sentence("mae <= 60 on test wran", 18, "wran"),
        Sentence("mae <= 60 on test warn now", 23, "now"),
        Sentence("mae <= 1,000", 7, "without commas"),
        Sentence("mae <= 1e999", 7, "too large"),
        Sentence("mae <= 0.7 * baselin", 13, "Did you mean 'baseline'"),
        Sentence("mae <= (0.7 * baseline", 7, "never closed"),
        Sentence("mae <= 60 / 0", 10, "no value"),
        Sentence("mae <= -5", 7, "at least"),
        Sentence("mae <= 60 on slice", 18, "condition"),
        Sentence("mae <= 60 on slice()", 18, "condition"),
        Sentence("mae <= 60 on slice(hour = 8", 18, "never closed"),
        Sentence("mae <= 60 on slice(hour == 8)", 24, "="),
        Sentence("mae <= 60 on slice(hour + )", 26, "value"),
        Sentence("mae(hour) <= 60", 3, "nothing in parentheses"),
        Sentence("within >= 80 %", 7, "parentheses"),
        Sentence("within(ten) >= 80 %", 7, "positive number"),
        Sentence("within(10) >= 800 %", 14, "can never decide"),
        Sentence("gap(mae) <= 5", 7, "metric and a column"),
        Sentence("gap(size, hour) <= 5", 4, "size is none"),
        Sentence("latency.p95 <= 20", 15, "needs its unit"),
        Sentence("latency.p95 <= 20 MB", 18, "not measured in MB"),
        Sentence("latency.p99 <= 20 ms on test", 24, "not measured on"),
        Sentence("latency.p42 <= 20 ms", 0, "latency.p"),
        Sentence("size <= 20", 8, "needs its unit"),
        Sentence("missing <= 5 %", 8, "parentheses"),
        Sentence("missing(\"wind speed) <= 5 %", 8, "never closed"),
        Sentence("mae ≤ 60", 4, "≤"),
        Sentence("mae <= 60; drop table models", 9, "';'"),
        Sentence("mae <= " + new string('(', 200) + "60" + new string(')', 200), -1, "too deeply"),
        new("the same requirement twice", 2, "rondo.yaml:11:7", "asks again") { Make = Charter("    - mae <= 500 on test\n    - mae <= 500.0\n"), Command = ["show", "charter"] },
        new("a requirement that is a mapping", 2, "rondo.yaml:10:7", "not a text") { Make = Charter("    - mae: 60\n"), Command = ["show", "charter"] },
        new("costs that nobody wrote", 2, "rondo.yaml:10:7", "costs") { Make = Binary("cost <= 0.3"), Command = ["show", "charter"] },
        new("a measure of numbers for classes", 2, "rondo.yaml:10:7", "not a measure of a binary task") { Make = Binary("mae <= 3"), Command = ["show", "charter"] },
        new("an area above one", 2, "rondo.yaml:10:14", "from 0 to 1") { Make = Binary("auc >= 80"), Command = ["show", "charter"] },

        // expressions over the table
        Check("hour betwen 0 and 23", 2, "rondo.yaml:17:12", "betwen"),
        Check("huor between 0 and 23", 2, "rondo.yaml:17:7", "Did you mean hour"),
        Check("hour between 0 and 'x'", 2, "rondo.yaml:17:", "text"),
        Check("hour + 1", 2, "rondo.yaml:17:", "true or false"),
        Check("upper(hour) = 'A'", 2, "rondo.yaml:17:", "text"),
        Check("nosuchfunction(hour) > 1", 2, "rondo.yaml:17:7", "nosuchfunction"),
        Check("hour > 1 and", 2, "rondo.yaml:17:19", "value"),
        Check("count(", 2, "rondo.yaml:17:", "value"),
        Check("weather = 'clear", 2, "rondo.yaml:17:17", "closed"),
        Check("hour between 5 and 6", 1, "rondo.yaml:17", "hour between 5 and 6"),
        Check("count() >= 1000", 1, "rondo.yaml:17", "count() >= 1000"),
        Check("unique(weather)", 1, "rondo.yaml:17", "unique(weather)"),
        Table("a key that is no column", "key: [id]", "key: [idd]", 2, "rondo.yaml", "Did you mean 'id'", "validate"),
        Table("a column to drop that is not there", "drop: [casual]", "drop: [causal]", 2, "rondo.yaml", "Did you mean 'casual'", "validate"),
        Table("a type of a column that is not there", "{ weather: category }", "{ wether: category }", 2, "rondo.yaml", "Did you mean 'weather'", "import"),
        Table("a time of unknown columns", "key: [id]", "time: dteday + hour hours", 2, "rondo.yaml", "dteday", "import"),
        Table("a time that is a number", "key: [id]", "time: hour + 1", 2, "rondo.yaml", "not a time", "import"),
        Table("a split by time without times", "by: random", "by: time", 2, "rondo.yaml", "time", "split"),
        Table("a group that is no column", "by: random", "by: { group: city }", 2, "rondo.yaml", "city", "split"),
        Table("a target that is no column", "target: rentals", "target: rental", 2, "rondo.yaml", "Did you mean 'rentals'", "validate"),
        Table("a target of words", "target: rentals", "target: weather", 2, "rondo.yaml", "regression needs numbers", "train"),
        Table("two classes that are many", "task: regression\n  target: rentals\n  baseline: mean\n  requirements:\n    - mae <= 500 on test\n", "task: binary\n  target: rentals\n", 2, "rondo.yaml", "a binary task has two", "train"),
        Table("a slice of a column that is not there", "slices: [weather]", "slices: [wether]", 2, "rondo.yaml:19:10", "Did you mean weather", "validate"),
        Table("a slice that is a number", "slices: [weather]", "slices: [hour + 1]", 2, "rondo.yaml:19:10", "neither true nor false", "validate"),
        Table("a requirement on a column that is not there", "mae <= 500 on test", "mae <= 500 on test slice(wether = 'rain')", 2, "rondo.yaml:10:7", "wether", "validate"),
        Table("a slice of a requirement that compares a text with a number", "mae <= 500 on test", "mae <= 500 on test slice(weather > 3)", 2, "rondo.yaml:10:7", "weather", "validate"),
        Table("a slice of a requirement that is a number", "mae <= 500 on test", "mae <= 500 on slice(hour)", 2, "rondo.yaml:10:7", "neither true nor false", "validate"),
        Table("a gap of a column that is not there", "mae <= 500 on test", "gap(mae,  wether) <= 9", 2, "rondo.yaml:10:7", "Did you mean 'weather'", "validate"),
        Table("missing values of a column that is not there", "mae <= 500 on test", "missing(\"hum\") <= 9 %", 2, "rondo.yaml:10:7", "The columns are: id, hour", "validate"),
        Table("drift of the target", "mae <= 500 on test", "drift(rentals) <= 0.2", 2, "rondo.yaml:10:7", "it is the target", "validate"),
        Table("missing values of a dropped column in production", "mae <= 500 on test", "missing(casual) <= 1 % on production", 2, "rondo.yaml:10:7", "it is dropped", "validate"),
        Known("mae <= 500 on test slice(wether = 'rain')", "Did you mean weather"),
        Known("gap(mae, wether) <= 9", "Did you mean 'weather'"),
        Known("drift(id) <= 0.2", "it is a key"),

        // what is never measured
        Sentence("mae <= 60 on train", 13, "not measured on train"),
        Sentence("drift(temp) <= 0.2 on test", 22, "not measured on test"),
        Sentence("rows >= 10 on production", 14, "not measured on production"),
        Sentence("mae <= 60 on production slice(hour = 8)", 24, "slices of production"),
        Sentence("gap(mae, hour) <= 9 on production", 23, "not measured on production"),
        Sentence("missing(temp) <= 5 % on slice(hour = 8)", 24, "slices of the whole table"),
        Sentence("latency.p95 <= 2 * baseline", 17, "of the baseline is not measured"),
        Sentence("mae <= champion on production", 7, "of the champion is not measured"),
        Sentence("mae <= baseline on production", 0, "of the baseline is not measured"),
    ];

    public static TheoryData<string> Names => Cases.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public Task Says_where_and_what_to_do(string name) => CleanFailure.OfAsync(Cases[name]);

    [Fact]
    public async Task A_requirement_that_is_not_met_is_an_answer_and_no_error()
    {
        using var folder = new TemporaryFolder();
        TinyProject.Write(folder.Path, TinyProject.With("mae <= 500 on test", "mae <= 0.001 on test"));
        var result = await CleanFailure.RunAsync(folder.Path, "run");
        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Contains("FAIL    mae <= 0.001 on test", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("error: ", result.Error, StringComparison.Ordinal);
    }

    private static BrokenCase Sentence(string text, int offset, string says)
    {
        var place = offset < 0 ? "rondo.yaml:10:" : string.Create(CultureInfo.InvariantCulture, $"rondo.yaml:10:{8 + offset}:");
        return new($"the sentence '{(text.Length > 60 ? text[..60] + "…" : text)}'", 2, place, says) { Make = Charter($"    - '{text.Replace("'", "''", StringComparison.Ordinal)}'\n"), Command = ["show", "charter"] };
    }

    private static BrokenCase Check(string text, int exitCode, string place, string says) =>
        Table($"the check '{text}'", "- hour between 0 and 23", "- " + text, exitCode, place, says, "validate");

    private static BrokenCase Table(string name, string text, string instead, int exitCode, string place, string says, string step) =>
        new(name, exitCode, place, says) { Make = folder => TinyProject.Write(folder, TinyProject.With(text, instead)), Command = ["run", step] };

    // The columns are known by schema.yaml: nothing has to run.
    private static BrokenCase Known(string requirement, string says) => new($"'{requirement}' by the schema", 2, "rondo.yaml:10:7", says)
    {
        Make = folder =>
        {
            TinyProject.Write(folder, TinyProject.With("mae <= 500 on test", requirement));
            File.WriteAllText(Path.Combine(folder, "schema.yaml"), string.Concat(TinyProject.Header.Split(',').Select(c => $"  {c}: {{ type: {(c is "weather" ? "text" : "number")} }}\n").Prepend("columns:\n")));
        },
        Command = ["show", "pipeline"],
    };

    private static Action<string> Charter(string requirements) => folder => TinyProject.Write(folder, TinyProject.With("    - mae <= 500 on test\n", requirements));

    private static Action<string> Binary(string requirement) => folder => TinyProject.Write(
        folder,
        TinyProject.With("- mae <= 500 on test", "- " + requirement)
            .Replace("task: regression", "task: binary", StringComparison.Ordinal)
            .Replace("baseline: mean", "baseline: majority", StringComparison.Ordinal));
}

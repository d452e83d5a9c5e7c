using System.Globalization;

namespace Rondo.Data.Tests;

public sealed class ValidationTests
{
    private const string Good = "id,kind,v\n1,a,1\n2,b,2\n3,a,3\n";

    private static string Rows(string header, int count, Func<int, string> row) => header + "\n" + string.Concat(Enumerable.Range(0, count).Select(i => row(i) + "\n"));

    [Fact]
    public void A_schema_is_inferred_once_and_reads_as_it_was_written()
    {
        using var bench = new Bench();
        var import = bench.ImportText(Rows("id,\"odd: name\",flag,x", 100, i => $"{i},\"{(i % 2 == 0 ? "yes # no" : "it's")}\",true,{(i == 3 ? "" : i.ToString(CultureInfo.InvariantCulture))}"));
        var schema = SchemaFile.Load(bench.Validate(import["table"], """{"key":["id"],"categories":["x"]}""")["schema"]);
        Assert.Equal(["key", "feature", "feature", "feature"], schema.Columns.Select(c => c.Role.ToString().ToLowerInvariant()));
        Assert.True(schema.Columns[0].Unique);
        Assert.Equal(["it's", "yes # no"], schema.Columns[1].Domain!);
        Assert.Equal((true, true), (schema.Columns[3].Nullable, schema.Columns[3].Category));
        Assert.Equal(SchemaFile.Write(schema, roles: true), SchemaFile.Write(SchemaFile.Read(SchemaFile.Write(schema, roles: true), "s").Value, roles: true));
    }

    [Theory]
    [InlineData("{ id: { type: number }, kind: { type: text, domain: [a, b] }, v: { type: number } }", "")]
    [InlineData("{ id: { type: number }, kind: { type: text }, w: { type: number } }", "data.column-missing")]
    [InlineData("{ id: { type: number }, kind: { type: text } }", "data.column-new")]
    [InlineData("{ id: { type: text }, kind: { type: text }, v: { type: number } }", "data.type-changed")]
    [InlineData("{ id: { type: number }, kind: { type: text, domain: [a] }, v: { type: number } }", "data.unknown-value")]
    [InlineData("{ id: { type: number }, kind: { type: text }, v: { type: number, minimum: 2 } }", "data.below-minimum")]
    [InlineData("{ id: { type: number }, kind: { type: text }, v: { type: number, maximum: 2 } }", "data.above-maximum")]
    [InlineData("{ id: { type: number }, kind: { type: text, unique: true }, v: { type: number } }", "data.repeated-value")]
    public void A_written_schema_is_enforced(string columns, string code)
    {
        using var bench = new Bench();
        var table = bench.ImportText(Good)["table"];
        var validate = bench.Validate(table, "{}", bench.Write("schema.yaml", "columns: " + columns + "\n"));
        Assert.Equal(code, string.Join(' ', validate.Codes));
        var finding = DataVerdict.FromJson(validate.Text("verdict")).Findings is [var first, ..] ? first : null;
        Assert.True(finding?.Rows is null || finding.Rows.All(r => int.Parse(r["row"]!, CultureInfo.InvariantCulture) is >= 1 and <= 3));
    }

    [Fact]
    public void Missing_values_are_shown_with_their_rows()
    {
        using var bench = new Bench();
        var table = bench.ImportText("id,v\n1,1\n2,\n3,3\n")["table"];
        var validate = bench.Validate(table, "{}", bench.Write("schema.yaml", "columns:\n  id: { type: number }\n  v: { type: number }\n"));
        var finding = DataVerdict.FromJson(validate.Text("verdict")).Findings.Single();
        Assert.Equal("data.missing-value", finding.Code);
        Assert.Equal("2", finding.Rows!.Single()["row"]);
    }

    [Fact]
    public void A_schema_that_cannot_be_meant_names_its_line()
    {
        var failures = SchemaFile.Read("columns:\n  a: { typ: number }\n", "schema.yaml").Failures;
        Assert.Contains(failures, f => f.Place is { Line: 2 } && f.Remedy.Contains("'type'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("v >= 1", true)]
    [InlineData("v < 3", false)]
    [InlineData("count() >= 3", true)]
    [InlineData("count() > 3", false)]
    [InlineData("unique(id)", true)]
    [InlineData("unique(kind)", false)]
    public void Checks_are_held(string check, bool holds)
    {
        using var bench = new Bench();
        var validate = bench.Validate(bench.ImportText(Good)["table"], $$"""{"checks":["{{check}}"]}""");
        Assert.Equal(holds, validate.Verdict.Failures.Count == 0);
    }

    [Fact]
    public void Unknown_columns_in_the_project_file_are_refused_with_the_nearest()
    {
        using var bench = new Bench();
        var failures = Bench.Refusal(() => bench.Validate(bench.ImportText(Good)["table"], """{"drop":["kinds"],"key":["idd"],"target":"v"}"""));
        Assert.Equal(2, failures.Count);
        Assert.Contains(failures, f => f.Remedy.Contains("'kind'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("curve", "a")]
    [InlineData("copy", "a")]
    [InlineData("three", "a b c")]
    [InlineData("product", "a b")]
    [InlineData("weights", "a b c d")]
    public void A_number_that_is_given_away_is_found(string how, string columns)
    {
        using var bench = new Bench();
        var random = new Random(3);
        var import = bench.ImportText(Rows("a,b,c,d,noise,y", 3000, i =>
        {
            var (a, b, c, d) = (random.NextDouble() * 10, random.NextDouble() * 10, random.NextDouble() * 10, random.NextDouble() * 10);
            var y = how switch { "copy" => a, "three" => a + b - c, "product" => a * b, "weights" => (0.5 * a) + (2 * b) - (3 * c) + d, _ => Math.Exp(a / 3) };
            return string.Create(CultureInfo.InvariantCulture, $"{a:R},{b:R},{c:R},{d:R},{random.NextDouble():R},{y:R}");
        }));
        var validate = bench.Validate(import["table"], """{"target":"y","classes":false}""");
        var finding = DataVerdict.FromJson(validate.Text("verdict")).Findings.Single(f => f.Status == FindingStatus.Fail);
        Assert.Equal(columns, string.Join(' ', finding.Columns));
        Assert.Contains("drop:", finding.Remedy, StringComparison.Ordinal);
        Assert.Contains("accept:", finding.Remedy, StringComparison.Ordinal);
        Assert.Contains("known-at:", finding.Remedy, StringComparison.Ordinal);
        var accept = string.Join(',', finding.Columns.Select(c => $"\"{c}\":\"known\""));
        Assert.Empty(bench.Validate(import["table"], "{\"target\":\"y\",\"classes\":false,\"accept\":{" + accept + "}}").Verdict.Failures);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("threshold")]
    [InlineData("missing")]
    [InlineData("says")]
    public void A_class_that_is_given_away_is_found(string how)
    {
        using var bench = new Bench();
        var random = new Random(5);
        var import = bench.ImportText(Rows("leak,noise,y", 2000, i =>
        {
            var y = random.Next(4) == 0;
            var leak = how switch { "text" => y ? "left" : "kept", "threshold" => (random.NextDouble() + (y ? 1 : 0)).ToString("R", CultureInfo.InvariantCulture), "missing" => y ? "2011-01-01" : "", _ => $"note {i} says {(y ? "churned" : "stayed")}" };
            return string.Create(CultureInfo.InvariantCulture, $"{leak},{random.NextDouble():R},{(y ? "churned" : "stayed")}");
        }));
        var validate = bench.Validate(import["table"], """{"target":"y","classes":true}""");
        Assert.Equal(["leak"], DataVerdict.FromJson(validate.Text("verdict")).Findings.Single(f => f.Status == FindingStatus.Fail).Columns);
        Assert.Empty(bench.Validate(import["table"], """{"target":"y","classes":true,"known-at":{"leak":-3600},"horizon":3600}""").Verdict.Failures);
        Assert.NotEmpty(bench.Validate(import["table"], """{"target":"y","classes":true,"known-at":{"leak":0},"horizon":3600}""").Verdict.Failures);
    }
}

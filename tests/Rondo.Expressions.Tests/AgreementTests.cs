using FsCheck;
using FsCheck.Fluent;

namespace Rondo.Expressions.Tests;

/// <summary>The SQL gives what the evaluator gives, on rows with nulls, NaN, infinities and all of Unicode.</summary>
public sealed class AgreementTests(SampleTable table) : IClassFixture<SampleTable>
{
    private readonly Engine _engine = table.Engine;
    private readonly IReadOnlyList<Dictionary<string, object?>> _rows = table.Rows;

    public static TheoryData<string, string> OfRows => Examples.OfRows;

    public static TheoryData<string, string> OfTables => Examples.OfTables;

    [Fact]
    public void Any_expression_agrees_exactly() => Agree(Sample.Expressions, 150, relative: 0);

    [Fact]
    public void Any_number_of_deep_operations_agrees_exactly() => Agree(Sample.Numeric, 100, relative: 0);

    [Fact]
    public void A_transcendental_function_agrees_to_a_part_in_a_million_millions() => Agree(Sample.Transcendental, 50, relative: 1e-12);

    [Fact]
    public void A_filter_keeps_the_rows_that_are_true() => Prop.ForAll(Sample.Expressions.ToArbitrary(), text =>
    {
        var typed = Language.Typed(text, Sample.Columns);
        if (typed.Kind == ValueKind.Boolean)
        {
            var kept = _engine.Query($"SELECT id FROM sample WHERE {SqlEmitter.Emit(typed)} ORDER BY id").Select(r => Convert.ToInt32(r[0], null));
            Assert.Equal(Enumerable.Range(0, _rows.Count).Where(i => Evaluator.Evaluate(typed, c => _rows[i][c]) is true), kept);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Theory]
    [MemberData(nameof(OfRows))]
    public void An_example_gives_in_SQL_the_result_it_shows(string expression, string result)
    {
        var columns = Language.Row.Select(c => $"{Sample.Literal(c.Value)}{(c.Value is null ? "::DOUBLE" : "")} AS \"{c.Key}\"");
        var typed = Language.Typed(expression);
        var sql = _engine.Query($"SELECT {SqlEmitter.Emit(typed)} FROM (SELECT {string.Join(", ", columns)})")[0][0];

        Same(result is "null" ? null : Language.Value(result), sql, 1e-12, expression);
    }

    [Theory]
    [MemberData(nameof(OfTables))]
    public void An_aggregates_example_gives_the_result_it_shows(string expression, string result)
    {
        var columns = new Dictionary<string, ValueKind>(StringComparer.Ordinal) { ["id"] = ValueKind.Number, ["x"] = ValueKind.Number, ["town"] = ValueKind.Text, ["ok"] = ValueKind.Boolean };
        var typed = Language.Typed(expression, columns, aggregates: true);
        const string Table = "(VALUES (1, 2.5, 'Oslo', true), (2, 4, 'Oslo', false), (3, 1, 'Bern', NULL), (4, NULL, NULL, true)) t(id, x, town, ok)";

        Same(Language.Value(result), _engine.Query($"SELECT {SqlEmitter.Emit(typed)} FROM {Table}")[0][0], 0, expression);
    }

    [Theory]
    [InlineData("count()", 0.0)]
    [InlineData("count(x)", 0.0)]
    [InlineData("distinct(x)", 0.0)]
    [InlineData("unique(x, t)", true)]
    [InlineData("share(b)", null)]
    [InlineData("sum(x)", null)]
    [InlineData("mean(x)", null)]
    [InlineData("median(x)", null)]
    [InlineData("stddev(x)", null)]
    [InlineData("max(t)", null)]
    [InlineData("count() > 0 and mean(x) > 1", false)]
    public void An_aggregate_of_no_rows_has_a_stated_value(string expression, object? expected)
    {
        var sql = SqlEmitter.Emit(Language.Typed(expression, Sample.Columns, aggregates: true));
        Same(expected, _engine.Query($"SELECT {sql} FROM sample WHERE id < 0")[0][0], 0, expression);
    }

    [Fact]
    public void An_aggregate_of_any_expression_runs() => Prop.ForAll(Gen.Elements("sum", "mean", "median", "stddev", "min", "max", "distinct", "count", "unique").Two().ToArbitrary(), Sample.Numeric.ToArbitrary(), (names, number) =>
    {
        var typed = Language.Typed($"number({names.Item1}({number}) is null) + number({names.Item2}({number}) is null)", Sample.Columns, aggregates: true);
        Assert.InRange((double)_engine.Query($"SELECT {SqlEmitter.Emit(typed)} FROM sample")[0][0]!, 0, 2);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    [Fact]
    public void A_sum_does_not_depend_on_the_order_of_rows()
    {
        var typed = Language.Typed("sum(x * 0.1) + mean(x / 3) + stddev(x / 7)", Sample.Columns, aggregates: true);
        _engine.Execute("CREATE TABLE many AS SELECT i AS id, (hash(i) % 1000003) / 7.0e0 AS x FROM range(200000) p(i)");
        var sums = Enumerable.Range(1, 4).Select(k => _engine.Query($"SELECT {SqlEmitter.Emit(typed)} FROM (SELECT x FROM many ORDER BY hash(id + {k}))")[0][0]);

        Assert.Single(sums.Distinct());
    }

    [Fact]
    public void Small_letters_and_capitals_agree_for_every_code_point()
    {
        _engine.Execute("CREATE TABLE points AS SELECT chr(i::INT) AS t FROM range(1, 1114109) p(i) WHERE i < 55296 OR i > 57343");
        foreach (var function in new[] { "lower", "upper" })
        {
            var typed = Language.Typed($"{function}(t)", Sample.Columns);
            foreach (var row in _engine.Query($"SELECT t, {SqlEmitter.Emit(typed)} FROM points"))
            {
                Same(Evaluator.Evaluate(typed, _ => row[0]), row[1], 0, (string)row[0]!);
            }
        }
    }

    [Fact]
    public void The_SQL_grows_with_the_expression_and_not_faster()
    {
        var deep = string.Concat(Enumerable.Repeat("sqrt(1 / (1 + greatest(x, ", 24)) + "y" + string.Concat(Enumerable.Repeat(", 0.5)))", 24));
        var typed = Language.Typed(deep, Sample.Columns);
        var sql = SqlEmitter.Emit(typed);

        Assert.InRange(sql.Length, deep.Length, 40 * deep.Length);
        Compare([deep], 0);
    }

    [Theory]
    [InlineData("sqrt(", "x", ")", 99)]
    [InlineData("greatest(y, ", "x", ")", 99)]
    [InlineData("1 / (1 + ", "x", ")", 99)]
    [InlineData("1 + (1 - ", "x", ")", 99)]
    [InlineData("x / ", "x", "", 120)]
    [InlineData("1 / (x % ", "x", ")", 99)]
    [InlineData("case when x > 1 then 2 else ", "x", " end", 99)]
    [InlineData("number(1 < ", "x", ")", 99)]
    [InlineData("number(x < y + ", "x", ")", 80)]
    [InlineData("round(y + ", "x", ", 1)", 99)]
    [InlineData("hours(1 day * ", "x", ")", 99)]
    [InlineData("hours((1 hour + s - s) * ", "x", ")", 30)]
    [InlineData("trim(", "concat(t, u)", ")", 98)]
    [InlineData("upper(", "concat(t, u)", ")", 98)]
    [InlineData("length(replace(trim(concat(t, lower(upper('b')))), 'a', '')) + ", "x", "", 99)]
    public void The_deepest_expression_that_is_read_runs(string before, string inside, string after, int times) =>
        Compare([string.Concat(Enumerable.Repeat(before, times)) + inside + string.Concat(Enumerable.Repeat(after, times))], 0);

    private void Agree(Gen<string> expressions, int count, double relative) =>
        Prop.ForAll(expressions.ListOf(8).ToArbitrary(), texts => Compare(texts, relative)).Check(Config.QuickThrowOnFailure.WithMaxTest(count).WithEndSize(60));

    private void Compare(IEnumerable<string> texts, double relative)
    {
        var typed = texts.Select(t => Language.Typed(t, Sample.Columns)).ToList();
        var results = _engine.Query($"SELECT {string.Join(", ", typed.Select(t => SqlEmitter.Emit(t)))} FROM sample ORDER BY id");
        for (var i = 0; i < _rows.Count; i++)
        {
            for (var j = 0; j < typed.Count; j++)
            {
                var row = _rows[i];
                Same(Evaluator.Evaluate(typed[j], c => row[c]), results[i][j], relative, $"{typed[j]} with {string.Join(", ", typed[j].Columns.Select(c => $"{c} = {Sample.Literal(row[c])}"))}");
            }
        }
    }

    private static void Same(object? expected, object? sql, double relative, string what)
    {
        var same = (expected, sql) switch
        {
            (double e, double s) => e == s || Math.Abs(e - s) <= relative * Math.Abs(e),
            (TimeSpan e, long s) => e.Ticks / TimeSpan.TicksPerMicrosecond == s,
            _ => Equals(expected, sql),
        };
        Assert.True(same, $"{what}: {expected ?? "null"} in .NET, {sql ?? "null"} in SQL");
    }
}

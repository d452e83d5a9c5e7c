namespace Rondo.Expressions.Tests;

public sealed class ParsingTests
{
    [Theory]
    [InlineData("a OR b And NOT c", "a or b and not c")]
    [InlineData("(a and b) or c", "a and b or c")]
    [InlineData("(a or b) and c", "(a or b) and c")]
    [InlineData("not (x in (1,2))", "x not in (1, 2)")]
    [InlineData("not x is null", "x is not null")]
    [InlineData("x != 1", "x <> 1")]
    [InlineData("a - (b - c) - d", "a - (b - c) - d")]
    [InlineData("-(-5)", "5")]
    [InlineData("-(-x)", "-(-x)")]
    [InlineData("-5 days", "-5 days")]
    [InlineData("(-5) days", "(-5) days")]
    [InlineData("dteday + hr hours", "dteday + hr hours")]
    [InlineData("24h", "24 hours")]
    [InlineData("1.50e3", "1500")]
    [InlineData("'it''s'", "'it''s'")]
    [InlineData("`a``b` + \"c \"\"d\"", "\"a`b\" + \"c \"\"d\"")]
    [InlineData("\"case\" + \"fine\"", "\"case\" + fine")]
    [InlineData("latency.p95 <= 20", "latency.p95 <= 20")]
    [InlineData("溫度 > 30", "溫度 > 30")]
    [InlineData("CASE WHEN a THEN 1 END", "case when a then 1 end")]
    [InlineData("timestamp '2011-01-31T17:30'", "timestamp '2011-01-31 17:30:00'")]
    [InlineData("timestamp '2011-01-31'", "date '2011-01-31'")]
    [InlineData("date > date '2011-01-31'", "date > date '2011-01-31'")]
    [InlineData("ABS( x )", "abs(x)")]
    public void A_text_has_one_normal_form(string text, string normal)
    {
        Assert.Equal(normal, Expression.Parse(text).Value.ToString());
        Assert.Equal(normal, Expression.Parse(normal).Value.ToString());
    }

    [Theory]
    [InlineData("", "expression.empty", 1)]
    [InlineData("x +", "expression.unexpected-end", 4)]
    [InlineData("x 1", "expression.unexpected", 3)]
    [InlineData("(x", "expression.unexpected-end", 3)]
    [InlineData("x == 1", "expression.unknown-symbol", 3)]
    [InlineData("x && ok", "expression.unknown-symbol", 3)]
    [InlineData("x ^ 2", "expression.unknown-symbol", 3)]
    [InlineData("x # 2", "expression.unknown-symbol", 3)]
    [InlineData("name = 'Ana", "expression.open-quote", 8)]
    [InlineData("1 < x < 3", "expression.chained", 3)]
    [InlineData("x = 1 is null", "expression.chained", 3)]
    [InlineData("x = not ok", "expression.unexpected", 5)]
    [InlineData("x not 3", "expression.unexpected", 7)]
    [InlineData("1e999", "expression.number-too-large", 1)]
    [InlineData("at + 2 months", "expression.unknown-unit", 8)]
    [InlineData("date '2011-02-30'", "expression.bad-time", 6)]
    [InlineData("case x when 1 then 2 end", "expression.unexpected", 6)]
    [InlineData("x in ()", "expression.unexpected", 7)]
    [InlineData("\"\" = 1", "expression.empty-name", 1)]
    [InlineData("x = '\0'", "expression.bad-character", 6)]
    public void A_broken_text_says_what_is_wrong_and_where(string text, string code, int column)
    {
        var failure = Language.Failure(text);

        Assert.Equal((code, column), (failure.Code, failure.Place!.Column));
        Assert.NotEmpty(failure.Remedy);
    }

    [Fact]
    public void A_failure_is_placed_in_the_users_file()
    {
        Assert.Equal("rondo.yaml:12:11", Language.Failure("x + tmep", new("rondo.yaml", 12, 7)).Place!.ToString());
        Assert.Equal("rondo.yaml:13:3", Language.Failure("x +\n  tmep", new("rondo.yaml", 12, 7)).Place!.ToString());
        Assert.Equal("rondo.yaml:12", Language.Failure("x + tmep", new("rondo.yaml", 12)).Place!.ToString());
    }

    [Theory]
    [InlineData("(", "")]
    [InlineData("-", "")]
    [InlineData("not ", "")]
    [InlineData("abs(", "")]
    [InlineData("case when ", "")]
    [InlineData("x in (", "")]
    [InlineData("1+", "1")]
    [InlineData("(1+", "")]
    public void A_hostile_text_is_refused_before_the_stack_ends(string repeated, string last)
    {
        var failure = Language.Failure(string.Concat(Enumerable.Repeat(repeated, 9_000 / repeated.Length)) + last);

        Assert.Equal("expression.too-deep", failure.Code);
        Assert.Equal("expression.too-long", Language.Failure(new string(' ', 10_001)).Code);
    }

    [Fact]
    public void Half_a_character_is_refused()
    {
        Assert.Equal("expression.bad-character", Language.Failure("x = '\ud83d'").Code);
        Assert.Equal("name = '😀'", Expression.Parse("name = '😀'").Value.ToString());
    }

    [Fact]
    public void A_long_list_and_a_long_disjunction_are_no_nesting()
    {
        var many = string.Join(", ", Enumerable.Range(0, 1000));
        Assert.Equal(false, Language.Value($"x in ({many})"));
        Assert.Equal(true, Language.Value(string.Join(" or ", Enumerable.Range(0, 800).Select(i => $"x > {i}"))));
    }
}

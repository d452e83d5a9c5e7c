namespace Rondo.Expressions.Tests;

public sealed class CheckingTests
{
    [Theory]
    [InlineData("tmep + nmae", "There is no column tmep.")]
    [InlineData("nmae = 'a'", "Did you mean name?")]
    [InlineData("name = \"Zwolle\"", "Text stands in single quotes.")]
    [InlineData("rond(x)", "Did you mean round?")]
    [InlineData("avg(x)", "Did you mean mean?")]
    [InlineData("log(x)", "Write ln or log10.")]
    [InlineData("name = 1", "Write a number without quotes")]
    [InlineData("at > '2011-01-01'", "Write a time as date '2011-01-31'")]
    [InlineData("ok = 1", "Write true or false")]
    [InlineData("at - date '2011-01-01' > 3", "Give the number a unit")]
    [InlineData("ok < true", "Booleans have no order")]
    [InlineData("not x", "Compare each side")]
    [InlineData("x and ok", "Compare each side")]
    [InlineData("name + 'a'", "'+' does not take text and text.")]
    [InlineData("name hours", "Write such as 7 days")]
    [InlineData("round(x, n)", "round takes as digits a whole number written out, from -15 to 15.")]
    [InlineData("substring(name, 0)", "a whole number written out")]
    [InlineData("round(name)", "It takes round(number) or round(number, number).")]
    [InlineData("coalesce(x, name)", "coalesce does not take (number, text)")]
    [InlineData("case when x then 1 end", "A case takes booleans after when")]
    [InlineData("name = ''", "Write x is null")]
    [InlineData("null", "The expression is always null.")]
    [InlineData("mean(x) > 1", "a value for each row is wanted")]
    public void A_wrong_expression_says_what_would_be_right(string text, string says)
    {
        var parsed = Expression.Parse(text).Value;
        var result = Checker.Check(parsed, Language.Columns);

        Assert.Contains(says, result.Failures[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mean(x) > x", "expression.mixed")]
    [InlineData("mean(max(x)) > 1", "expression.nested-aggregate")]
    [InlineData("mean(name) > 1", "expression.type")]
    public void A_wrong_aggregate_is_refused(string text, string code) => Assert.Equal(code, Language.Failure(text, aggregates: true).Code);

    [Fact]
    public void All_that_is_wrong_is_said_at_once() =>
        Assert.Equal(3, Checker.Check(Expression.Parse("tmep > 1 and nmae = 'a' and ok = 2").Value, Language.Columns).Failures.Count);

    [Fact]
    public void A_checked_expression_knows_its_kind_and_columns()
    {
        var typed = Language.Typed("x > 1 and (n < x or name = 'a')");
        Assert.Equal((ValueKind.Boolean, false), (typed.Kind, typed.IsAggregate));
        Assert.Equal(["x", "n", "name"], typed.Columns);

        var aggregate = Language.Typed("mean(x) - 1", aggregates: true);
        Assert.Equal((ValueKind.Number, true), (aggregate.Kind, aggregate.IsAggregate));
        Assert.Equal("-", aggregate.Root.Operation);
    }

    [Fact]
    public void A_row_of_other_kinds_than_checked_is_a_bug_of_the_caller()
    {
        Assert.Throws<ArgumentException>(() => Evaluator.Evaluate(Language.Typed("x + 1"), _ => "a"));
        Assert.Throws<ArgumentException>(() => Evaluator.Evaluate(Language.Typed("mean(x)", aggregates: true), _ => 1));
        Assert.Equal(3.0, Evaluator.Evaluate(Language.Typed("x + 1"), _ => 2));
        Assert.Null(Evaluator.Evaluate(Language.Typed("x + 1"), _ => double.PositiveInfinity));
    }
}

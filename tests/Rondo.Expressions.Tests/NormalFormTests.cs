using FsCheck;
using FsCheck.Fluent;
using Rondo.Expressions.Syntax;

namespace Rondo.Expressions.Tests;

public sealed class NormalFormTests
{
    [Fact]
    public void The_normal_form_parses_to_the_same_tree() => Prop.ForAll(Sample.Expressions.ToArbitrary(), text =>
    {
        var once = Expression.Parse(text).Value;
        var twice = Expression.Parse(once.ToString()).Value;

        Assert.Equal(Dump(once.Root), Dump(twice.Root));
        Assert.Equal(once.ToString(), twice.ToString());
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(60));

    [Fact]
    public void Any_text_is_read_or_refused_and_never_breaks_the_reader()
    {
        var pieces = Gen.Elements(
            "x", "1", "1.", ".5", "1e", "'", "\"", "`", "(", ")", ",", "and", "or", "not", "in", "is", "null", "between", "like", "case", "when", "then", "else", "end", "days", "date", "'a'", "+", "-", "=", "<", "<>",
            "%", " ", "abs(", "\n", "é", "!", ".", "\ud800", "\0", "=>");
        Prop.ForAll(pieces.ListOf().ToArbitrary(), parts =>
        {
            foreach (var text in new[] { string.Concat(parts), string.Join(' ', parts) })
            {
                var parsed = Expression.Parse(text);
                if (parsed.Ok)
                {
                    Assert.Equal(Dump(parsed.Value.Root), Dump(Expression.Parse(parsed.Value.ToString()).Value.Root));
                    Assert.NotNull(Checker.Check(parsed.Value, Sample.Columns, allowAggregates: true));
                }
                else
                {
                    Assert.StartsWith("expression.", Assert.Single(parsed.Failures).Code, StringComparison.Ordinal);
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(30));
    }

    private static string Dump(Node node) => node switch
    {
        Literal literal => $"[{literal.Value?.GetType().Name} {Printer.Constant(literal.Value)}]",
        Name name => $"<{name.Value}>",
        Call call => $"{{{call.Function} {string.Join(' ', call.Arguments.Select(Dump))}}}",
        _ => throw new InvalidOperationException(),
    };
}

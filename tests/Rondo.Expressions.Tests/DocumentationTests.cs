using Rondo.Expressions.Operations;

namespace Rondo.Expressions.Tests;

public sealed class DocumentationTests
{
    public static TheoryData<string, string> OfRows => Examples.OfRows;

    [Theory]
    [MemberData(nameof(OfRows))]
    public void An_example_gives_the_result_it_shows(string expression, string result) =>
        Assert.Equal(result is "null" ? null : Language.Value(result), Language.Value(expression));

    [Fact]
    public void Every_function_has_an_example()
    {
        var missing = Catalogue.Functions.Where(f => !Examples.OfRows.Concat(Examples.OfTables).Any(e => ((string)e[0]).Contains(f + "(", StringComparison.Ordinal)));

        Assert.Empty(missing.ToList());
        Assert.True(Examples.OfRows.Count > 80 && Examples.OfTables.Count > 10);
    }
}

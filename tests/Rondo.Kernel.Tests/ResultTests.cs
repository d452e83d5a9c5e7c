namespace Rondo.Kernel.Tests;

public sealed class ResultTests
{
    private static readonly Failure Missing = new("file.missing", "There is no file 'a.csv'.", "Check the path.", new Place("rondo.yaml", 12, 3));

    [Fact]
    public void A_value_is_ok_and_has_no_failures()
    {
        Result<int> result = 3;
        Assert.True(result.Ok);
        Assert.Equal(3, result.Value);
        Assert.Empty(result.Failures);
    }

    [Fact]
    public void The_value_of_a_failure_throws_the_failure_itself()
    {
        Result<int> result = Missing;
        Assert.False(result.Ok);
        Assert.Same(Missing, Assert.Throws<FailureException>(() => result.Value).Failures.Single());
    }

    [Fact]
    public void A_failure_reads_place_problem_remedy() =>
        Assert.Equal("rondo.yaml:12:3: There is no file 'a.csv'. Check the path.", Missing.ToString());

    [Theory]
    [InlineData("schema.yaml: weather.type cannot be 'cloud'.", 3, 20, "schema.yaml:3:20: weather.type cannot be 'cloud'.")]
    [InlineData("schema.yaml names no columns.", 1, 1, "schema.yaml:1:1 names no columns.")]
    [InlineData("schema.yaml does not exist.", 0, 0, "schema.yaml does not exist.")]
    [InlineData("schema.yaml: it does not exist.", 0, 0, "schema.yaml: it does not exist.")]
    [InlineData("schema.yaml.old is there too.", 2, 0, "schema.yaml:2: schema.yaml.old is there too.")]
    [InlineData("Unknown key 'x' in schema.yaml.", 4, 2, "schema.yaml:4:2: Unknown key 'x' in schema.yaml.")]
    public void A_file_that_begins_the_sentence_is_named_once(string problem, int line, int column, string reads) =>
        Assert.Equal(reads, new Failure("schema.wrong", problem, "Mend it.", new Place("schema.yaml", line, column)).PlacedProblem);

    [Fact]
    public void A_failed_result_names_at_least_one_failure() => Assert.Throws<ArgumentException>(() => (Result<int>)new List<Failure>());
}

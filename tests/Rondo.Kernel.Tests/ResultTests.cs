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

    [Fact]
    public void A_failed_result_names_at_least_one_failure() => Assert.Throws<ArgumentException>(() => (Result<int>)new List<Failure>());
}

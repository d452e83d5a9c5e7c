using System.Globalization;

namespace Rondo.Data.Tests;

public sealed class SplitTests
{
    private static readonly string[] Parts = ["train", "validation", "test"];

    private static string Rows(string header, int from, int count, Func<int, string> row) => header + "\n" + string.Concat(Enumerable.Range(from, count).Select(i => row(i) + "\n"));

    private static List<double> Values(Step split, string part, string column = "id") => [.. split.Query(part, $"SELECT {column} FROM {{}}").Select(r => (double)r[0]!)];

    [Fact]
    public void Every_row_is_in_one_part_and_keeps_its_order()
    {
        using var bench = new Bench();
        var table = bench.ImportText(Rows("id,v", 0, 2000, i => $"{i},{i * 7 % 13}"))["table"];
        var split = bench.Split(table);
        Assert.Equal(Enumerable.Range(0, 2000).Select(i => (double)i), Parts.SelectMany(p => Values(split, p)).Order());
        Assert.All(Parts, p => Assert.Equal(Values(split, p).Order(), Values(split, p)));
        Assert.InRange(Values(split, "test").Count, 340, 460);
        Assert.InRange(Values(split, "validation").Count, 150, 250);
    }

    [Fact]
    public void At_random_a_row_keeps_its_part_when_others_come()
    {
        using var bench = new Bench();
        var before = bench.Split(bench.ImportText(Rows("id,v", 0, 1000, i => $"{i},{i % 13}"))["table"]);
        var after = bench.Split(bench.ImportText(Rows("id,v", 0, 1500, i => $"{i},{i % 13}"))["table"]);
        Assert.All(Parts, p => Assert.Equal(Values(before, p), Values(after, p).Where(v => v < 1000)));
        Assert.NotEqual(Values(before, "test"), Values(bench.Split(bench.ImportText(Rows("id,v", 0, 1000, i => $"{i},{i % 13}"))["table"], """{"seed":2}"""), "test"));
    }

    [Fact]
    public void Identical_rows_stay_together()
    {
        using var bench = new Bench();
        var split = bench.Split(bench.ImportText(Rows("id,v", 0, 1500, i => $"{i * 2 / 3},{i * 2 / 3}"))["table"]);
        Assert.Empty(split.Verdict.Warnings);
    }

    [Fact]
    public void Strata_have_exact_shares()
    {
        using var bench = new Bench();
        var split = bench.Split(bench.ImportText(Rows("id,y", 0, 1000, i => $"{i},{(i % 10 == 0 ? "rare" : "usual")}"))["table"], """{"target":"y","classes":true}""");
        Assert.Equal([70L, 10L, 20L], Parts.Select(p => (long)split.Value(p, "SELECT count(*) FROM {} WHERE y = 'rare'")!));
        Assert.Equal([630L, 90L, 180L], Parts.Select(p => (long)split.Value(p, "SELECT count(*) FROM {} WHERE y = 'usual'")!));
    }

    [Fact]
    public void A_group_never_straddles()
    {
        using var bench = new Bench();
        var split = bench.Split(bench.ImportText(Rows("id,g", 0, 3000, i => $"{i},{i % 101}"))["table"], """{"by":"group","group":"g"}""");
        var groups = Parts.Select(p => Values(split, p, "g").Distinct().ToHashSet()).ToList();
        Assert.Equal(101, groups.Sum(g => g.Count));
        Assert.Equal(101, groups.SelectMany(g => g).Distinct().Count());
        Assert.InRange(Values(split, "test").Count, 560, 640);
    }

    [Fact]
    public void Rows_of_one_time_stay_together()
    {
        using var bench = new Bench();
        var import = bench.ImportText(Rows("id,d", 0, 1000, i => string.Create(CultureInfo.InvariantCulture, $"{i},{new DateTime(2020, 1, 1).AddDays(i * 7919 % 1000 / 30):yyyy-MM-dd}")), """{"time":"d"}""");
        var split = bench.Split(import["table"]);
        var days = Parts.Select(p => split.Query(p, "SELECT DISTINCT _time FROM {}").Select(r => (DateTime)r[0]!).ToList()).ToList();
        Assert.True(days[0].Max() < days[1].Min() && days[1].Max() < days[2].Min());
        Assert.InRange(Values(split, "test").Count, 180, 220);
    }

    [Fact]
    public void Rows_of_the_test_part_that_training_has_under_another_key_and_time_are_told()
    {
        using var bench = new Bench();
        var import = bench.ImportText(Rows("id,d,x,y", 0, 1000, i => string.Create(CultureInfo.InvariantCulture, $"{i},{new DateTime(2020, 1, 1).AddHours(i):O},{i % 950},{i % 950 * 2}")), """{"time":"d"}""");
        var told = bench.Split(import["table"], """{"key":["id"],"target":"y"}""").Verdict.Warnings;
        Assert.Equal(["50 rows of the test part (25%) are in the training part too, equal in every column but times and keys: a model may know their answers by heart."], told);
    }

    [Fact]
    public void Too_few_rows_are_refused_and_rows_without_an_answer_are_left_out_aloud()
    {
        using var bench = new Bench();
        Assert.Equal("data.too-few-rows", Bench.Refusal(() => bench.Split(bench.ImportText("id,v\n1,2\n2,3\n")["table"]))[0].Code);
        Assert.Equal("data.split-no-time", Bench.Refusal(() => bench.Split(bench.ImportText("id,v\n1,2\n2,3\n")["table"], """{"by":"time"}"""))[0].Code);
        var split = bench.Split(bench.ImportText(Rows("id,y", 0, 300, i => $"{i},{(i % 3 == 0 ? "" : i % 3 == 1 ? "a" : "b")}"))["table"], """{"target":"y","classes":true}""");
        Assert.Contains("100 rows have no 'y'", split.Verdict.Warnings[0], StringComparison.Ordinal);
        Assert.Equal(200L, Parts.Sum(p => (long)split.Value(p, "SELECT count(*) FROM {}")!));
    }

    [Theory]
    [InlineData("data.few-times", "The 300 rows have one time only", "id,d,v", "{0},2024-01-01,5", """{"time":"d"}""", "{}")]
    [InlineData("data.few-times", "The 300 rows have 2 different times only", "id,d,v", "{0},2024-01-0{1},5", """{"time":"d"}""", "{}")]
    [InlineData("data.single-classes", "has 300 different values in 300 rows", "y,v", "k{0},5", "{}", """{"target":"y","classes":true}""")]
    [InlineData("data.no-target", "None of the 300 rows has a value of the target 'y'", "id,y", "{0},", "{}", """{"target":"y","classes":true}""")]
    [InlineData("data.no-target", "None of the 300 rows has a value of the target 'y'", "id,y", "{0},", "{}", """{"target":"y"}""")]
    [InlineData("data.few-groups", "The 300 rows have 2 different values of 'g'", "id,g", "{0},g{1}", "{}", """{"by":"group","group":"g"}""")]
    [InlineData("data.too-few-rows", "train would have 300, validation 0, test 0", "id,v", "{0},5", "{}", """{"test":1e-9,"validation":1e-9}""")]
    public void A_part_without_rows_is_refused_with_its_cause(string code, string says, string header, string row, string import, string split)
    {
        using var bench = new Bench();
        var table = bench.ImportText(Rows(header, 0, 300, i => string.Format(CultureInfo.InvariantCulture, row, i, 1 + (i % 2))), import)["table"];
        var refusal = Assert.Single(Bench.Refusal(() => bench.Split(table, split)));
        Assert.Equal((code, Kernel.FailureKind.No), (refusal.Code, refusal.Kind));
        Assert.Contains(says, refusal.Problem, StringComparison.Ordinal);
    }
}

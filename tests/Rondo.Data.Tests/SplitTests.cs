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
    public void Too_few_rows_are_refused_and_rows_without_an_answer_are_left_out_aloud()
    {
        using var bench = new Bench();
        Assert.Equal("data.too-few-rows", Bench.Refusal(() => bench.Split(bench.ImportText("id,v\n1,2\n2,3\n")["table"]))[0].Code);
        Assert.Equal("data.split-no-time", Bench.Refusal(() => bench.Split(bench.ImportText("id,v\n1,2\n2,3\n")["table"], """{"by":"time"}"""))[0].Code);
        var split = bench.Split(bench.ImportText(Rows("id,y", 0, 300, i => $"{i},{(i % 3 == 0 ? "" : i % 3 == 1 ? "a" : "b")}"))["table"], """{"target":"y","classes":true}""");
        Assert.Contains("100 rows have no 'y'", split.Verdict.Warnings[0], StringComparison.Ordinal);
        Assert.Equal(200L, Parts.Sum(p => (long)split.Value(p, "SELECT count(*) FROM {}")!));
    }
}

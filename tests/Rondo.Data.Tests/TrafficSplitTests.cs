using System.Globalization;
using Rondo.DuckDb;
using Rondo.Pipelines;
using Rondo.Scoping;

namespace Rondo.Data.Tests;

public sealed class TrafficSplitTests
{
    private const string With = """{"target":"y","time":"d + h hours","key":["id"]}""";

    [Fact]
    public void Rows_of_the_source_all_train_and_rows_of_the_traffic_go_where_they_say()
    {
        using var bench = new Bench();
        var split = Split(bench, With);

        Assert.Empty(split.Verdict.Warnings);
        Assert.Equal((70L, 10L, 10L), (Rows(split, "train"), Rows(split, "validation"), Rows(split, "test")));
        Assert.Equal(50L, split.Value("train", "SELECT count(id) FROM {}"));
        Assert.Equal(50L, split.Value("train", "SELECT count(leak) FROM {}"));
        Assert.Equal(new DateTime(2026, 1, 4, 17, 0, 0, DateTimeKind.Utc), split.Value("test", "SELECT max(_time) FROM {}"));
        Assert.Equal("BOOLEAN", split.Value("test", "SELECT typeof(b) FROM {} LIMIT 1"));
        Assert.Equal(139.0, split.Value("test", "SELECT max(y) FROM {}"));
    }

    [Fact]
    public void A_row_that_the_source_has_too_counts_once_and_one_without_a_truth_is_left_out_aloud()
    {
        using var bench = new Bench();
        var split = Split(bench, With, from: 40, extra: "UNION ALL SELECT 'x', TIMESTAMP '2026-01-09', 'train', TIMESTAMP '2026-01-09', 1.0, 1.0, 'a', 'no number', 999");

        Assert.Equal(
            ["1 rows of the traffic have a truth that is no 'y' and are in no part.", "10 rows of the traffic are in the source already."],
            split.Verdict.Warnings);
        Assert.Equal((70L, 10L, 10L), (Rows(split, "train"), Rows(split, "validation"), Rows(split, "test")));
    }

    [Fact]
    public void Traffic_that_the_source_has_already_leaves_nothing_to_judge_by()
    {
        using var bench = new Bench();
        var failure = Assert.Single(Bench.Refusal(() => Split(bench, With, from: 40, to: 45, part: "'test'")));
        Assert.Equal("No row of the traffic is left to judge by: 5 of them are in the source already.", failure.Problem);
    }

    [Fact]
    public void Rows_of_few_contents_are_different_cases_even_where_they_are_equal()
    {
        using var bench = new Bench();
        var lines = Enumerable.Range(0, 60).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i % 3},{i % 3 * 2}"));
        var source = bench.ImportText("x,y\n" + string.Join('\n', lines) + "\n")["table"];
        var traffic = Path.Combine(bench.Folder, "few.parquet");
        using var database = Database.Open(null);
        using var connection = database.Connect();
        connection.Execute($"COPY (SELECT 'p' || i AS _prediction_id, TIMESTAMP '2026-02-01' + to_hours(i) AS _at, CASE WHEN i >= 40 THEN 'test' ELSE 'train' END AS _part, CAST(i % 3 AS DOUBLE) AS x, CAST(i % 3 * 2 AS VARCHAR) AS y FROM range(60) t(i)) TO {Sql.Literal(traffic)} (FORMAT PARQUET)");

        var split = bench.Run(new Splitting.SplitComponent(), """{"target":"y","validation":0}""", [("table", source), ("traffic", traffic)]);

        Assert.Empty(split.Verdict.Warnings);
        Assert.Equal((100L, 20L), (Rows(split, "train"), Rows(split, "test")));
    }

    [Fact]
    public void A_window_leaves_old_rows_out_of_training_only()
    {
        using var bench = new Bench();
        var split = Split(bench, """{"target":"y","time":"d + h hours","window":"2d"}""");

        Assert.Equal((29L, 10L, 10L), (Rows(split, "train"), Rows(split, "validation"), Rows(split, "test")));
        Assert.Equal(new DateTime(2026, 1, 2, 17, 0, 0, DateTimeKind.Utc), split.Value("train", "SELECT min(_time) FROM {}"));
    }

    [Fact]
    public void The_same_rows_give_the_same_bytes_for_any_number_of_threads()
    {
        using var one = new Bench { Threads = 1 };
        using var four = new Bench { Threads = 4 };
        Assert.Equal(File.ReadAllBytes(Split(one, With)["train"]), File.ReadAllBytes(Split(four, With)["train"]));
    }

    [Fact]
    public void A_table_that_is_no_traffic_is_refused()
    {
        using var bench = new Bench();
        var table = Source(bench);
        Assert.Equal("data.not-traffic", Bench.Refusal(() => bench.Run(new Splitting.SplitComponent(), With, [("table", table), ("traffic", table)]))[0].Code);
    }

    [Fact]
    public void A_project_given_traffic_derives_a_split_with_it_and_a_new_reference()
    {
        var folder = Directory.CreateTempSubdirectory("rondo-traffic-").FullName;
        File.WriteAllText(Path.Combine(folder, "rondo.yaml"), "rondo: 1\nproject: bikes\ncharter: { task: regression, target: y }\ndata: { source: a.csv }\n");
        var registry = new StageRegistry().AddScoping().AddData();

        var usual = ProjectLoader.Load(folder, [], registry).Value;
        var again = ProjectLoader.Load(folder, ["data.traffic=bikes.traffic@3", "data.window=90d"], registry).Value;

        Assert.DoesNotContain(usual.Steps, s => s.Name is "reference" || s.Inputs.ContainsKey("traffic"));
        Assert.Equal("bikes.traffic@3", Assert.IsType<NamedReference>(again.Steps.Single(s => s.Name is "split").Inputs["traffic"]).Text);
        Assert.Equal("data/profile", again.Steps[^1].Uses);
        Assert.Equal(TimeSpan.FromDays(90), again.Section<DataSettings>().Window);
        Assert.Equal("data.window-alone", ProjectLoader.Load(folder, ["data.window=90d"], registry).Failures[0].Code);
        Directory.Delete(folder, recursive: true);
    }

    private static Step Split(Bench bench, string with, int from = 50, string extra = "", int to = 90, string part = "CASE WHEN i >= 80 THEN 'test' WHEN i >= 70 THEN 'validation' ELSE 'train' END")
    {
        var traffic = Path.Combine(bench.Folder, "traffic.parquet");
        using var database = Database.Open(null);
        using var connection = database.Connect();
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"""
            COPY (SELECT 'p' || i AS _prediction_id, TIMESTAMP '2026-02-01' + to_hours(i) AS _at,
              {part} AS _part,
              TIMESTAMP '2026-01-01' + to_days(CAST(i // 24 AS INTEGER)) AS d, CAST(i % 24 AS DOUBLE) AS h, CAST(i % 2 AS DOUBLE) AS b, 'a' AS c, CAST(i + 50 AS VARCHAR) AS y, i AS r
              FROM range({from}, {to}) t(i) {extra} ORDER BY r) TO {Sql.Literal(traffic)} (FORMAT PARQUET)
            """).Replace("AS y, i AS r", "AS y, CAST(i AS DOUBLE) AS r", StringComparison.Ordinal));
        return bench.Run(new Splitting.SplitComponent(), with, [("table", Source(bench)), ("traffic", traffic)]);
    }

    private static string Source(Bench bench)
    {
        var lines = Enumerable.Range(0, 50).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},{new DateTime(2026, 1, 1).AddDays(i / 24):yyyy-MM-dd},{i % 24},{(i % 2 == 0 ? "false" : "true")},a,{i + 50},{i}"));
        return bench.ImportText("id,d,h,b,c,y,leak\n" + string.Join('\n', lines) + "\n", """{"time":"d + h hours"}""")["table"];
    }

    private static long Rows(Step split, string part) => (long)split.Value(part, "SELECT count(*) FROM {}")!;
}

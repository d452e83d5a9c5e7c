using System.IO.Compression;
using System.Text;
using Rondo.DuckDb;

namespace Rondo.Modeling.Tests.Scoring;

public sealed class PredictFormatTests
{
    [Fact]
    public async Task JSON_lines_go_in_and_out()
    {
        using var desk = new Desk();
        var input = desk.Write("in.jsonl", """
            {"a": 1, "weather": "dry", "open": true, "at": "1970-01-01", "id": 12, "who": "Zoë \"Z\"", "b": null, "tags": [1, 2]}
            {"id": 13, "a": "2", "weather": {"x": 1}, "open": 0}

            {"id": 14, "a": 3, "b": 0.5}
            not json
            """);
        var report = await PredictFile.RunAsync(new(desk.Sum, input, desk["out.jsonl"]) { Keep = ["id", "who", "tags"] }, null, CancellationToken.None);
        Assert.Equal(
            "{\"id\":12,\"who\":\"Zoë \\\"Z\\\"\",\"tags\":[1, 2],\"prediction\":1102}\n{\"id\":13,\"who\":null,\"tags\":null,\"prediction\":null}\n"
            + "{\"id\":14,\"who\":null,\"tags\":null,\"prediction\":406.5}\n{\"id\":null,\"who\":null,\"tags\":null,\"prediction\":null}\n",
            desk.Read("out.jsonl"));
        Assert.Equal([2, 5], report.Value.Listed.Select(f => f.Place!.Line));
        Assert.Equal("The column 'weather' holds '{\"x\": 1}': it is a list or an object.", report.Value.Listed[0].Problem);
    }

    [Fact]
    public async Task A_JSON_array_goes_in_and_out()
    {
        using var desk = new Desk();
        var input = desk.Write("in.json", """[{"x": 0}, {"x": 1000}]""");
        await PredictFile.RunAsync(new(desk.Loan, input, desk["out.json"]), null, CancellationToken.None);
        Assert.Equal("[\n{\"label\":\"no\",\"probability\":0.5},\n{\"label\":\"yes\",\"probability\":1}\n]\n", desk.Read("out.json"));
    }

    [Fact]
    public async Task Parquet_goes_in_and_out_with_the_types_of_kept_columns()
    {
        using var desk = new Desk();
        Sql("COPY (SELECT i::BIGINT AS id, i::INTEGER AS a, 0.5::DECIMAL(4,2) AS b, CASE WHEN i % 2 = 0 THEN 'wet' END AS weather, i % 3 = 0 AS open, make_timestamp(i * 1000000) AS at, "
            + $"DATE '2020-01-01' AS day FROM range(10000) t(i)) TO '{desk["in.parquet"]}' (FORMAT PARQUET, ROW_GROUP_SIZE 3000)");
        var report = await PredictFile.RunAsync(new(desk.Sum, desk["in.parquet"], desk["out.parquet"]) { Keep = ["day", "id"] }, null, CancellationToken.None);
        Assert.Equal((10000, 0), (report.Value.Rows, report.Value.BadRows));
        Assert.Equal(["day DATE", "id BIGINT", "prediction DOUBLE"], Rows($"DESCRIBE SELECT * FROM '{desk["out.parquet"]}'").Select(r => $"{r[0]} {r[1]}"));
        Assert.Equal("10000", Rows($"SELECT count(*) FROM (SELECT *, row_number() OVER () - 1 AS i FROM '{desk["out.parquet"]}') WHERE i = id AND prediction = 3 * id + 0.5 + CASE WHEN id % 2 = 0 THEN 200 ELSE 400 END + CASE WHEN id % 3 = 0 THEN 1000 ELSE 0 END")[0][0]!.ToString());
        Assert.Equal(["in.parquet", "out.parquet", "sum.rondo"], desk.Files);
    }

    [Fact]
    public async Task Values_of_Parquet_that_no_model_takes_are_bad_rows()
    {
        using var desk = new Desk();
        Sql($"COPY (SELECT * FROM (VALUES (1.0::DOUBLE, 'a'), ('nan', 'b'), ('inf', 'c'), (NULL, 'd'), (-0.0, 'e')) t(a, id), (SELECT '1' AS b, 'dry' AS weather, 1 AS open, NULL::DATE AS at)) TO '{desk["in.parquet"]}' (FORMAT PARQUET)");
        var report = await PredictFile.RunAsync(new(desk.Sum, desk["in.parquet"], desk["out.csv"]) { Keep = ["id"] }, null, CancellationToken.None);
        Assert.Equal("id,prediction\na,1103\nb,\nc,\nd,\ne,1101\n", desk.Read("out.csv"));
        Assert.Equal([2, 3, 4], report.Value.Listed.Select(f => f.Place!.Line));
        Assert.Contains("infinite", report.Value.Listed[1].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_of_the_wrong_type_are_named_before_anything_is_scored()
    {
        using var desk = new Desk();
        Sql($"COPY (SELECT DATE '2020-01-01' AS a, [1] AS b, 1.5::DOUBLE AS weather, true AS open, 5 AS at) TO '{desk["in.parquet"]}' (FORMAT PARQUET)");
        var report = await PredictFile.RunAsync(new(desk.Sum, desk["in.parquet"], desk["out.csv"]), null, CancellationToken.None);
        Assert.Equal(["'a' is a DATE", "'b' is a INTEGER[]", "'weather' is a DOUBLE", "'at' is a INTEGER"],
            report.Failures.Select(f => f.Problem.Split(", and")[0].Replace("The column ", "", StringComparison.Ordinal)));
        Assert.False(File.Exists(desk["out.csv"]));
    }

    [Fact]
    public async Task Packed_text_goes_in_and_out()
    {
        using var desk = new Desk();
        await using (var packed = new GZipStream(File.Create(desk["in.csv.gz"]), CompressionLevel.Fastest))
        {
            await packed.WriteAsync("x\n0\n"u8.ToArray());
        }

        Assert.True((await PredictFile.RunAsync(new(desk.Loan, desk["in.csv.gz"], desk["out.tsv.gz"]), null, CancellationToken.None)).Ok);
        using var text = new StreamReader(new GZipStream(File.OpenRead(desk["out.tsv.gz"]), CompressionMode.Decompress));
        Assert.Equal("label\tprobability\nno\t0.5\n", await text.ReadToEndAsync());
    }

    [Fact]
    public async Task Streams_can_take_the_place_of_files()
    {
        using var desk = new Desk();
        using var input = new MemoryStream(Encoding.UTF8.GetBytes("x\n0\nno\n"));
        using var output = new StringWriter();
        var report = await PredictFile.RunAsync(new(desk.Loan, "-") { Format = PredictFormat.JsonLines }, new(input, output), null, CancellationToken.None);
        Assert.Equal("{\"label\":\"no\",\"probability\":0.5}\n{\"label\":null,\"probability\":null}\n", output.ToString());
        Assert.Equal("standard input:3", report.Value.Listed[0].Place!.ToString());
    }

    [Theory]
    [InlineData("out.xlsx", "predict.format")]
    [InlineData("out.parquet.gz", "predict.format")]
    [InlineData("none/out.csv", "predict.output")]
    [InlineData("in.csv", "predict.output")]
    [InlineData(".", "predict.output")]
    public async Task An_output_that_cannot_be_meant_is_refused(string output, string code)
    {
        using var desk = new Desk();
        var input = desk.Write("in.csv", "x\n1\n");
        var report = await PredictFile.RunAsync(new(desk.Loan, input, desk[output]), null, CancellationToken.None);
        Assert.Equal(code, Assert.Single(report.Failures).Code);
        Assert.Equal("x\n1\n", desk.Read("in.csv"));
    }

    private static void Sql(string sql)
    {
        using var database = Database.Open(null);
        using var connection = database.Connect();
        connection.Execute(sql);
    }

    private static List<object?[]> Rows(string sql)
    {
        using var database = Database.Open(null);
        using var connection = database.Connect();
        using var result = connection.Query(sql);
        return [.. result.Rows()];
    }
}

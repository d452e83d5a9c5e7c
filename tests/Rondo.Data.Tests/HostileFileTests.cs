using System.IO.Compression;
using System.Text;
using Rondo.DuckDb;
using Rondo.Kernel;

namespace Rondo.Data.Tests;

/// <summary>What people and programs do to files: a clear failure, or a bad row with its line; never a silent change.</summary>
public sealed class HostileFileTests
{
    [Theory]
    [InlineData("", "data.empty-file")]
    [InlineData("\n\n\n", "data.empty-file")]
    [InlineData("a,b\n", "data.no-rows")]
    [InlineData("a,A\n1,2\n", "data.column-name")]
    [InlineData("a,,c\n1,2,3\n", "data.column-name")]
    [InlineData("a,_time\n1,2\n", "data.column-name")]
    [InlineData("a,b\n1,\"never closed\n2,3\n", "data.unterminated-quote")]
    [InlineData("a,b\n1,2\n2,NA\n3,4\n", "data.missing-marker")]
    [InlineData("a,b\n1,2\n2,NaN\n3,inf\n", "data.missing-marker")]
    [InlineData("{\"a\":1}\n{\"a\":[1,2]}\n", "data.nested")]
    [InlineData("[{\"a\":1},{\"a\":", "data.json")]
    public void A_file_that_cannot_be_read_is_refused(string content, string code)
    {
        using var bench = new Bench();
        var failures = Bench.Refusal(() => bench.ImportText(content));
        Assert.Equal(code, failures[0].Code);
        Assert.All(failures, f => Assert.NotEqual("", f.Remedy));
    }

    [Theory]
    [InlineData("a,b\n1,2\n3\n4,5\n", 3, "it has 1 fields instead of 2")]
    [InlineData("a,b\n1,2\n3,4,5\n", 3, "it has 3 fields instead of 2")]
    [InlineData("a,b\n\"x\ny\",2\n3,4,5\n", 4, "it has 3 fields instead of 2")]
    [InlineData("a,b\n1,\"2\"x\n3,4\n", 2, "text follows the closing quote of its field 2")]
    [InlineData("a,b\n1,2\n3,4\05\n", 3, "it holds a NUL character")]
    [InlineData("{\"a\":1}\n{\"a\":1,\"a\":2}\n{\"a\":2}\n", 2, "it is no JSON object")]
    [InlineData("{\"a\":1}\nnonsense\n", 2, "it is no JSON object")]
    public void A_bad_row_is_named_by_its_line(string content, int line, string reason)
    {
        using var bench = new Bench();
        var import = bench.ImportText(content);
        Assert.Equal(["data.bad-rows", "data.bad-row"], import.Codes);
        var failure = import.Verdict.Failures[1];
        Assert.Equal(line, failure.Place!.Line);
        Assert.Contains(reason, failure.Problem, StringComparison.Ordinal);
        Assert.Equal((long)line, import.Value("rejected", "SELECT line FROM {}"));
        Assert.NotEqual(0L, import.Value("table", "SELECT count(*) FROM {}"));
    }

    [Fact]
    public void A_few_texts_among_numbers_are_bad_rows_until_somebody_decides()
    {
        using var bench = new Bench();
        var content = "n\n" + string.Concat(Enumerable.Range(0, 200).Select(i => i == 150 ? "12a\n" : $"{i}\n"));
        var import = bench.ImportText(content);
        Assert.Equal(152, import.Verdict.Failures[1].Place!.Line);
        Assert.Contains("'12a'", import.Verdict.Failures[1].Problem, StringComparison.Ordinal);
        Assert.Equal("n VARCHAR", bench.ImportText(content, """{"types":{"n":"text"}}""").Shape());
        var missing = bench.ImportText(content, """{"missing":["12a"]}""");
        Assert.Equal("n DOUBLE", missing.Shape());
        Assert.Equal(1L, missing.Value("table", "SELECT count(*) FROM {} WHERE n IS NULL"));
        var allowed = bench.ImportText(content, """{"bad-rows":1}""");
        Assert.Empty(allowed.Verdict.Failures);
        Assert.Contains("1 of 200 rows", allowed.Verdict.Warnings[0], StringComparison.Ordinal);
        Assert.Equal(199L, allowed.Value("table", "SELECT count(*) FROM {}"));
    }

    [Fact]
    public void At_most_twenty_bad_rows_are_listed()
    {
        using var bench = new Bench();
        var import = bench.ImportText("a,b\n" + string.Concat(Enumerable.Repeat("1,2\n1\n", 50)));
        Assert.Equal(21, import.Verdict.Failures.Count);
        Assert.Equal(50L, import.Value("rejected", "SELECT count(*) FROM {}"));
    }

    [Theory]
    [InlineData("007\n008\n120\n", "VARCHAR")]
    [InlineData("9007199254740993\n1\n2\n", "VARCHAR")]
    [InlineData("9007199254740992\n1\n2\n", "DOUBLE")]
    [InlineData("1e400\n2\n3\n", "VARCHAR")]
    [InlineData("+4912345\n+4912346\n", "VARCHAR")]
    [InlineData("0x10\n0x11\n", "VARCHAR")]
    [InlineData("1_000\n2_000\n", "VARCHAR")]
    [InlineData("-.5\n5.\n1e-3\n", "DOUBLE")]
    [InlineData("0.1\n00.5\n2\n", "VARCHAR")]
    [InlineData("true\nFALSE\nTrue\n", "BOOLEAN")]
    [InlineData("yes\nno\nyes\n", "VARCHAR")]
    [InlineData("2011-01-31\n2012-02-29\n", "TIMESTAMP")]
    [InlineData("2011-02-30\n2012-02-29\n", "VARCHAR")]
    [InlineData("2011-01-31T08:00:00Z\n2011-01-31 08:00+02:00\n", "TIMESTAMP")]
    [InlineData("2011-01-31 08:00:00.123456789\n2011-01-31\n", "VARCHAR")]
    public void A_type_is_taken_only_when_every_value_has_it(string values, string type)
    {
        using var bench = new Bench();
        Assert.Equal($"v {type}, w VARCHAR", bench.ImportText("v,w\n" + values.Replace("\n", ",x\n", StringComparison.Ordinal)).Shape());
    }

    [Fact]
    public void Offsets_are_taken_to_utc()
    {
        using var bench = new Bench();
        var import = bench.ImportText("t,x\n2011-01-31 08:00+02:00,1\n");
        Assert.Equal(new DateTime(2011, 1, 31, 6, 0, 0, DateTimeKind.Utc), import.Value("table", "SELECT t FROM {}"));
    }

    [Fact]
    public void Numbers_too_long_for_a_double_are_never_rounded_on_demand()
    {
        using var bench = new Bench();
        var import = bench.ImportText("v,w\n9007199254740993,1\n1,2\n", """{"types":{"v":"number"}}""");
        Assert.Contains("a double would round", import.Verdict.Failures[1].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_encoding_gives_the_same_table()
    {
        using var bench = new Bench();
        const string Text = "name,n\nZoë,1\n\"Ünal, Ç\",2\n";
        var digests = new List<string>();
        foreach (var bytes in new[]
        {
            Encoding.UTF8.GetBytes(Text), [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Text)], [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Text)],
            Encoding.Unicode.GetBytes(Text), Encoding.BigEndianUnicode.GetBytes(Text), Encoding.UTF8.GetBytes(Text.Replace("\n", "\r\n", StringComparison.Ordinal)),
            Encoding.UTF8.GetBytes(Text.Replace('\n', '\r')), Packed(Text),
        })
        {
            var import = bench.Import(bench.Write("e.csv", bytes));
            digests.Add(Convert.ToHexString(File.ReadAllBytes(import["table"])));
            Assert.Equal("Ünal, Ç", import.Value("table", "SELECT name FROM {} WHERE n = 2"));
        }

        Assert.Single(digests.Distinct(StringComparer.Ordinal));
        foreach (var name in new[] { "latin-1", "windows-1252" })
        {
            var import = bench.Import(bench.Write("l.csv", Encoding.Latin1.GetBytes(Text)), $$"""{"encoding":"{{name}}"}""");
            Assert.Equal(digests[0], Convert.ToHexString(File.ReadAllBytes(import["table"])));
        }
    }

    [Fact]
    public void Wide_text_without_a_mark_is_recognised_in_any_script()
    {
        using var bench = new Bench();
        var text = "城市,數\n" + string.Concat(Enumerable.Range(1, 20).Select(i => $"臺北市的自行車租借站第二區,{i}\n"));
        foreach (var encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            var import = bench.Import(bench.Write("wide.csv", encoding.GetBytes(text)));
            Assert.Equal("城市 VARCHAR, 數 DOUBLE", import.Shape());
            Assert.Equal("臺北市的自行車租借站第二區", import.Value("table", "SELECT 城市 FROM {} WHERE 數 = 20"));
        }
    }

    [Fact]
    public void Gzip_files_joined_one_behind_the_other_are_one_text()
    {
        using var bench = new Bench();
        byte[] joined = [.. Packed("name,n\na,1\n"), .. Packed("b,2\n"), .. Packed("c,3\nd,4\n")];
        Assert.Equal(4L, bench.Import(bench.Write("j.csv", joined)).Value("table", "SELECT count(*) FROM {}"));
        foreach (var left in new[] { joined.Length - 1, joined.Length - 9, joined.Length - Packed("c,3\nd,4\n").Length + 14 })
        {
            var refused = Bench.Refusal(() => bench.Import(bench.Write("cut.csv", joined[..left])));
            Assert.Equal(("data.gzip", FailureKind.World), (refused[0].Code, refused[0].Kind));
        }
    }

    [Fact]
    public void Data_that_cannot_be_used_are_a_no_and_damage_is_the_world()
    {
        using var bench = new Bench();
        Assert.Equal(FailureKind.No, Bench.Refusal(() => bench.ImportText("a,b\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"{i},x\n")) + "n/a,x\n"))[0].Kind);
        Assert.Equal(FailureKind.No, Bench.Refusal(() => bench.ImportText("a,a\n1,2\n"))[0].Kind);
        Assert.Equal(FailureKind.World, Bench.Refusal(() => bench.Import(bench.Write("x.csv", "PK\u0003\u0004")))[0].Kind);
        Assert.Equal(FailureKind.Misuse, Bench.Refusal(() => bench.Import(Path.Combine(bench.Folder, "none.csv")))[0].Kind);
    }

    [Fact]
    public void Damaged_utf8_is_a_bad_row()
    {
        using var bench = new Bench();
        var bytes = Encoding.UTF8.GetBytes("name,n\nZoë,1\nÜnal,2\nx?y,3\n");
        bytes[Array.IndexOf(bytes, (byte)'?')] = 0xE9;
        var import = bench.Import(bench.Write("d.csv", bytes));
        Assert.Equal(4, import.Verdict.Failures[1].Place!.Line);
        Assert.Contains("cannot be decoded", import.Verdict.Failures[1].Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a;b\n1;2\n")]
    [InlineData("a\tb\n1\t2\n")]
    [InlineData("a|b\n1|2\n")]
    [InlineData("a , b\n 1 ,\t2 \n")]
    [InlineData("'a','b'\n'1','2'\n")]
    [InlineData("\"a\";\"b\"\n\"1\";\"2\"\n\n")]
    [InlineData("{\"a\":1,\"b\":2}\n")]
    [InlineData("[{\"a\":1,\"b\":2}]")]
    public void The_way_a_file_is_written_is_recognised(string content)
    {
        using var bench = new Bench();
        var import = bench.ImportText(content);
        Assert.Equal("a DOUBLE, b DOUBLE", import.Shape());
        Assert.Equal(3.0, import.Value("table", "SELECT a + b FROM {}"));
    }

    [Fact]
    public void Quotes_hold_delimiters_line_ends_and_quotes()
    {
        using var bench = new Bench();
        var import = bench.ImportText("a,b\n\"x, \"\"y\"\"\r\nz\",\" 1 \"\n");
        Assert.Equal("x, \"y\"\r\nz", import.Value("table", "SELECT a FROM {}"));
        Assert.Equal(" 1 ", import.Value("table", "SELECT b FROM {}"));
    }

    [Fact]
    public void Texts_of_json_stay_texts()
    {
        using var bench = new Bench();
        var import = bench.ImportText("{\"zip\":\"123\",\"ok\":true,\"at\":\"2011-01-31\"}\n{\"zip\":\"456\",\"ok\":null,\"x\":1}\n");
        Assert.Equal("zip VARCHAR, ok BOOLEAN, at TIMESTAMP, x DOUBLE", import.Shape());
    }

    [Fact]
    public void A_folder_of_files_is_read_in_the_order_of_names_and_columns_may_be_in_any()
    {
        using var bench = new Bench();
        bench.Write("many/b.csv", "y,x\n4,3\n");
        bench.Write("many/a.csv", "x,y\n1,2\n");
        var import = bench.Import(Path.Combine(bench.Folder, "many"));
        Assert.Equal([1.0, 3.0], import.Query("table", "SELECT x FROM {}").Select(r => (double)r[0]!));
        bench.Write("many/c.csv", "x,z\n1,2\n");
        var failure = Bench.Refusal(() => bench.Import(Path.Combine(bench.Folder, "many")))[0];
        Assert.Equal("data.other-columns", failure.Code);
        Assert.StartsWith("c.csv lacks 'y'", failure.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_table_is_named()
    {
        using var bench = new Bench();
        Assert.Contains("Excel", Bench.Refusal(() => bench.Import(bench.Write("x.csv", "PK\x03\x04rest")))[0].Problem, StringComparison.Ordinal);
        Assert.Contains("JPEG", Bench.Refusal(() => bench.Import(bench.Write("y.csv", [0xFF, 0xD8, 0xFF, 0xE0])))[0].Problem, StringComparison.Ordinal);
        Assert.Equal("data.parquet", Bench.Refusal(() => bench.Import(bench.Write("z.parquet", "PAR1 and nothing more")))[0].Code);
        Assert.Equal("data.column-count", Bench.Refusal(() => bench.ImportText("1,2\n", """{"columns":["a"]}"""))[0].Code);
        var unknown = Bench.Refusal(() => bench.ImportText("age,b\n1,2\n", """{"types":{"agee":"number"}}"""))[0];
        Assert.Contains("Did you mean 'age'?", unknown.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_without_time_is_bad_and_a_time_that_is_none_is_refused()
    {
        using var bench = new Bench();
        var import = bench.ImportText("d,x\n2011-01-01,1\n,2\n", """{"time":"d"}""");
        Assert.Equal(3, import.Verdict.Failures[1].Place!.Line);
        Assert.Equal("data.time-type", Bench.Refusal(() => bench.ImportText("d,x\n2011-01-01,1\n", """{"time":"x"}"""))[0].Code);
        Assert.StartsWith("expression.", Bench.Refusal(() => bench.ImportText("d,x\n2011-01-01,1\n", """{"time":"dd"}"""))[0].Code, StringComparison.Ordinal);
    }

    [Fact]
    public void Parquet_comes_to_the_same_types()
    {
        using var bench = new Bench();
        var path = Path.Combine(bench.Folder, "p.parquet");
        Store($"SELECT 1::INTEGER i, 1.5::DECIMAL(9,2) d, 'NaN'::DOUBLE n, 9007199254740993 AS big, DATE '2011-01-31' AS day, TIMESTAMPTZ '2011-01-31 08:00:00+02' AS tz, true AS b, '' AS e", path);
        var import = bench.Import(path);
        Assert.Equal("i DOUBLE, d DOUBLE, n DOUBLE, big VARCHAR, day TIMESTAMP, tz TIMESTAMP, b BOOLEAN, e VARCHAR", import.Shape());
        Assert.Equal([1.0, 1.5, null, "9007199254740993", new DateTime(2011, 1, 31, 0, 0, 0, DateTimeKind.Utc), new DateTime(2011, 1, 31, 6, 0, 0, DateTimeKind.Utc), true, null], import.Query("table", "SELECT * FROM {}")[0]);
        Store("SELECT [1, 2] AS parts", path);
        Assert.Contains("'parts'", Bench.Refusal(() => bench.Import(path))[0].Problem, StringComparison.Ordinal);
        Store("SELECT 1.0::DOUBLE v UNION ALL SELECT 'inf'::DOUBLE", path);
        Assert.Equal(2, bench.Import(path).Verdict.Failures[1].Place!.Line);
    }

    [Fact]
    public void A_sample_is_the_same_every_time()
    {
        using var bench = new Bench();
        var content = "n\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"{i}\n"));
        var one = bench.ImportText(content, """{"sample":0.1}""");
        var two = bench.ImportText(content, """{"sample":0.1}""");
        Assert.InRange((long)one.Value("table", "SELECT count(*) FROM {}")!, 400, 600);
        Assert.Equal(File.ReadAllBytes(one["table"]), File.ReadAllBytes(two["table"]));
    }

    private static void Store(string query, string path)
    {
        using var database = Database.Open(null);
        using var connection = database.Connect();
        connection.Execute($"COPY ({query}) TO {Sql.Literal(path)} (FORMAT PARQUET)");
    }

    private static byte[] Packed(string text)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return memory.ToArray();
    }
}

using System.Globalization;
using System.Text;

namespace Rondo.Data.Tests;

public sealed class ProfileTests
{
    [Fact]
    public void Statistics_have_known_answers()
    {
        using var bench = new Bench();
        var import = bench.ImportText("n,t,y\n" + string.Concat(Enumerable.Range(1, 100).Select(i => $"{i},{(i % 4 == 0 ? "" : i % 2 == 0 ? "even" : "odd")},{2 * i}\n")));
        var profile = TableProfile.FromJson(bench.Profile(import["table"], """{"target":"y","classes":false}""").Text("profile"));
        Assert.Equal(100, profile.Rows);
        Assert.Equal(0, profile.DuplicateRows);
        var n = profile.Columns[0];
        Assert.Equal((0, 100), (n.Missing, n.Distinct));
        Assert.Equal((1, 100, 50.5), (n.Numbers!.Minimum, n.Numbers.Maximum, n.Numbers.Mean));
        Assert.Equal(29.011491975882016, n.Numbers.Deviation, 12);
        Assert.Equal(25.75, n.Numbers.Percentiles[25], 12);
        Assert.Equal(50.5, n.Numbers.Percentiles[50], 12);
        Assert.Equal(9, n.Numbers.Edges.Count);
        Assert.All(n.Numbers.Counts, c => Assert.Equal(10, c));
        Assert.Equal(0, n.Numbers.Skewness, 12);
        Assert.Equal(1, n.Relation!.Correlation!.Value, 12);
        var t = profile.Columns[1];
        Assert.Equal((25, 2), (t.Missing, t.Distinct));
        Assert.Equal([new("odd", 50), new("even", 25)], t.Top!);
        Assert.Equal((3, 4, 250.0 / 75), (t.Texts!.MinimumLength, t.Texts.MaximumLength, t.Texts.MeanLength));
    }

    [Fact]
    public void Numbers_near_the_end_of_all_numbers_are_described_too()
    {
        using var bench = new Bench();
        var import = bench.ImportText("n,y\n1.7e308,1\n-1.7e308,2\n1,3\n2,1.5e308\n");
        var json = bench.Profile(import["table"], """{"target":"y","classes":false}""").Text("profile");
        var n = TableProfile.FromJson(json).Columns[0].Numbers!;
        Assert.Equal((-1.7e308, 1.7e308), (n.Minimum, n.Maximum));
        Assert.Equal(1.7e308 * Math.Sqrt(2.0 / 3), n.Deviation, 1e300);
        Assert.InRange(n.Mean, -1e300, 1e300);
    }

    [Fact]
    public void Texts_with_too_many_different_values_are_counted_by_the_hash_of_the_text()
    {
        using var bench = new Bench();
        var values = Enumerable.Range(0, 3000).Select(i => $"user {i % 1500} 名").ToList();
        var import = bench.ImportText("t,few\n" + string.Concat(values.Select((v, i) => $"{v},{i % 1000}x\n")));
        var profile = TableProfile.FromJson(bench.Profile(import["table"]).Text("profile"));
        Assert.Equal(2, profile.Format);
        var expected = new long[ValueBuckets.Count];
        values.ForEach(v => expected[ValueBuckets.Of(Encoding.UTF8.GetBytes(v))]++);
        Assert.Equal(expected, profile.Columns[0].Buckets!);
        Assert.Equal((100, 1500), (profile.Columns[0].Top!.Count, profile.Columns[0].Distinct));
        Assert.Null(profile.Columns[1].Buckets);
        Assert.Equal(1000, profile.Columns[1].Top!.Count);
    }

    [Fact]
    public void The_bucket_of_a_text_is_for_ever()
    {
        Assert.Equal([239, 130, 33, 189], new[] { "", "a", "rondo", "輪舞曲" }.Select(t => ValueBuckets.Of(Encoding.UTF8.GetBytes(t))).ToArray());
        var counts = new int[ValueBuckets.Count];
        for (var i = 0; i < 256_000; i++)
        {
            counts[ValueBuckets.Of(Encoding.UTF8.GetBytes(i.ToString(CultureInfo.InvariantCulture)))]++;
        }

        Assert.InRange(counts.Sum(c => (c - 1000.0) * (c - 1000.0) / 1000.0), 170, 350);
    }

    [Fact]
    public void The_page_escapes_what_comes_from_the_data_and_stays_small()
    {
        using var bench = new Bench();
        var header = string.Join(',', Enumerable.Range(0, 200).Select(i => i == 0 ? "\"<script>alert(1)</script>\"" : $"c{i}"));
        var rows = string.Concat(Enumerable.Range(0, 60).Select(r => "\"<img src=x onerror=alert(2)>" + r + "\"" + string.Concat(Enumerable.Range(1, 199).Select(i => $",{(i % 3 == 0 ? $"value {r % 7}" : (r * i * 0.37).ToString(CultureInfo.InvariantCulture))}")) + "\n"));
        var import = bench.ImportText(header + "\n" + rows);
        var page = bench.Profile(import["table"]).Text("report");
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", page, StringComparison.OrdinalIgnoreCase);
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 50_000, 2_000_000);
    }

    [Fact]
    public void Odd_columns_raise_an_alert()
    {
        using var bench = new Bench();
        var import = bench.ImportText("same,gone,code,mark\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"1,,id{i},{(i < 5 ? "-999" : (i % 9).ToString(CultureInfo.InvariantCulture))}\n")));
        var alerts = TableProfile.FromJson(bench.Profile(import["table"]).Text("profile")).Alerts.Select(a => $"{a.Code} {a.Column}");
        Assert.Equal(["constant same", "empty gone", "unique code", "placeholder mark"], alerts);
    }

    [Fact]
    public void Threads_do_not_change_a_byte()
    {
        var random = new Random(7);
        var text = new StringBuilder("a,b,c,y\n");
        for (var i = 0; i < 150_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{random.NextDouble():R},{(random.Next(20) == 0 ? "" : random.NextDouble() * 1e9):R},k{random.Next(300)},{random.Next(2)}\n");
        }

        var outputs = new List<byte[][]>();
        foreach (var threads in new[] { 1, 2, 5 })
        {
            using var bench = new Bench { Threads = threads };
            var import = bench.ImportText(text.ToString());
            var profile = bench.Profile(import["table"], """{"target":"y","classes":true}""");
            var split = bench.Split(import["table"], """{"target":"y","classes":true}""");
            outputs.Add([.. new[] { import["table"], profile["profile"], profile["report"], split["train"], split["validation"], split["test"] }.Select(File.ReadAllBytes)]);
        }

        Assert.All(outputs.Skip(1), o => Assert.Equal(outputs[0], o));
    }
}

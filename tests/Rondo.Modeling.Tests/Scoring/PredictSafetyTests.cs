using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Rondo.Bundles;

namespace Rondo.Modeling.Tests.Scoring;

public sealed class PredictSafetyTests
{
    [Theory]
    [InlineData("out.csv")]
    [InlineData("out.jsonl")]
    [InlineData("out.parquet")]
    public async Task Cancelling_leaves_nothing_and_keeps_what_was_there(string output)
    {
        using var desk = new Desk();
        var input = desk.Write("in.csv", "x\n" + string.Concat(Enumerable.Repeat("1\n", 200_000)));
        desk.Write(output, "before");
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => PredictFile.RunAsync(new(desk.Loan, input, desk[output]), new Now(_ => stop.Cancel()), stop.Token));
        Assert.Equal("before", desk.Read(output));
        Assert.Equal(3, desk.Files.Count());
    }

    [Fact]
    public async Task A_pipe_is_written_into_and_stays_a_pipe()
    {
        using var desk = new Desk();
        var (input, pipe) = (desk.Write("in.csv", "x\n0\n0\n"), desk["out.csv"]);
        using (var made = System.Diagnostics.Process.Start("mkfifo", [pipe]))
        {
            await made.WaitForExitAsync();
        }

        var reading = Task.Run(() => File.ReadAllTextAsync(pipe));
        Assert.True((await PredictFile.RunAsync(new(desk.Loan, input, pipe), null, CancellationToken.None)).Ok);
        Assert.Equal("label,probability\nno,0.5\nno,0.5\n", await reading);
        Assert.True(Rondo.Stores.SpecialFile.Is(pipe));
        var refused = await PredictFile.RunAsync(new(desk.Loan, input, pipe) { Format = PredictFormat.Parquet }, null, CancellationToken.None);
        Assert.Equal("predict.special", refused.Failures[0].Code);
    }

    [Fact]
    public async Task A_link_stays_a_link_and_what_it_leads_to_changes()
    {
        using var desk = new Desk();
        var input = desk.Write("in.csv", "x\n0\n");
        desk.Write("real.csv", "before");
        File.CreateSymbolicLink(desk["out.csv"], desk["real.csv"]);
        Assert.True((await PredictFile.RunAsync(new(desk.Loan, input, desk["out.csv"]), null, CancellationToken.None)).Ok);
        Assert.Equal((desk["real.csv"], "label,probability\nno,0.5\n"), (new FileInfo(desk["out.csv"]).LinkTarget, desk.Read("real.csv")));
    }

    [Fact]
    public async Task Progress_grows_to_the_whole()
    {
        using var desk = new Desk();
        var input = desk.Write("in.csv", "x\n" + string.Concat(Enumerable.Repeat("1\n", 100_000)));
        var seen = new List<PredictProgress>();
        await PredictFile.RunAsync(new(desk.Loan, input, desk["out.csv"]), new Now(seen.Add), CancellationToken.None);
        Assert.Equal(seen.OrderBy(p => p.Rows), seen);
        Assert.True(seen.Count > 3);
        Assert.Equal(new(100_000, 0, 1), seen[^1]);
        Assert.InRange(seen[0].Share, 0.01, 0.9);
    }

    [Fact]
    public async Task A_damaged_bundle_is_refused()
    {
        using var desk = new Desk();
        var bytes = await File.ReadAllBytesAsync(desk.Loan);
        var at = bytes.AsSpan().IndexOf("Sigmoid"u8);
        bytes[at] = (byte)'X';
        await File.WriteAllBytesAsync(desk["bad.rondo"], bytes);
        var (report, _) = await desk.PredictAsync(desk["bad.rondo"], "x\n1\n");
        Assert.StartsWith("bundle.", Assert.Single(report.Failures).Code, StringComparison.Ordinal);
        var (none, _) = await desk.PredictAsync(desk["none.rondo"], "x\n1\n");
        Assert.Equal("bundle.missing", Assert.Single(none.Failures).Code);
        var (text, _) = await desk.PredictAsync(desk.Write("text.rondo", "not a zip"), "x\n1\n");
        Assert.Equal("bundle.archive", Assert.Single(text.Failures).Code);
        Assert.False(File.Exists(desk["out.csv"]));
    }

    [Fact]
    public async Task Files_that_are_no_tables_are_refused()
    {
        using var desk = new Desk();
        var missing = await PredictFile.RunAsync(new(desk.Loan, desk["none.csv"], desk["out.csv"]), null, CancellationToken.None);
        Assert.Equal("data.no-source", Assert.Single(missing.Failures).Code);
        var (image, _) = await desk.PredictAsync(desk.Loan, "%PDF-1.4");
        Assert.Equal("data.not-a-table", Assert.Single(image.Failures).Code);
        var (parquet, _) = await desk.PredictAsync(desk.Loan, "PAR1 and nothing more");
        Assert.Equal("data.parquet", Assert.Single(parquet.Failures).Code);
    }

    [Fact]
    public void Predictions_of_a_file_are_those_of_its_single_rows()
    {
        using var desk = new Desk();
        using var predictor = Predictor.Compile(Desk.SumGraph(), Desk.SumSignature).Value;
        var bundle = desk.Sum;
        var rows = ArbMap.Default.ArbFor<(NormalFloat A, NormalFloat? B, int Weather, bool? Open, int At)[]>();
        Prop.ForAll(rows, values =>
        {
            string[] weathers = ["dry", "wet", "雪", "\"quoted\", and\nmore", "null"];
            var lines = values.Select(v => string.Join(',',
                (v.A.Get / 8).ToString("R", CultureInfo.InvariantCulture), (v.B?.Get / 8)?.ToString("R", CultureInfo.InvariantCulture),
                $"\"{weathers[Math.Abs(v.Weather % 5)].Replace("\"", "\"\"", StringComparison.Ordinal)}\"", v.Open, DateTime.UnixEpoch.AddSeconds(v.At).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)));
            var (report, text) = desk.PredictAsync(bundle, "a,b,weather,open,at\n" + string.Concat(lines.Select(l => l + "\n"))).GetAwaiter().GetResult();
            using var row = predictor.Rent();
            var single = values.Select(v =>
            {
                row.Set(0, v.A.Get / 8);
                row.Set(1, v.B?.Get / 8 ?? double.NaN);
                row.Set(2, weathers[Math.Abs(v.Weather % 5)]);
                row.Set(3, v.Open is { } open ? open ? 1.0 : 0.0 : double.NaN);
                row.Set(4, v.At * 1_000_000L);
                return row.Predict().Value.Value;
            });
            return report.Value.BadRows == 0
                && text.Split('\n')[1..^1].Select(t => double.Parse(t, CultureInfo.InvariantCulture)).SequenceEqual(single);
        }).QuickCheckThrowOnFailure();
    }

    private sealed class Now(Action<PredictProgress> act) : IProgress<PredictProgress>
    {
        public void Report(PredictProgress value) => act(value);
    }
}

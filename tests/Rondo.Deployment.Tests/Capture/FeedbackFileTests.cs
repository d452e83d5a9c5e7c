using Rondo.Deployment.Capture;
using Rondo.Kernel;

namespace Rondo.Deployment.Tests.Capture;

public sealed class FeedbackFileTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("rondo-feedback-").FullName;

    [Fact]
    public void Truths_are_read_as_they_stand_whatever_else_the_file_holds()
    {
        var csv = Write("truths.csv", "\uFEFFname;prediction_id;truth;observed_at\r\n\"a;\nb\";p1;12.50;2026-01-01T00:00:00Z\r\n;p2;\"NA\";\r\n");
        Assert.Equal([new("p1", "12.50", new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)), new("p2", "NA", Now)], Read(csv));
        Assert.Equal([new("p1", "007", Now)], Read(Write("truths.tsv", "truth\tprediction_id\n007\tp1\n")));
    }

    [Theory]
    [InlineData("prediction_id,truth\np1,1\np2,2,3\n", "feedback.entry", 3, "field")]
    [InlineData("prediction_id,truth\np1,1\np2\n", "feedback.entry", 3, "field")]
    [InlineData("prediction_id,truth\np1,1\n\"p2,2\np3,3\n", "", 3, "never closed")]
    [InlineData("prediction_id,truth\np1,1\n\np2,\n", "feedback.entry", 4, "truth is missing")]
    [InlineData("prediction_id,truth\np1,1\np2,\"a\"b\n", "feedback.entry", 3, "closing quote")]
    [InlineData("id,truth\np1,1\n", "feedback.missing-column", 1, "no column 'prediction_id'")]
    [InlineData("prediction_id,truth,observed_at\np1,1,soon\n", "feedback.entry", 2, "no time")]
    public void A_line_that_cannot_be_read_is_named_with_what_is_wrong_with_it(string text, string code, int line, string problem)
    {
        var file = Write("broken.csv", text);
        var failure = Assert.Single(Assert.Throws<FailureException>(() => Read(file)).Failures);
        Assert.StartsWith(code, failure.Code, StringComparison.Ordinal);
        Assert.Equal((file, line), (failure.Place!.File, failure.Place.Line));
        Assert.Contains(problem, failure.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Problem);
        Assert.NotEmpty(failure.Remedy);
    }

    [Theory]
    [InlineData("t.tsv", "prediction_id;truth\np1;1\n", "';'", "Call the file .csv")]
    [InlineData("t.tsv", "prediction_id,truth\np1,1\n", "','", "Call the file .csv")]
    [InlineData("t.csv", "prediction_id:truth\np1:1\n", "':'", "Separate the fields by commas")]
    public void A_heading_that_another_mark_separates_is_told_with_what_to_do(string name, string text, string mark, string remedy)
    {
        var failure = Assert.Single(Assert.Throws<FailureException>(() => Read(Write(name, text))).Failures);
        Assert.Equal("feedback.delimiter", failure.Code);
        Assert.Contains($"separated by {mark}", failure.Problem, StringComparison.Ordinal);
        Assert.StartsWith(remedy, failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_semicolon_is_found_out_also_beside_decimal_commas()
    {
        Assert.Equal([new("p1", "1,5", Now)], Read(Write("one.csv", "prediction_id;truth\np1;1,5\n")));
        Assert.Equal([new("p1", "1", Now)], Read(Write("two.csv", "prediction_id;truth\np1;1\n")));
    }

    [Fact]
    public void A_file_that_is_no_table_is_refused_in_a_sentence()
    {
        var file = Path.Combine(_folder, "noise.csv");
        File.WriteAllBytes(file, [.. Enumerable.Range(0, 4096).Select(i => (byte)(i * 7919 >> 3))]);
        var failure = Assert.Single(Assert.Throws<FailureException>(() => Read(file)).Failures);
        Assert.DoesNotContain('\n', failure.Problem);
        Assert.Equal("data.empty-file", Assert.Single(Assert.Throws<FailureException>(() => Read(Write("empty.csv", ""))).Failures).Code);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static List<Feedback> Read(string path) => [.. FeedbackFile.Read(path, Now, default).SelectMany(p => p)];

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}

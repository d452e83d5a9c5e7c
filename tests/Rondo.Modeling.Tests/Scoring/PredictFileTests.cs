namespace Rondo.Modeling.Tests.Scoring;

public sealed class PredictFileTests
{
    private const string Header = "a,b,weather,open,at\n";

    [Fact]
    public async Task Every_row_gets_its_prediction_in_order()
    {
        using var desk = new Desk();
        var (report, text) = await desk.PredictAsync(desk.Sum,
            Header + "1,2,dry,true,1970-01-01\n0.5,,wet,no,1970-01-01 00:00:07\n-3,1e2,雪,,\n007,,,1,1970-01-01T01:00:00+01:00\n2,3,never met,false,\n");
        Assert.Equal("prediction\n1104\n208\n394\n1414\n907\n", text);
        Assert.Equal((5, 0, 5), (report.Value.Rows, report.Value.BadRows, report.Value.Scored));
        Assert.Equal("sum", report.Value.Model);
        Assert.Empty(report.Value.Notes);
    }

    [Fact]
    public async Task A_binary_model_gives_a_label_and_its_positive_probability()
    {
        using var desk = new Desk();
        var (_, text) = await desk.PredictAsync(desk.Loan, "x\n0\n100\n-100\n");
        var lines = text.Split('\n');
        Assert.Equal(["label,probability", "no,0.5", "yes,1"], lines[..3]);
        Assert.InRange(double.Parse(lines[3]["no,".Length..], System.Globalization.CultureInfo.InvariantCulture), 0, 1e-20);
    }

    [Fact]
    public async Task A_multiclass_model_gives_a_label_and_all_probabilities()
    {
        using var desk = new Desk();
        var (_, text) = await desk.PredictAsync(desk.Species, "x\n1000\n-1000\n");
        Assert.Equal("label,probability_7,probability_8,probability_9\n9,0,0,1\n7,1,0,0\n", text);
    }

    [Fact]
    public async Task Kept_columns_stand_before_the_prediction_as_they_were()
    {
        using var desk = new Desk();
        var (report, text) = await desk.PredictAsync(desk.Loan, "id,x,name,more\n01,0,\"a \"\"b\"\", c\nd\",1\n02,,ñ 雪,2\n03,0,\"  wide \",3\n",
            r => r with { Keep = ["name", "id"] });
        Assert.Equal("name,id,label,probability\n\"a \"\"b\"\", c\nd\",01,no,0.5\nñ 雪,02,,\n  wide ,03,no,0.5\n".Replace("  wide ,", "\"  wide \",", StringComparison.Ordinal), text);
        Assert.Equal("Not inputs of the model, and ignored: more.", Assert.Single(report.Value.Notes));
        Assert.Contains("no finite number", Assert.Single(report.Value.Listed).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_star_keeps_everything_and_moves_what_is_called_like_the_prediction()
    {
        using var desk = new Desk();
        var (report, text) = await desk.PredictAsync(desk.Loan, ",label,x\n0,yes,0\n", r => r with { Keep = ["*"] });
        Assert.Equal(",input_label,x,label,probability\n0,yes,0,no,0.5\n", text);
        Assert.Contains("'input_label'", Assert.Single(report.Value.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_cannot_be_scored_is_listed_by_line_and_the_others_are_scored()
    {
        using var desk = new Desk();
        var (report, text) = await desk.PredictAsync(desk.Sum,
            Header + "1,2,dry,,\n\"x\ny\",2,dry,,\n\n,2,dry,,\n1,2,dry,maybe,\n1,2,dry,,31.1.2011\n1,2\n9007199254740993,2,dry,,\n2,0,dry,,\n", r => r with { Keep = ["a"] });
        Assert.Equal("a,prediction\n1,104\n\"x\ny\",\n,\n1,\n1,\n,\n9007199254740993,\n2,104\n", text);
        Assert.Equal((8, 6), (report.Value.Rows, report.Value.BadRows));
        Assert.Equal([3, 6, 7, 8, 9, 10], report.Value.Listed.Select(f => f.Place!.Line));
        Assert.All(report.Value.Listed, f => Assert.Equal(desk["in.txt"], f.Place!.File));
        Assert.Equal(
            [
                "The column 'a' holds 'x\ny': it is no number.", "The column 'a' cannot be used: it is empty, and must not be.", "The column 'open' holds 'maybe': it is neither true nor false.",
                "The column 'at' holds '31.1.2011': it is no date or time of the form 2011-01-31 08:00:00 (at most microseconds).",
                "The row cannot be scored: it has 2 fields instead of 5: 1,2", "The column 'a' holds '9007199254740993': a double would round this whole number.",
            ],
            report.Value.Listed.Select(f => f.Problem));
    }

    [Fact]
    public async Task More_bad_rows_than_allowed_leave_no_output()
    {
        using var desk = new Desk();
        var (report, _) = await desk.PredictAsync(desk.Loan, "x\n1\n?\n2\n", r => r with { MaximumBadRows = 0 });
        Assert.Equal(["predict.bad-rows", "predict.bad-row"], report.Failures.Select(f => f.Code));
        Assert.Equal(3, report.Failures[1].Place!.Line);
        Assert.Equal(["in.txt", "loan.rondo"], desk.Files);

        var (allowed, text) = await desk.PredictAsync(desk.Loan, "x\n0\n?\n0\n", r => r with { MaximumBadRows = 1 });
        Assert.Equal(1, allowed.Value.BadRows);
        Assert.Equal("label,probability\nno,0.5\n,\nno,0.5\n", text);
    }

    [Fact]
    public async Task A_mark_for_missing_values_is_a_bad_row_until_it_is_named()
    {
        using var desk = new Desk();
        var (bad, _) = await desk.PredictAsync(desk.Sum, Header + "1,NA,NA,,\n1,1,dry,,\n");
        Assert.Equal("The column 'b' holds 'NA': it is no number.", Assert.Single(bad.Value.Listed).Problem);
        var (_, text) = await desk.PredictAsync(desk.Sum, Header + "1,NA,NA,,\n", r => r with { Missing = ["NA"] });
        Assert.Equal("prediction\n402\n", text);
    }

    [Fact]
    public async Task A_file_of_bad_rows_only_leaves_no_output()
    {
        using var desk = new Desk();
        var lines = string.Concat(Enumerable.Repeat("\"1,5\"\n", 20_000));
        var (report, _) = await desk.PredictAsync(desk.Loan, "x;y\n" + lines.Replace("\"\n", "\";\n", StringComparison.Ordinal));
        Assert.Equal(1 + PredictReport.MostListed, report.Failures.Count);
        Assert.StartsWith("None of the first", report.Failures[0].Problem, StringComparison.Ordinal);
        Assert.Contains("decimal points", report.Failures[0].Remedy, StringComparison.Ordinal);
        Assert.False(File.Exists(desk["out.csv"]));
    }

    [Fact]
    public async Task Missing_columns_are_named_all_at_once_before_anything_is_scored()
    {
        using var desk = new Desk();
        var (report, _) = await desk.PredictAsync(desk.Sum, "A,b,weather,extra\n1,2,dry,1\n", r => r with { Keep = ["extr"] });
        Assert.Equal(
            ["IN lacks columns that the model needs: 'a' (number), 'open' (boolean), 'at' (timestamp).", "IN lacks the column 'extr', which is to be kept."],
            report.Failures.Select(f => f.Problem.Replace(desk["in.txt"], "IN", StringComparison.Ordinal)));
        Assert.All(report.Failures, f => Assert.Equal(2, f.PlacedProblem.Split(desk["in.txt"]).Length));
        Assert.StartsWith("Did 'A' mean 'a'", report.Failures[0].Remedy, StringComparison.Ordinal);
        Assert.Equal("Did you mean 'extra'?", report.Failures[1].Remedy);
    }

    [Fact]
    public async Task A_needed_column_must_not_be_there_twice()
    {
        using var desk = new Desk();
        var (report, _) = await desk.PredictAsync(desk.Loan, "x,y,y,x\n1,2,3,4\n");
        Assert.Equal("predict.column-twice", Assert.Single(report.Failures).Code);
    }

    [Fact]
    public async Task An_empty_file_is_refused_and_a_header_alone_gives_a_header()
    {
        using var desk = new Desk();
        var (empty, _) = await desk.PredictAsync(desk.Loan, "");
        Assert.Equal("data.empty-file", Assert.Single(empty.Failures).Code);
        var (header, text) = await desk.PredictAsync(desk.Loan, "x\n");
        Assert.Equal("label,probability\n", text);
        Assert.Contains("has no rows", Assert.Single(header.Value.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_a_header_is_read_with_given_names()
    {
        using var desk = new Desk();
        var (_, text) = await desk.PredictAsync(desk.Loan, "0\t5\n0\t6\n", r => r with { Columns = ["x", "n"], Keep = ["n"], Delimiter = '\t' });
        Assert.Equal("n,label,probability\n5,no,0.5\n6,no,0.5\n", text);
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_leaves_no_output()
    {
        using var desk = new Desk();
        var (report, _) = await desk.PredictAsync(desk.Sum, Header + "1,2,dry,,\n1,2,\"dry,,\n1,2,dry,,\n");
        Assert.Equal("data.unterminated-quote", Assert.Single(report.Failures).Code);
        Assert.Equal(3, report.Failures[0].Place!.Line);
        Assert.Equal(["in.txt", "sum.rondo"], desk.Files);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2047)]
    [InlineData(2048)]
    [InlineData(16383)]
    [InlineData(16384)]
    [InlineData(16385)]
    [InlineData(100_000)]
    public async Task Order_and_number_of_rows_hold_across_batches(int rows)
    {
        using var desk = new Desk();
        var lines = string.Concat(Enumerable.Range(0, rows).Select(i => FormattableString.Invariant($"{i},{i},wet,,\n")));
        var (report, text) = await desk.PredictAsync(desk.Sum, Header + lines, r => r with { Keep = ["b"], Threads = 3 });
        Assert.Equal(rows, report.Value.Rows);
        Assert.Equal("b,prediction\n" + string.Concat(Enumerable.Range(0, rows).Select(i => FormattableString.Invariant($"{i},{(3 * i) + 200}\n"))), text);
    }
}

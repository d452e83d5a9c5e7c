using Xunit.Abstractions;

namespace Rondo.Data.Tests;

/// <summary>The real data sets: what is read, and which columns are suspected.</summary>
public sealed class RealDataTests(ITestOutputHelper output)
{
    private const string Adult = """["age","workclass","fnlwgt","education","education-num","marital-status","occupation","relationship","race","sex","capital-gain","capital-loss","hours-per-week","native-country","income"]""";

    [Theory]
    [InlineData("bank/bank-full.csv", "{}", "y", true, 45211, "")]
    [InlineData("telco/Telco-Customer-Churn.csv", "{}", "Churn", true, 7043, "data.id-suspect customerID")]
    [InlineData("titanic/titanic.csv", "{}", "Survived", true, 891, "data.id-suspect PassengerId")]
    [InlineData("housing/california_housing.csv", "{}", "median_house_value", false, 20640, "")]
    [InlineData("taxi/taxi-fare-train.csv", "{}", "fare_amount", false, -1, "")]
    [InlineData("wine/winequality-red.csv", "{}", "column12", false, 1599, "")]
    [InlineData("wine/winequality-white.csv", "{}", "column12", true, 4898, "")]
    [InlineData("digits/optdigits-train.csv", "{}", "column65", true, 3823, "")]
    [InlineData("drift/elec.csv", "{}", "class", true, 45312, "")]
    [InlineData("bike/day.csv", "{}", "cnt", false, 731, "data.id-suspect instant; data.leak-suspect casual registered")]
    [InlineData("bike/hour.csv", "{}", "cnt", false, 17379, "data.id-suspect instant; data.leak-suspect casual registered")]
    public void Honest_columns_are_not_suspected(string file, string with, string target, bool classes, long rows, string suspects)
    {
        using var bench = new Bench();
        var import = bench.Import(Shared.Data(file), with);
        Assert.Empty(import.Verdict.Failures);
        output.WriteLine(import.Shape());
        foreach (var warning in import.Verdict.Warnings)
        {
            output.WriteLine("import: " + warning);
        }

        var count = (long)import.Value("table", "SELECT count(*) FROM {}")!;
        Assert.True(rows < 0 || rows == count, $"{count} rows");
        var validate = bench.Validate(import["table"], $$"""{"target":"{{target}}","classes":{{(classes ? "true" : "false")}}}""");
        foreach (var finding in DataVerdict.FromJson(validate.Text("verdict")).Findings)
        {
            output.WriteLine($"{finding.Status} {finding.Code}: {finding.Problem} {finding.Remedy}");
        }

        var found = DataVerdict.FromJson(validate.Text("verdict")).Findings.Where(f => f.Status == FindingStatus.Fail).Select(f => $"{f.Code} {string.Join(' ', f.Columns)}");
        Assert.Equal(suspects, string.Join("; ", found.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Labels_of_a_test_file_may_be_spelt_differently()
    {
        using var bench = new Bench();
        var import = bench.Import(Shared.Data("adult/adult-train.csv"),
            "{\"columns\":" + Adult + ""","missing":["?"],"target":"income","aliases":{">50K.":">50K","<=50K.":"<=50K"}}""", Shared.Data("adult/adult-test.csv"));
        Assert.Empty(import.Verdict.Failures);
        Assert.Equal(32561L, import.Value("table", "SELECT count(*) FROM {}"));
        Assert.Equal(16281L, import.Value("test", "SELECT count(*) FROM {}"));
        Assert.Equal(7841L, import.Value("table", "SELECT count(*) FROM {} WHERE income = '>50K'"));
        Assert.Equal(3846L, import.Value("test", "SELECT count(*) FROM {} WHERE income = '>50K'"));
        Assert.Equal(1836L, import.Value("table", "SELECT count(*) FROM {} WHERE workclass IS NULL"));

        var validate = bench.Validate(import["table"], """{"target":"income","classes":true}""");
        Assert.Empty(validate.Verdict.Failures);
        var split = bench.Split(import["table"], """{"target":"income","classes":true}""", import["test"]);
        Assert.Equal(16281L, split.Value("test", "SELECT count(*) FROM {}"));
        Assert.Equal(3256L, split.Value("validation", "SELECT count(*) FROM {}"));
    }

    [Fact]
    public void Blanks_among_numbers_are_missing()
    {
        using var bench = new Bench();
        var telco = bench.Import(Shared.Data("telco/Telco-Customer-Churn.csv"));
        Assert.Contains("TotalCharges DOUBLE", telco.Shape(), StringComparison.Ordinal);
        Assert.Equal(11L, telco.Value("table", "SELECT count(*) FROM {} WHERE TotalCharges IS NULL"));
        var housing = bench.Import(Shared.Data("housing/california_housing.csv"));
        Assert.Equal(207L, housing.Value("table", "SELECT count(*) FROM {} WHERE total_bedrooms IS NULL"));
        var bank = bench.Import(Shared.Data("bank/bank-full.csv"));
        Assert.Equal(5289L, bank.Value("table", "SELECT count(*) FROM {} WHERE y = 'yes'"));
    }

    [Fact]
    public void A_column_known_only_after_the_call_is_a_leak_when_somebody_says_so()
    {
        using var bench = new Bench();
        var bank = bench.Import(Shared.Data("bank/bank-full.csv"));
        var late = bench.Validate(bank["table"], """{"target":"y","classes":true,"known-at":{"duration":600}}""");
        Assert.Equal(["data.known-too-late"], late.Codes);
        Assert.Empty(bench.Validate(bank["table"], """{"target":"y","classes":true,"known-at":{"duration":600},"accept":{"duration":"planned beforehand"}}""").Verdict.Failures);
        Assert.Empty(bench.Validate(bank["table"], """{"target":"y","classes":true,"known-at":{"duration":600},"drop":["duration"]}""").Verdict.Failures);
    }
}

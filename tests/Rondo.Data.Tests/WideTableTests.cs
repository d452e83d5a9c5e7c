using System.Globalization;
using System.Text;

namespace Rondo.Data.Tests;

public sealed class WideTableTests
{
    [Fact]
    public void A_wide_table_has_the_profile_and_the_verdict_that_its_columns_have_in_a_narrow_one()
    {
        using var bench = new Bench();
        var wide = bench.ImportText(Csv(150))["table"];
        var narrow = bench.ImportText(Csv(60))["table"];
        const string With = """{"target":"y","accept":{"id":"a test"}}""";

        var (a, b) = (TableProfile.FromJson(File.ReadAllText(bench.Profile(wide)["profile"])), TableProfile.FromJson(File.ReadAllText(bench.Profile(narrow)["profile"])));
        foreach (var column in b.Columns)
        {
            var same = a.Columns.Single(c => c.Name == column.Name);
            Assert.Equal((column.Missing, column.Distinct, column.Numbers?.Mean, column.Numbers?.Skewness), (same.Missing, same.Distinct, same.Numbers?.Mean, same.Numbers?.Skewness));
        }

        var verdicts = new[] { wide, narrow }.Select(t => File.ReadAllText(bench.Validate(t, With)["verdict"])).ToList();
        Assert.Contains("c3 + c4", verdicts[0], StringComparison.Ordinal);
        Assert.Equal(verdicts[1], verdicts[0]);
    }

    [Fact]
    public void A_wide_table_of_texts_has_the_verdict_that_its_columns_have_in_a_narrow_one()
    {
        using var bench = new Bench();
        var verdicts = new[] { 400, 60 }.Select(columns => File.ReadAllText(bench.Validate(bench.ImportText(Texts(columns))["table"], """{"target":"y","classes":true}""")["verdict"])).ToList();
        Assert.Contains("'c7' decides 'y' by itself", verdicts[0], StringComparison.Ordinal);
        Assert.Contains("'c50' decides 'y' by itself", verdicts[0], StringComparison.Ordinal);
        Assert.Equal(verdicts[1], verdicts[0]);
    }

    // Two columns say the class, in other words; one with gaps. More columns are more of the same noise.
    private static string Texts(int columns)
    {
        var text = new StringBuilder().AppendJoin(',', Enumerable.Range(0, columns).Select(c => string.Create(CultureInfo.InvariantCulture, $"c{c}"))).Append(",y\n");
        for (var r = 0; r < 400; r++)
        {
            var yes = (r * 7919 % 997) % 2 == 0;
            text.AppendJoin(',', Enumerable.Range(0, columns).Select(c => c switch
            {
                7 => r % 150 == 0 ? "" : yes ? "warm" : "cold",
                50 => string.Create(CultureInfo.InvariantCulture, $"{(yes ? "w" : "c")}{r % 5}"),
                _ => string.Create(CultureInfo.InvariantCulture, $"k{((r * 7919) + (c * 104729) + (r * c * 31)) % 97 % 20}"),
            })).Append(yes ? ",ja\n" : ",nein\n");
        }

        return text.ToString();
    }

    private static string Csv(int columns)
    {
        var text = new StringBuilder("id,y,t");
        text.AppendJoin("", Enumerable.Range(0, columns).Select(c => string.Create(CultureInfo.InvariantCulture, $",c{c}"))).Append('\n');
        for (var r = 0; r < 300; r++)
        {
            int Value(int c) => ((r * 7919) + (c * 104729) + (r * c * 31)) % 997;
            text.Append(CultureInfo.InvariantCulture, $"{r},{Value(3) + Value(4)},t{r % 3}");
            for (var c = 0; c < columns; c++)
            {
                text.Append(',').Append(c == 7 && r % 9 == 0 ? "" : Value(c).ToString(CultureInfo.InvariantCulture));
            }

            text.Append('\n');
        }

        return text.ToString();
    }
}

using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Rondo.Data.Tests;

public sealed class RoundTripTests
{
    [Fact]
    public void Any_table_survives_the_way_through_csv()
    {
        using var bench = new Bench { Threads = 1 };
        Prop.ForAll(Tables(), table =>
        {
            var text = new StringBuilder(string.Join(',', table.Select((_, i) => $"c{i}"))).Append('\n');
            for (var row = 0; row < table[0].Length; row++)
            {
                text.AppendJoin(',', table.Select(c => Written(c[row]))).Append('\n');
            }

            var import = bench.ImportText(text.ToString());
            Assert.Empty(import.Verdict.Failures);
            var rows = import.Query("table", "SELECT * FROM {}");
            Assert.Equal(table[0].Length, rows.Count);
            for (var row = 0; row < rows.Count; row++)
            {
                Assert.Equal(table.Select(c => c[row] is "" ? null : c[row]), rows[row]);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    private static Arbitrary<object?[][]> Tables()
    {
        var number = ArbMap.Default.GeneratorFor<double>().Where(double.IsFinite).Select(d => (object?)(d + 0.0));
        var text = ArbMap.Default.GeneratorFor<string>().Select(s => (object?)("x" + new string([.. (s ?? "").Where(c => c is not '\0' and not '\uFFFF' && !char.IsSurrogate(c))])));
        var time = Gen.Choose(-1_000_000_000, 1_000_000_000).Select(s => (object?)DateTime.UnixEpoch.AddTicks(s * 12_345_670L));
        var flag = Gen.Elements<object?>(true, false);
        var column = Gen.Elements(number, text, time, flag);
        var tables =
            from rows in Gen.Choose(1, 30)
            from width in Gen.Choose(2, 5)
            from kinds in Gen.ArrayOf(column, width)
            from columns in Gen.CollectToArray(kinds, kind => Gen.ArrayOf(Gen.Frequency((9, kind), (1, Gen.Constant<object?>(null))), rows))
            select columns;
        return tables.ToArbitrary();
    }

    private static string Written(object? value) => value switch
    {
        null => "",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        var text => $"\"{((string)text).Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
    };
}

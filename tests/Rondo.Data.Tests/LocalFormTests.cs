using System.Text;
using Rondo.Kernel;
using Rondo.Data.Importing;

namespace Rondo.Data.Tests;

public sealed class LocalFormTests
{
    [Theory]
    [InlineData("12,5", 12.5)]
    [InlineData("-1.234,56", -1234.56)]
    [InlineData("1.234.567", 1234567)]
    [InlineData("1 234,5", 1234.5)]
    [InlineData("1'234,5", 1234.5)]
    [InlineData("0,25", 0.25)]
    [InlineData(",5", 0.5)]
    [InlineData("7", 7)]
    [InlineData("1,5e3", 1500)]
    public void A_decimal_comma_is_read(string text, double value)
    {
        Assert.Equal(NumberForm.Number, LocalForms.Comma.Number(text, out var read));
        Assert.Equal(value, read);
    }

    [Theory]
    [InlineData("12.5")]
    [InlineData("1.23,5")]
    [InlineData("1234.567,8")]
    [InlineData("1,2,3")]
    [InlineData("1.234 567,8")]
    [InlineData("1,234.5")]
    [InlineData(".234,5")]
    [InlineData("1.2345")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData(",")]
    [InlineData("1111111111111111111111111111111111111111111111111111111111111111111,5")]
    public void What_is_no_number_with_a_decimal_comma_is_refused(string text) => Assert.Equal(NumberForm.None, LocalForms.Comma.Number(text, out _));

    [Theory]
    [InlineData(DateOrder.DayFirst, "31.12.2024", "2024-12-31")]
    [InlineData(DateOrder.DayFirst, "1/2/2024 08:30", "2024-02-01 08:30")]
    [InlineData(DateOrder.MonthFirst, "1/2/2024", "2024-01-02")]
    [InlineData(DateOrder.YearFirst, "2024/1/31", "2024-01-31")]
    [InlineData(DateOrder.DayFirst, "2024.01.31T07:00:05", "2024-01-31 07:00:05")]
    [InlineData(DateOrder.MonthFirst, "2024-01-31", "2024-01-31")]
    public void A_date_is_read_in_its_order(DateOrder order, string text, string iso)
    {
        Assert.True(new LocalForms('.', order).Timestamp(text, out var micros));
        Assert.True(Cells.Timestamp(iso, out var expected));
        Assert.Equal(expected, micros);
    }

    [Theory]
    [InlineData(DateOrder.YearFirst, "31.12.2024")]
    [InlineData(DateOrder.DayFirst, "12/31/2024")]
    [InlineData(DateOrder.DayFirst, "31.12/2024")]
    [InlineData(DateOrder.DayFirst, "31.12.24")]
    [InlineData(DateOrder.DayFirst, "31.12.2024x")]
    [InlineData(DateOrder.DayFirst, "30.2.2024")]
    [InlineData(DateOrder.DayFirst, "1.1.2024 000000000000000000000000000000000000000000000000000000000000000000")]
    public void What_is_no_date_in_its_order_is_refused(DateOrder order, string text) => Assert.False(new LocalForms('.', order).Timestamp(text, out _));

    [Theory]
    [InlineData("preis;a\n1.234,56;x\n7;y\n0,5;z\n", "data.decimal-comma", "1.234,56", "decimal: \",\"")]
    [InlineData("preis;a\n\"1,234\";x\n\"2,500\";y\n", "data.decimal-comma", "1,234", "If the comma separates thousands, take it out of the source. If it is the decimal mark, and '1,234' is 1.234, write decimal: \",\"")]
    [InlineData("preis;a\n\"1,234,567\";x\n999;y\n\"1,234\";z\n", "data.decimal-comma", "1,234,567", "The comma separates thousands: take it out of the source.")]
    [InlineData("preis;a\n\"1,234.50\";x\n\"-2,500.00\";y\n", "data.decimal-comma", "1,234.50", "The comma separates thousands: take it out of the source.")]
    [InlineData("tag;a\n31.12.2024;x\n1.1.2025;y\n", "data.date-order", "31.12.2024", "dates: day-first below")]
    [InlineData("day;a\n12/31/2024;x\n1/1/2025;y\n", "data.date-order", "12/31/2024", "dates: month-first below")]
    [InlineData("day;a\n2/3/2024;x\n1/1/2025;y\n", "data.date-order", "2/3/2024", "whichever they are")]
    public void Numbers_and_dates_of_a_country_stop_the_import_with_the_key_to_write(string csv, string code, string shown, string remedy)
    {
        using var bench = new Bench();

        var failure = Assert.Throws<FailureException>(() => bench.Import(bench.Write("a.csv", csv))).Failures[0];

        Assert.Equal((code, FailureKind.No), (failure.Code, failure.Kind));
        Assert.Contains($"'{shown}'", failure.Problem, StringComparison.Ordinal);
        Assert.Contains(remedy, failure.Remedy, StringComparison.Ordinal);
        Assert.Equal(2, failure.Place!.Line);
    }

    [Theory]
    [InlineData("big5", "交易日期,收盤價\n週一,三元\n台積電,聯發科\n", "交易日期")]
    [InlineData("gb18030", "交易日期,收盘价\n周一,三元\n中国银行,工商银行\n", "交易日期")]
    [InlineData("shift_jis", "日付,終値\nきょう,トヨタ自動車\n明日,ソニー\n", "日付")]
    [InlineData("windows-1252", "Straße,Größe\nKöln,groß\nZürich,Übersee\ncafé,naïve\n", "Straße")]
    public void An_unknown_encoding_is_guessed_by_what_reads_sensibly_and_the_best_is_named_first(string encoding, string text, string reads)
    {
        using var bench = new Bench();
        var bytes = System.Text.CodePagesEncodingProvider.Instance.GetEncoding(encoding)!.GetBytes(text);
        var failure = Assert.Throws<FailureException>(() => bench.Import(bench.Write("a.csv", bytes), "{}")).Failures[0];
        Assert.Equal("data.encoding-unknown", failure.Code);
        Assert.StartsWith($"That text reads '{reads}' in {encoding}", failure.Remedy, StringComparison.Ordinal);
        Assert.Contains($"write encoding: {encoding} below data:", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_with_a_decimal_point_stop_an_import_that_reads_decimal_commas()
    {
        using var bench = new Bench();

        var failure = Assert.Throws<FailureException>(() => bench.Import(bench.Write("a.csv", "preis;groesse\n1,5;38.8\n7,25;21.5\n8;3\n"), """{"decimal":","}""")).Failures[0];

        Assert.Equal(("data.decimal-point", "The column 'groesse' holds numbers with a decimal point, such as '38.8'."), (failure.Code, failure.Problem));
    }

    [Fact]
    public void One_typing_error_among_many_numbers_is_a_bad_row_and_no_decimal_comma()
    {
        using var bench = new Bench();
        var rows = string.Concat(Enumerable.Range(0, 300).Select(i => $"{i}.5;x\n"));

        var import = bench.Import(bench.Write("a.csv", "n;a\n" + rows + "7,5;y\n"), """{"bad-rows":1}""");

        Assert.Equal("n DOUBLE, a VARCHAR", import.Shape());
    }

    [Fact]
    public void Texts_with_commas_stay_texts()
    {
        using var bench = new Bench();

        Assert.Equal("t VARCHAR, a DOUBLE", bench.Import(bench.Write("a.csv", "t;a\nred,blue;1\n1,2;2\ngreen;3\n5.5;4\n")).Shape());
    }

    [Fact]
    public void The_keys_make_numbers_and_times_of_them()
    {
        using var bench = new Bench();

        var import = bench.Import(bench.Write("a.csv", "preis;tag;text\n1.234,56;31.12.2024;1.5\n7;1.1.2025 08:00;b\n"), """{"decimal":",","dates":"day-first"}""");

        Assert.Equal("preis DOUBLE, tag TIMESTAMP, text VARCHAR", import.Shape());
        Assert.Equal(1234.56, import.Value("table", "SELECT max(preis) FROM {}"));
        Assert.Equal("2025-01-01 08:00:00", import.Value("table", "SELECT CAST(max(tag) AS VARCHAR) FROM {}"));
    }

    [Fact]
    public void A_parameter_of_an_import_says_how_numbers_and_dates_are_written()
    {
        var options = new ReadOptions { Forms = new(',', DateOrder.MonthFirst), Encoding = "big5" };

        Assert.Equal("""{"encoding":"big5","decimal":",","dates":"month-first"}""", options.ToJson().ToJsonString());
        Assert.Equal(options.Forms, ReadOptions.Of(options.ToJson()).Forms);
        Assert.Equal("{}", new ReadOptions().ToJson().ToJsonString());
    }

    [Theory]
    [InlineData("big5", "縣市,數\n臺北市,1\n高雄市,2\n")]
    [InlineData("gb18030", "城市,数\n北京市,1\n上海市,2\n")]
    [InlineData("shift_jis", "都市,数\n東京都,1\n大阪府,2\n")]
    [InlineData("windows-1252", "Stadt,n\nKöln,1\nMünchen,2\n")]
    public void An_encoding_is_read_when_it_is_named_and_asked_for_when_it_is_not(string name, string text)
    {
        using var bench = new Bench();
        var path = bench.Write("a.csv", TextEncodings.ByName(name, Stream.Null).Encoding.GetBytes(text));
        var first = text.Split('\n')[1].Split(',')[0];

        var failure = Assert.Throws<FailureException>(() => bench.Import(path)).Failures[0];
        Assert.Equal(("data.encoding-unknown", FailureKind.No), (failure.Code, failure.Kind));
        Assert.Contains($"'{(name is "windows-1252" ? first : text.Split(',')[0])}' in {name}", failure.Remedy, StringComparison.Ordinal);
        Assert.Equal(name is "windows-1252" ? 2 : 1, failure.Place!.Line);

        var import = bench.Import(path, $$"""{"encoding":"{{name}}"}""");
        Assert.Equal(first, import.Value("table", "SELECT * EXCLUDE (" + text.Split('\n')[0].Split(',')[1] + ") FROM {} LIMIT 1"));
        Assert.Empty(import.Verdict.Warnings);
    }

    [Fact]
    public void A_program_is_no_table_in_some_encoding()
    {
        using var bench = new Bench();
        var path = bench.Write("a.csv", [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 0, 0, 0xb0, 0xc3, 0x28, (byte)'\n', 0xff, 0]);

        var failure = Assert.Throws<FailureException>(() => bench.Import(path)).Failures[0];

        Assert.Equal(("data.no-table", FailureKind.No), (failure.Code, failure.Kind));
    }

    [Fact]
    public void Predictions_read_a_file_that_shows_no_encoding_as_the_project_said()
    {
        using var bench = new Bench();
        var big5 = TextEncodings.ByName("big5", Stream.Null).Encoding;
        foreach (var bytes in new[] { big5.GetBytes("縣市;n\n臺北市;1,5\n"), Encoding.UTF8.GetBytes("縣市;n\n臺北市;1,5\n") })
        {
            using var reader = TableReader.Open(bench.Write("a.csv", bytes), new() { EncodingOtherwise = "big5", Decimal = ',' }, CancellationToken.None);
            reader.Select([new("縣市", ColumnType.Text, ColumnRole.Feature), new("n", ColumnType.Number, ColumnRole.Feature)], [], CancellationToken.None);
            var batch = reader.NewBatch();

            Assert.True(reader.Read(batch, CancellationToken.None));
            Assert.Equal("臺北市", ((string?[])batch.Values(0))[0]);
            Assert.Equal([1.5], (double[])batch.Values(1));
        }
    }

    [Fact]
    public void Times_that_name_their_zone_among_others_that_do_not_are_told()
    {
        using var bench = new Bench();
        var import = bench.ImportText("id,t\n1,2024-01-01 00:00:00\n2,2024-01-01T08:00:00+08:00\n3,2024-01-01T00:00:00Z\n");
        Assert.Equal("The column 't' is read as times in UTC: 2 of its 3 values name their zone and the others do not, which are taken as UTC too.", Assert.Single(import.Verdict.Warnings));
        Assert.Empty(bench.ImportText("id,t\n1,2024-01-01 00:00:00\n2,2024-01-02\n").Verdict.Warnings);
    }
}

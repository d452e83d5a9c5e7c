namespace Rondo.DuckDb.Tests;

public sealed class AppenderTests
{
    [Fact]
    public void Rows_of_every_kind_of_value_are_written()
    {
        using var engine = new Engine();
        engine.Connection.Execute("CREATE SCHEMA \"my s\"; CREATE TABLE \"my s\".\"a \"\"t\"\"\"(i BIGINT, d DOUBLE, b BOOLEAN, s VARCHAR, day DATE, l INTEGER[], n DECIMAL(9,2))");
        using (var appender = engine.Connection.Appender("a \"t\"", "my s"))
        {
            Assert.Equal(7, appender.ColumnCount);
            appender.Append(long.MaxValue);
            appender.Append(0.1);
            appender.Append(true);
            appender.Append("日本 🎉");
            appender.AppendValue(new DateOnly(2024, 2, 29));
            appender.AppendValue(new object?[] { 1, null });
            appender.AppendValue(1.25m);
            appender.EndRow();
            appender.AppendRow(null, null, null, null, null, null, null);
            appender.AppendRow(1, 2, false, "", new DateOnly(1970, 1, 1), Array.Empty<int>(), 3m);
            appender.Complete();
        }

        using var result = engine.Connection.Query("SELECT * FROM \"my s\".\"a \"\"t\"\"\"");
        var rows = result.Rows().ToList();
        Assert.Equal([long.MaxValue, 0.1, true, "日本 🎉", new DateOnly(2024, 2, 29), new List<object?> { 1, null }, 1.25m], rows[0]);
        Assert.All(rows[1], Assert.Null);
        Assert.Equal([1L, 2.0, false, "", new DateOnly(1970, 1, 1), new List<object?>(), 3.00m], rows[2]);
    }

    [Fact]
    public void Columns_are_written_in_batches_of_any_length_and_cast_to_the_table()
    {
        using var engine = new Engine();
        engine.Connection.Execute("CREATE TABLE t(d FLOAT, l INTEGER, s VARCHAR, b BOOLEAN, ts TIMESTAMP, day DATE, f DOUBLE, i BIGINT)");
        var n = Enumerable.Range(0, 5000).ToArray();
        using (var appender = engine.Connection.Appender("t"))
        {
            for (var batch = 0; batch < 2; batch++)
            {
                appender.AppendDoubles(0, [.. n.Take(3000).Select(i => i / 2.0)]);
                appender.AppendDoubles(0, [.. n.Skip(3000).Select(i => i / 2.0)], [.. n.Skip(3000).Select(i => i % 2 == 1)]);
                appender.AppendLongs(1, [.. n.Select(i => (long)i)], [.. n.Select(i => i == 4000)]);
                appender.AppendStrings(2, [.. n.Select(i => i % 3 == 0 ? null : i % 3 == 1 ? "" : $"a text longer than twelve bytes {i}")]);
                appender.AppendBools(3, [.. n.Select(i => i % 2 == 0)]);
                appender.AppendTimestamps(4, [.. n.Select(i => i * 1_000_000L)]);
                appender.AppendDates(5, n);
                appender.AppendFloats(6, [.. n.Select(i => (float)i)]);
                appender.AppendInts(7, n);
                if (batch == 0)
                {
                    appender.EndBatch();
                }
            }

            appender.Complete();
        }

        using var result = engine.Connection.Query("SELECT * FROM t");
        var rows = result.Rows().ToList();
        Assert.Equal(10000, rows.Count);
        Assert.All(rows.Select((row, at) => (row, i: at % 5000)), x => Assert.Equal(
            [
                x.i >= 3000 && x.i % 2 == 1 ? null : x.i / 2f,
                x.i == 4000 ? null : x.i,
                x.i % 3 == 0 ? null : x.i % 3 == 1 ? "" : $"a text longer than twelve bytes {x.i}",
                x.i % 2 == 0,
                DateTime.UnixEpoch.AddSeconds(x.i),
                new DateOnly(1970, 1, 1).AddDays(x.i),
                (double)x.i,
                (long)x.i,
            ],
            x.row));
    }

    [Fact]
    public void What_is_not_completed_is_not_written()
    {
        using var engine = new Engine();
        engine.Connection.Execute("CREATE TABLE t(i BIGINT)");
        Assert.Throws<InvalidOperationException>(Stop);

        Assert.Equal(0, engine.Connection.Query("SELECT count(*) FROM t").Scalar<int>());

        void Stop()
        {
            using var appender = engine.Connection.Appender("t");
            appender.AppendRow(1);
            appender.AppendLongs(0, [2, 3]);
            appender.EndBatch();
            throw new InvalidOperationException();
        }
    }

    [Fact]
    public void Mistakes_are_errors_with_their_kind()
    {
        using var engine = new Engine();
        engine.Connection.Execute("CREATE TABLE t(i BIGINT PRIMARY KEY, s VARCHAR)");

        Assert.Equal(ErrorKind.Catalog, Kind(() => engine.Connection.Appender("nope").Dispose()));
        Assert.Equal(ErrorKind.InvalidInput, Kind(() => With(a => a.AppendRow(1))));
        Assert.Equal(ErrorKind.InvalidInput, Kind(() => With(a => a.AppendRow(1, "x", 2))));
        Assert.Equal(ErrorKind.InvalidInput, Kind(() => With(a => a.AppendRow("x", "y"))));
        Assert.Equal(ErrorKind.Constraint, Kind(() => With(a =>
        {
            a.AppendRow(1, "x");
            a.AppendRow(1, "y");
        })));
        Assert.Equal(ErrorKind.InvalidInput, Kind(() => With(a =>
        {
            a.AppendLongs(0, [1, 2]);
            a.AppendStrings(1, ["x"]);
        })));
        Assert.Equal(ErrorKind.InvalidInput, Kind(() => With(a => a.AppendLongs(0, [1, 2], [true]))));
        Assert.Equal(ErrorKind.MismatchType, Kind(() => With(a =>
        {
            a.AppendLongs(0, [1]);
            a.AppendDoubles(0, [2]);
        })));
        Assert.Equal(0, engine.Connection.Query("SELECT count(*) FROM t").Scalar<int>());

        void With(Action<Appender> work)
        {
            using var appender = engine.Connection.Appender("t");
            work(appender);
            appender.Complete();
        }

        static ErrorKind Kind(Action work) => Assert.Throws<DuckDbException>(work).Kind;
    }
}

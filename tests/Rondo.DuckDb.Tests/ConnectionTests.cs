namespace Rondo.DuckDb.Tests;

public sealed class ConnectionTests
{
    [Theory]
    [InlineData("SELEC 1", ErrorKind.Parser, "syntax error")]
    [InlineData("SELECT * FROM nope", ErrorKind.Catalog, "nope")]
    [InlineData("SELECT nope FROM range(3)", ErrorKind.Binder, "nope")]
    [InlineData("SELECT CAST('x' AS INTEGER)", ErrorKind.Conversion, "'x'")]
    [InlineData("SELECT CAST(i AS VARCHAR || 'x') FROM range(3) t(i)", ErrorKind.Parser, "syntax error")]
    [InlineData("SELECT CAST(i || 'x' AS INTEGER) FROM range(3) t(i)", ErrorKind.Conversion, "0x")]
    [InlineData("SELECT error('boom')", ErrorKind.InvalidInput, "boom")]
    [InlineData("SELECT 127::TINYINT + 1::TINYINT", ErrorKind.OutOfRange, "127")]
    [InlineData("CREATE TABLE p(k INTEGER PRIMARY KEY); INSERT INTO p VALUES (1), (1)", ErrorKind.Constraint, "Duplicate key")]
    [InlineData("SELECT * FROM read_parquet('/nowhere/x.parquet')", ErrorKind.Io, "/nowhere/x.parquet")]
    [InlineData("ROLLBACK", ErrorKind.Transaction, "no transaction")]
    [InlineData("SET no_such_setting = 1", ErrorKind.Catalog, "no_such_setting")]
    [InlineData("", ErrorKind.Parser, "no statement")]
    [InlineData(" -- nothing", ErrorKind.Parser, "no statement")]
    [InlineData("SELECT '\0'", ErrorKind.InvalidInput, "U+0000")]
    public void An_error_has_its_kind_and_the_engines_words_and_the_connection_goes_on(string sql, ErrorKind kind, string word)
    {
        using var engine = new Engine();
        var error = Assert.Throws<DuckDbException>(() => engine.Connection.Query(sql).Rows().ToList());

        Assert.Equal(kind, error.Kind);
        Assert.Contains(word, error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, engine.Connection.Query("SELECT 1").Scalar<int>());
    }

    [Fact]
    public void An_error_on_the_way_of_a_stream_is_told_while_reading()
    {
        using var engine = new Engine();
        using var result = engine.Connection.Stream("SELECT CASE WHEN i = 9000000 THEN error('late') ELSE i END FROM range(10000000) t(i)");
        var error = Assert.Throws<DuckDbException>(() => result.Rows().Count());

        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
        Assert.Contains("late", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_statements_run_in_order_and_their_changes_add_up()
    {
        using var engine = new Engine();
        var changed = engine.Connection.Execute("CREATE TABLE t(a INTEGER); INSERT INTO t VALUES (1), (2), (3); UPDATE t SET a = a + 1 WHERE a > 1; DELETE FROM t WHERE a = 1;");

        Assert.Equal(6, changed);
        using var result = engine.Connection.Query("INSERT INTO t VALUES (9); SELECT sum(a) + $1 FROM t", [100]);
        Assert.Equal(116, result.Scalar<int>());
    }

    [Fact]
    public void A_failing_statement_stops_those_behind_it()
    {
        using var engine = new Engine();
        Assert.Throws<DuckDbException>(() => engine.Connection.Execute("CREATE TABLE a(i INTEGER); SELECT error('x'); CREATE TABLE b(i INTEGER)"));

        Assert.Equal("a", engine.Connection.Query("SELECT string_agg(table_name) FROM duckdb_tables()").Scalar<string>());
    }

    [Theory]
    [InlineData("PIVOT (SELECT 'x' AS k, 1 AS v) ON k USING sum(v)")]
    [InlineData("PRAGMA version")]
    [InlineData("DESCRIBE SELECT 1")]
    [InlineData("SUMMARIZE SELECT 1")]
    [InlineData("SHOW TABLES")]
    [InlineData("EXPLAIN SELECT 1")]
    [InlineData("FROM range(3)")]
    [InlineData("VALUES (1)")]
    [InlineData("CALL pragma_version()")]
    [InlineData("CHECKPOINT")]
    public void Statements_that_the_engine_rewrites_run_too_streaming_or_not(string sql)
    {
        using var engine = new Engine();
        using (var result = engine.Connection.Query(sql))
        {
            Assert.NotEmpty(result.Columns);
        }

        using var stream = engine.Connection.Stream(sql);
        Assert.NotEmpty(stream.Columns);
    }

    [Theory]
    [InlineData("SELECT $1", 2)]
    [InlineData("SELECT $1, $2", 1)]
    [InlineData("SELECT 1", 1)]
    [InlineData("SELECT ?", 0)]
    public void The_number_of_values_must_fit(string sql, int count)
    {
        using var engine = new Engine();
        var error = Assert.Throws<DuckDbException>(() => engine.Connection.Query(sql, [.. Enumerable.Repeat<object?>(1, count)]));

        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
        Assert.Contains($"{count} values", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_rows_than_a_chunk_come_in_order_from_results_kept_and_streamed()
    {
        using var engine = new Engine();
        foreach (var stream in new[] { false, true })
        {
            const string Text = "SELECT i, 'text number ' || i FROM range(10001) t(i) ORDER BY i";
            using var result = stream ? engine.Connection.Stream(Text) : engine.Connection.Query(Text);
            var rows = result.Rows().ToList();

            Assert.Equal(Enumerable.Range(0, 10001).Select(i => (long)i), rows.Select(r => (long)r[0]!));
            Assert.Equal(Enumerable.Range(0, 10001).Select(i => $"text number {i}"), rows.Select(r => (string)r[1]!), StringComparer.Ordinal);
        }
    }

    [Theory]
    [InlineData("SELECT 1")]
    [InlineData("SELECT 1 WHERE false")]
    [InlineData("SELECT * FROM range(5000)")]
    public void After_the_end_there_are_no_more_rows(string sql)
    {
        using var engine = new Engine();
        using var whole = engine.Connection.Query(sql);
        using var other = engine.Database.Connect();
        using var streamed = other.Stream(sql);
        foreach (var result in new[] { whole, streamed })
        {
            while (result.NextChunk(out _))
            {
            }

            Assert.False(result.NextChunk(out var chunk));
            Assert.Null(chunk);
            Assert.Empty(result.Rows());
        }
    }

    [Fact]
    public void Columns_copy_to_doubles_and_longs_without_boxing()
    {
        using var engine = new Engine();
        using var result = engine.Connection.Query("""
            SELECT i::TINYINT, i::UBIGINT, i / 2.0::DECIMAL(6,2), i = 1, (i * 1.5)::FLOAT, i::HUGEINT, DATE '1970-01-02' + i::INTEGER,
                   to_timestamp(i), 'x' || i
            FROM (VALUES (0), (NULL), (2)) t(i)
            """);
        Assert.True(result.NextChunk(out var chunk));

        Assert.Equal([0, double.NaN, 2], Doubles(0));
        Assert.Equal([0, double.NaN, 2], Doubles(1));
        Assert.Equal([0, double.NaN, 1], Doubles(2));
        Assert.Equal([0, double.NaN, 0], Doubles(3));
        Assert.Equal([0, double.NaN, 3], Doubles(4));
        Assert.Equal([0, double.NaN, 2], Doubles(5));
        Assert.Equal([0, long.MinValue, 2], Longs(0));
        Assert.Equal([0, long.MinValue, 2], Longs(5));
        Assert.Equal([86_400_000_000, long.MinValue, 3 * 86_400_000_000], Longs(6));
        Assert.Equal([0, long.MinValue, 2_000_000], Longs(7));
        Assert.Equal([0, 2], [chunk.Values<sbyte>(0)[0], chunk.Values<sbyte>(0)[2]]);
        Assert.Equal("x2"u8, chunk.Utf8(8, 2));
        Assert.True(chunk.IsNull(8, 1));
        Assert.Equal(0, chunk.Utf8(8, 1).Length);
        Assert.Equal(ErrorKind.MismatchType, Assert.Throws<DuckDbException>(() => Doubles(8)).Kind);
        Assert.Equal(ErrorKind.MismatchType, Assert.Throws<DuckDbException>(() => Longs(4)).Kind);
        Assert.Equal(ErrorKind.MismatchType, Assert.Throws<DuckDbException>(() => _ = chunk.Values<double>(1)).Kind);
        Assert.Equal(ErrorKind.MismatchType, Assert.Throws<DuckDbException>(() => _ = chunk.Utf8(0, 0)).Kind);
        Assert.Throws<ArgumentOutOfRangeException>(() => chunk.IsNull(0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => chunk.Value(0, -1));

        double[] Doubles(int column)
        {
            var to = new double[3];
            chunk.CopyDoubles(column, to);
            return to;
        }

        long[] Longs(int column)
        {
            var to = new long[3];
            chunk.CopyLongs(column, to);
            return to;
        }
    }

    [Theory]
    [InlineData("18446744073709551615::UBIGINT")]
    [InlineData("(-170141183460469231731687303715884105728)::HUGEINT")]
    [InlineData("'290000-01-01'::TIMESTAMP_MS + INTERVAL '200000 years'")]
    public void A_number_that_is_no_long_is_an_error_when_copied_as_one(string sql)
    {
        using var engine = new Engine();
        var error = Assert.Throws<DuckDbException>(() =>
        {
            using var result = engine.Connection.Query($"SELECT {sql}");
            Assert.True(result.NextChunk(out var chunk));
            chunk.CopyLongs(0, new long[1]);
        });
        Assert.Contains(error.Kind, new[] { ErrorKind.OutOfRange, ErrorKind.Conversion });
    }

    [Fact]
    public void Nested_columns_can_be_walked_without_boxing()
    {
        using var engine = new Engine();
        using var result = engine.Connection.Query("SELECT [i, i + 1]::DOUBLE[2], range(i), {'a': i} FROM range(3) t(i)");
        Assert.True(result.NextChunk(out var chunk));

        Assert.Equal([0.0, 1, 1, 2, 2, 3], chunk.Column(0).Child(0).Values<double>().ToArray());
        Assert.Equal((0, 0), chunk.Column(1).Elements(0));
        var (offset, length) = chunk.Column(1).Elements(2);
        Assert.Equal([0L, 1], chunk.Column(1).Child(0).Values<long>().Slice(offset, length).ToArray());
        Assert.Equal([0L, 1, 2], chunk.Column(2).Child(0).Values<long>().ToArray());
        Assert.Throws<DuckDbException>(() => chunk.Column(2).Elements(0));
    }

    [Fact]
    public void While_streaming_a_connection_refuses_other_work_until_the_result_is_disposed()
    {
        using var engine = new Engine();
        var stream = engine.Connection.Stream("SELECT * FROM range(1000000)");
        Assert.True(stream.NextChunk(out _));
        Assert.Equal(ErrorKind.Busy, Assert.Throws<DuckDbException>(() => engine.Connection.Execute("SELECT 1")).Kind);
        Assert.True(stream.NextChunk(out _));
        stream.Dispose();

        Assert.Equal(1, engine.Connection.Query("SELECT 1").Scalar<int>());
    }

    [Fact]
    public void Names_and_texts_are_quoted_whatever_is_in_them()
    {
        using var engine = new Engine();
        const string Name = "we\"ird; DROP TABLE x --\\ '日本";
        const string Text = "it's \"quoted\"; -- \\ ''";
        engine.Connection.Execute($"CREATE TABLE {Sql.Identifier(Name)} AS SELECT {Sql.Literal(Text)} AS {Sql.Identifier(Name)}");
        using var result = engine.Connection.Query($"SELECT * FROM {Sql.Identifier(Name)}");

        Assert.Equal(Name, result.Columns[0].Name);
        Assert.Equal(Text, result.Scalar<string>());
        Assert.Throws<DuckDbException>(() => Sql.Identifier("a\0b"));
        Assert.Throws<DuckDbException>(() => Sql.Literal("a\0b"));
        Assert.Throws<DuckDbException>(() => Sql.Identifier(""));
    }
}

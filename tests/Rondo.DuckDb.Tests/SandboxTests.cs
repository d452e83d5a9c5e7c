namespace Rondo.DuckDb.Tests;

/// <summary>SQL of somebody else reads the files it is given, and can do nothing else.</summary>
public sealed class SandboxTests : IDisposable
{
    private readonly Engine _engine = new();
    private readonly string _allowed;
    private readonly Sandbox _sandbox;

    public SandboxTests()
    {
        _allowed = _engine.File("it's allowed.parquet");
        _engine.Connection.Execute($"COPY (SELECT range AS i FROM range(10)) TO {Sql.Literal(_allowed)}");
        _engine.Connection.Execute($"COPY (SELECT 1 AS secret) TO {Sql.Literal(_engine.File("secret.parquet"))}");
        File.WriteAllText(_engine.File("secret.csv"), "a\n1\n");
        _sandbox = Sandbox.Open([_allowed]);
    }

    /// <summary>DIR stands for the folder of the allowed file.</summary>
    public static TheoryData<string> Attacks =>
    [
        "SELECT * FROM 'DIR/secret.parquet'", "SELECT * FROM read_parquet('DIR/secret.parquet')", "SELECT * FROM read_csv('DIR/secret.csv')",
        "SELECT * FROM read_parquet(['DIR/it''s allowed.parquet', 'DIR/secret.parquet'])", "SELECT * FROM read_parquet('DIR/*.parquet')",
        "SELECT * FROM read_parquet('DIR/it''s allowed.parquet/../secret.parquet')", "SELECT * FROM read_parquet('DIR/./../secret.parquet')",
        "SELECT * FROM read_text('/etc/hostname')", "SELECT * FROM read_blob('/proc/self/environ')", "SELECT * FROM glob('DIR/*')",
        "SELECT * FROM read_json('/etc/hostname')", "SELECT * FROM sniff_csv('DIR/secret.csv')", "SELECT * FROM parquet_metadata('DIR/secret.parquet')",
        "SELECT * FROM parquet_schema('DIR/secret.parquet')", "SELECT * FROM read_csv('http://localhost/x')", "SELECT * FROM read_csv('/dev/stdin')",
        "SELECT getenv('HOME')", "COPY (SELECT 1) TO 'DIR/out.csv'", "COPY (SELECT 1) TO 'DIR/it''s allowed.parquet'", "EXPORT DATABASE 'DIR/out'",
        "ATTACH 'DIR/out.db'", "ATTACH ':memory:' AS z", "INSTALL httpfs", "LOAD httpfs", "LOAD 'DIR/x.duckdb_extension'", "SET threads = 1",
        "SET enable_external_access = true", "RESET enable_external_access", "PRAGMA enable_profiling", "SET GLOBAL lock_configuration = false",
        "CREATE TABLE x(i INTEGER)", "CREATE VIEW x AS SELECT 1", "CREATE MACRO f() AS 1", "CREATE SECRET (TYPE s3)", "CALL pragma_version()",
        "CALL enable_logging(storage = 'file', storage_path = 'DIR/log')", "SELECT * FROM enable_logging(storage = 'file', storage_path = 'DIR/log')",
        "EXPLAIN ANALYZE SELECT 1", "PREPARE p AS SELECT 1", "BEGIN", "CHECKPOINT", "VACUUM", "USE memory", "SELECT 1; SELECT 2", "SELECT 1; DROP TABLE x",
        "PIVOT (SELECT 'x' AS k, 1 AS v) ON k USING sum(v)", "SELECT * FROM query('COPY (SELECT 1) TO ''DIR/out.csv''')",
        "SELECT * FROM query_table('DIR/secret.parquet')", "IMPORT DATABASE 'DIR'", "SELECT * FROM enable_profiling(save_location = 'DIR/profile')",
        "SELECT (SELECT count(*) FROM enable_logging(storage = 'stdout'))", "SELECT write_log('x')", "SELECT * FROM system.main.enable_logging()",
        "WITH a AS (SELECT 1 UNION SELECT * FROM (FROM enable_logging())) FROM a", "SELECT * FROM query('FROM enable_logging()')", "SELECT sleep_ms(1)",
        "SELECT * FROM json_execute_serialized_sql(json_serialize_sql('FROM enable_logging()'))", "SELECT * FROM duckdb_settings()", "PRAGMA version",
        "PRAGMA database_list; SELECT 1", "INSERT INTO x VALUES (1)", "",
    ];

    [Theory]
    [MemberData(nameof(Attacks))]
    public void An_attack_is_refused_and_leaves_no_file(string attack)
    {
        var before = Files();
        var sql = attack.Replace("DIR", _engine.Folder.Replace("'", "''", StringComparison.Ordinal), StringComparison.Ordinal);

        Assert.Throws<DuckDbException>(() => _sandbox.Query(sql).Rows().ToList());
        Assert.Throws<DuckDbException>(() => _sandbox.Stream(sql).Rows().ToList());
        Assert.Equal(before, Files(), StringComparer.Ordinal);
        Assert.Equal(10, _sandbox.Query($"SELECT count(*) FROM {Sql.Literal(_allowed)}").Scalar<int>());

        List<string> Files() => [.. Directory.EnumerateFileSystemEntries(_engine.Folder).Order(StringComparer.Ordinal)];
    }

    [Theory]
    [InlineData("SELECT sum(i) FROM FILE")]
    [InlineData("FROM FILE SELECT sum(i)")]
    [InlineData("WITH a AS (SELECT * FROM FILE) SELECT sum(i) FROM a;")]
    [InlineData("SELECT $1 + 40")]
    public void A_select_over_the_allowed_file_runs(string sql)
    {
        object?[] values = sql.Contains('$', StringComparison.Ordinal) ? [5] : [];
        using var result = _sandbox.Query(sql.Replace("FILE", Sql.Literal(_allowed), StringComparison.Ordinal), values);
        Assert.Equal(45, result.Scalar<int>());
    }

    [Theory]
    [InlineData("DESCRIBE SELECT * FROM FILE")]
    [InlineData("SUMMARIZE SELECT * FROM FILE")]
    [InlineData("SELECT * FROM parquet_schema(FILE)")]
    public void Descriptions_of_the_allowed_file_run_too(string sql) =>
        Assert.NotEmpty(_sandbox.Query(sql.Replace("FILE", Sql.Literal(_allowed), StringComparison.Ordinal)).Rows());

    [Fact]
    public void The_program_may_give_files_names_first()
    {
        _sandbox.Connection.Execute($"CREATE VIEW data AS SELECT * FROM read_parquet({Sql.Literal(_allowed)})");

        Assert.Equal(45, _sandbox.Query("SELECT sum(i) FROM data").Scalar<int>());
        Assert.Equal(ErrorKind.Refused, Assert.Throws<DuckDbException>(() => _sandbox.Query("DROP VIEW data")).Kind);
    }

    [Fact]
    public void Memory_is_limited_and_spilling_is_capped()
    {
        using var none = Sandbox.Open([], new() { MemoryMegabytes = 50, Threads = 1 });
        Assert.Equal(ErrorKind.OutOfMemory, Assert.Throws<DuckDbException>(() => none.Query(Big(5_000_000))).Kind);

        using var capped = Sandbox.Open([], new() { MemoryMegabytes = 60, Threads = 1, TempFolder = _engine.File("spill"), TempMegabytes = 20 });
        Assert.Equal(ErrorKind.OutOfMemory, Assert.Throws<DuckDbException>(() => capped.Query(Big(5_000_000))).Kind);

        Assert.Equal(1, capped.Query("SELECT 1").Scalar<int>());

        using var spilling = Sandbox.Open([], new() { MemoryMegabytes = 100, Threads = 1, TempFolder = _engine.File("spill2") });
        Assert.Equal(2_000_000, spilling.Query(Big(2_000_000)).Scalar<int>());

        static string Big(int rows) => $"SELECT count(s) + max(n) * 0 FROM (SELECT s, row_number() OVER (ORDER BY h) AS n FROM (SELECT md5(range::VARCHAR) AS s, hash(range) AS h FROM range({rows})))";
    }

    [Theory]
    [InlineData("(", ")", 100_000)]
    [InlineData("- ", "", 100_000)]
    [InlineData("[", "]", 20_000)]
    [InlineData("(SELECT ", ")", 20_000)]
    public void Text_nested_too_deeply_is_an_error_not_a_crash(string open, string close, int depth)
    {
        var sql = $"SELECT {string.Concat(Enumerable.Repeat(open, depth))}1{string.Concat(Enumerable.Repeat(close, depth))}";
        Assert.Throws<DuckDbException>(() => _sandbox.Query(sql).Rows().ToList());
        Assert.Equal(1, _sandbox.Query("SELECT 1").Scalar<int>());
    }

    public void Dispose()
    {
        _sandbox.Dispose();
        _engine.Dispose();
    }
}

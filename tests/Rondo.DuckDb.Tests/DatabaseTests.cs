using System.Security.Cryptography;
using Rondo.DuckDb.Native;

namespace Rondo.DuckDb.Tests;

public sealed class DatabaseTests
{
    [Fact]
    public void A_file_opened_twice_is_one_database_under_every_spelling()
    {
        using var engine = new Engine();
        var path = engine.File("ünï 'quoted'.db");
        Directory.CreateSymbolicLink(engine.File("link"), engine.Folder);
        using var first = Database.Open(path);
        using var second = Database.Open(Path.Combine(engine.File("link"), ".", "ünï 'quoted'.db"));
        using var writer = first.Connect();
        using var reader = second.Connect();
        writer.Execute("CREATE TABLE t AS SELECT 7 AS i");

        Assert.Equal(7, reader.Query("SELECT i FROM t").Scalar<int>());
    }

    [Fact]
    public void A_file_keeps_its_rows_and_is_closed_when_the_last_user_goes()
    {
        using var engine = new Engine();
        var path = engine.File("kept.db");
        using (var database = Database.Open(path))
        using (var connection = database.Connect())
        {
            connection.Execute("CREATE TABLE t AS SELECT 7 AS i");
        }

        var moved = engine.File("moved.db");
        File.Move(path, moved);
        Assert.False(File.Exists(path + ".wal"));
        using var again = Database.Open(moved, new Dictionary<string, string>(StringComparer.Ordinal) { ["access_mode"] = "READ_ONLY" });
        using var reading = again.Connect();
        Assert.Equal(7, reading.Query("SELECT i FROM t").Scalar<int>());
        Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<DuckDbException>(() => reading.Execute("DELETE FROM t")).Kind);
    }

    [Fact]
    public void What_cannot_be_opened_says_why()
    {
        using var engine = new Engine();
        var broken = engine.File("broken.db");
        File.WriteAllText(broken, new string('x', 20000));

        Assert.Equal(ErrorKind.Io, Kind(broken));
        Assert.Equal(ErrorKind.Io, Kind(engine.File("no/such/folder.db")));
        Assert.Equal(ErrorKind.InvalidInput, Kind("a\0b"));
        Assert.Equal(ErrorKind.InvalidInput, Kind(null, ("no_such_setting", "1")));
        Assert.NotEqual(ErrorKind.Unknown, Kind(null, ("threads", "many")));
        using var open = Database.Open(engine.File("open.db"));
        Assert.NotEqual(ErrorKind.Unknown, Kind(engine.File("open.db"), ("access_mode", "READ_ONLY")));

        static ErrorKind Kind(string? path, params (string Name, string Value)[] settings) => Assert.Throws<DuckDbException>(
            () => Database.Open(path, settings.ToDictionary(s => s.Name, s => s.Value, StringComparer.Ordinal)).Dispose()).Kind;
    }

    [Fact]
    public void The_same_rows_give_the_same_parquet_bytes()
    {
        using var engine = new Engine(("threads", "2"));
        var digests = Enumerable.Range(0, 3).Select(n =>
        {
            var file = engine.File($"{n}.parquet");
            engine.Connection.Execute($"""
                COPY (SELECT range AS i, hash(range) / 3.0 AS d, md5(range::VARCHAR) AS s, CASE WHEN range % 7 = 0 THEN NULL ELSE range % 50 END AS k
                      FROM range(400000)) TO {Sql.Literal(file)} (FORMAT parquet, COMPRESSION zstd)
                """);
            return Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
        });

        Assert.Single(digests.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public void The_engine_is_the_version_that_is_promised()
    {
        DuckDbEngine.Require();
        using var engine = new Engine();
        Assert.Equal(DuckDbEngine.Version, engine.Connection.Query("SELECT version()").Scalar<string>());
        Assert.Equal(ErrorKind.EngineMismatch, Assert.Throws<DuckDbException>(() => EngineLibrary.Check("v1.5.5")).Kind);
    }

    [Fact]
    public void A_missing_or_broken_library_names_the_command_that_installs_it()
    {
        using var engine = new Engine();
        var missing = Assert.Throws<DuckDbException>(() => EngineLibrary.Load(engine.Folder));
        File.WriteAllText(engine.File(EngineLibrary.FileName), "not a library");
        var broken = Assert.Throws<DuckDbException>(() => EngineLibrary.Load(engine.Folder));

        Assert.All([missing, broken], error =>
        {
            Assert.Equal(ErrorKind.EngineMissing, error.Kind);
            Assert.Contains("eng/engines/install.sh", error.Message, StringComparison.Ordinal);
        });
    }
}

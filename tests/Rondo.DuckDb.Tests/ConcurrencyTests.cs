namespace Rondo.DuckDb.Tests;

public sealed class ConcurrencyTests
{
    [Fact]
    public void Eight_threads_with_a_connection_each_read_and_write()
    {
        using var engine = new Engine();
        engine.Connection.Execute("CREATE TABLE t(thread INTEGER, i BIGINT)");
        var error = Run(8, thread =>
        {
            using var connection = engine.Database.Connect();
            for (var i = 0; i < 25; i++)
            {
                connection.Execute($"INSERT INTO t SELECT {thread}, range FROM range(100)");
                using var result = connection.Stream("SELECT i FROM t WHERE thread = $1 ORDER BY i", [thread]);
                Assert.Equal((i + 1) * 100, result.Rows().Count());
            }
        });

        Assert.Null(error);
        Assert.Equal(8 * 25 * 100, engine.Connection.Query("SELECT count(*) FROM t").Scalar<int>());
    }

    [Fact]
    public void A_connection_shared_by_threads_gives_each_its_own_answer()
    {
        using var engine = new Engine();
        var error = Run(8, thread =>
        {
            for (var i = 0; i < 50; i++)
            {
                using var stop = new CancellationTokenSource();
                using var result = engine.Connection.Query("SELECT $1 + sum(range)::BIGINT FROM range(10000)", [thread * 1000 + i], stop.Token);
                Assert.Equal(49995000 + (thread * 1000) + i, result.Scalar<long>());
            }
        });

        Assert.Null(error);
    }

    [Fact]
    public void Two_writers_of_one_row_conflict_at_once()
    {
        using var engine = new Engine();
        using var other = engine.Database.Connect();
        engine.Connection.Execute("CREATE TABLE t(k INTEGER PRIMARY KEY, v INTEGER); INSERT INTO t VALUES (1, 0); BEGIN; UPDATE t SET v = 1");

        Assert.Equal(ErrorKind.Transaction, Assert.Throws<DuckDbException>(() => other.Execute("UPDATE t SET v = 2")).Kind);
        engine.Connection.Execute("COMMIT");
        Assert.Equal(1, other.Execute("UPDATE t SET v = 3"));
    }

    [Fact]
    public void Running_out_of_memory_is_an_error_and_the_connection_goes_on()
    {
        using var engine = new Engine(("max_memory", "50MB"), ("temp_directory", ""));
        for (var i = 0; i < 3; i++)
        {
            var error = Assert.Throws<DuckDbException>(() => engine.Connection.Execute("CREATE TABLE big AS SELECT range AS i, md5(range::VARCHAR) AS s FROM range(20000000)"));
            Assert.Equal(ErrorKind.OutOfMemory, error.Kind);
            Assert.Equal(1, engine.Connection.Query("SELECT 1").Scalar<int>());
        }
    }

    private static Exception? Run(int threads, Action<int> work)
    {
        Exception? first = null;
        var all = Enumerable.Range(0, threads).Select(n => new Thread(() =>
        {
            try
            {
                work(n);
            }
#pragma warning disable CA1031 // reported by the test
            catch (Exception e)
#pragma warning restore CA1031
            {
                Interlocked.CompareExchange(ref first, e, null);
            }
        })).ToList();
        all.ForEach(t => t.Start());
        all.ForEach(t => t.Join());
        return first;
    }
}

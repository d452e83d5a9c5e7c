namespace Rondo.DuckDb.Tests;

public sealed class CancellationTests
{
    private const string Endless = "SELECT sum(sqrt(a.range * b.range)) FROM range(10000000) a, range(10000000) b";

    [Fact]
    public async Task A_running_query_is_interrupted_and_the_connection_goes_on()
    {
        using var engine = new Engine();
        for (var round = 0; round < 20; round++)
        {
            using var stop = new CancellationTokenSource();
            var query = Task.Run(() => engine.Connection.Execute(Endless, stop.Token));
            await Task.Delay(round * 3);
            await stop.CancelAsync();

            var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => query);
            Assert.Equal(stop.Token, error.CancellationToken);
            Assert.Equal(round, engine.Connection.Query($"SELECT {round}").Scalar<int>());
        }
    }

    [Fact]
    public void A_token_cancelled_before_stops_the_query_before_it_begins()
    {
        using var engine = new Engine();
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => engine.Connection.Execute("CREATE TABLE t(i INTEGER)", stop.Token));
        Assert.Equal(0, engine.Connection.Query("SELECT count(*) FROM duckdb_tables()").Scalar<int>());
    }

    [Fact]
    public void A_stream_ends_with_its_token()
    {
        using var engine = new Engine();
        using var stop = new CancellationTokenSource();
        using (var stream = engine.Connection.Stream("SELECT * FROM range(1000000000)", ct: stop.Token))
        {
            Assert.True(stream.NextChunk(out _));
            stop.Cancel();
            Assert.ThrowsAny<OperationCanceledException>(() => stream.NextChunk(out _));
        }

        Assert.Equal(1, engine.Connection.Query("SELECT 1").Scalar<int>());
    }

    [Fact]
    public async Task A_stream_that_computes_its_first_rows_is_interrupted_too()
    {
        using var engine = new Engine();
        using var stop = new CancellationTokenSource();
        var query = Task.Run(() =>
        {
            using var stream = engine.Connection.Stream(Endless, ct: stop.Token);
            return stream.NextChunk(out _);
        });
        await Task.Delay(50);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => query);
        Assert.Equal(1, engine.Connection.Query("SELECT 1").Scalar<int>());
    }

    [Fact]
    public async Task Cancelling_one_query_leaves_those_of_other_connections_alone()
    {
        using var engine = new Engine();
        using var other = engine.Database.Connect();
        using var stop = new CancellationTokenSource();
        var cancelled = Task.Run(() => engine.Connection.Execute(Endless, stop.Token));
        var kept = Task.Run(() => other.Query("SELECT sum(range)::BIGINT FROM range(30000000)").Scalar<long>());
        await Task.Delay(20);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal(30000000L * 29999999 / 2, await kept);
    }

    [Fact]
    public void Cancelling_after_the_end_does_nothing()
    {
        using var engine = new Engine();
        using var stop = new CancellationTokenSource();
        using var result = engine.Connection.Query("SELECT range FROM range(10000)", ct: stop.Token);
        var stream = engine.Database.Connect().Stream("SELECT 1", ct: stop.Token);
        stream.Dispose();
        stop.Cancel();

        Assert.Equal(10000, result.Rows().Count());
        Assert.Equal(1, engine.Connection.Query("SELECT 1").Scalar<int>());
    }

    [Fact]
    public async Task Progress_moves_while_a_query_runs()
    {
        using var engine = new Engine(("threads", "1"));
        engine.Connection.Execute("CREATE TABLE t AS SELECT range AS i FROM range(5000000)");
        var seen = new HashSet<double>();
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (seen.Count(p => p is > 0 and < 100) < 2)
        {
            var query = Task.Run(() => engine.Connection.Execute("SELECT max(md5(i::VARCHAR)) FROM t", stop.Token));
            while (!query.IsCompleted)
            {
                seen.Add(engine.Connection.Progress.Percentage);
                await Task.Delay(1);
            }

            await query;
        }
    }
}

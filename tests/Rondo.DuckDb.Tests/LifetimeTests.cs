namespace Rondo.DuckDb.Tests;

/// <summary>Whatever is disposed when, nothing crashes.</summary>
public sealed class LifetimeTests
{
    [Fact]
    public void Use_after_disposal_is_an_exception()
    {
        var engine = new Engine();
        var result = engine.Connection.Query("SELECT 'some text that is not inline' FROM range(5000)");
        Assert.True(result.NextChunk(out var chunk));
        var column = chunk.Column(0);
        result.Dispose();

        Assert.Throws<ObjectDisposedException>(() => result.NextChunk(out _));
        Assert.Throws<ObjectDisposedException>(() => chunk.Utf8(0, 0).Length);
        Assert.Throws<ObjectDisposedException>(() => chunk.IsNull(0, 0));
        Assert.Throws<ObjectDisposedException>(() => column.Value(0));
        Assert.Throws<ObjectDisposedException>(() => column.CopyDoubles(new double[2048]));

        engine.Connection.Execute("CREATE TABLE t(i INTEGER)");
        var appender = engine.Connection.Appender("t");
        appender.Dispose();
        Assert.Throws<ObjectDisposedException>(() => appender.Append(1));
        Assert.Throws<ObjectDisposedException>(appender.EndBatch);
        Assert.Throws<ObjectDisposedException>(appender.Complete);

        engine.Connection.Dispose();
        Assert.Throws<ObjectDisposedException>(() => engine.Connection.Execute("SELECT 1"));
        Assert.Throws<ObjectDisposedException>(() => engine.Connection.Progress);
        Assert.Throws<ObjectDisposedException>(() => engine.Connection.Appender("t"));
        engine.Database.Dispose();
        Assert.Throws<ObjectDisposedException>(engine.Database.Connect);
    }

    [Fact]
    public void A_chunk_is_dead_once_the_next_is_read()
    {
        using var engine = new Engine();
        using var result = engine.Connection.Query("SELECT * FROM range(5000)");
        Assert.True(result.NextChunk(out var first));
        Assert.True(result.NextChunk(out _));

        Assert.Throws<ObjectDisposedException>(() => first.Value(0, 0));
    }

    [Fact]
    public void Everything_can_be_disposed_twice_and_in_any_order()
    {
        var engine = new Engine();
        engine.Connection.Execute("CREATE TABLE t(i INTEGER)");
        var appender = engine.Connection.Appender("t");
        var result = engine.Connection.Query("SELECT range, 'text longer than twelve bytes' FROM range(5000)");
        Assert.True(result.NextChunk(out _));
        engine.Database.Dispose();
        engine.Connection.Dispose();
        Assert.Equal(5000 - 2048, result.Rows().Count());
        result.Dispose();
        appender.Dispose();
        appender.Dispose();
        result.Dispose();
        engine.Connection.Dispose();
        engine.Database.Dispose();
    }

    [Fact]
    public void A_stream_outlives_its_connection_and_ends_cleanly()
    {
        var engine = new Engine();
        var stream = engine.Connection.Stream("SELECT * FROM range(100000)");
        Assert.True(stream.NextChunk(out _));
        engine.Connection.Dispose();
        engine.Database.Dispose();

        Assert.Equal(100000 - 2048, stream.Rows().Count());
        stream.Dispose();
    }

    [Fact]
    public void An_exception_in_the_middle_of_reading_leaves_the_connection_usable()
    {
        using var engine = new Engine();
        for (var i = 0; i < 50; i++)
        {
            Assert.Throws<InvalidOperationException>(Stop);
            Assert.Equal(i, engine.Connection.Query($"SELECT {i}").Scalar<int>());
        }

        void Stop()
        {
            using var stream = engine.Connection.Stream("SELECT * FROM range(1000000)");
            Assert.True(stream.NextChunk(out _));
            throw new InvalidOperationException();
        }
    }

    [Fact]
    public void What_nobody_disposes_is_collected_without_harm()
    {
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 30; i++)
            {
                var connection = Database.Open(null).Connect();
                var result = i % 2 == 0 ? connection.Query("SELECT range FROM range(3000)") : connection.Stream("SELECT range FROM range(3000)");
                Assert.True(result.NextChunk(out _));
            }

            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    [Fact]
    public async Task Disposing_a_connection_under_a_running_query_lets_it_finish()
    {
        using var engine = new Engine();
        var connection = engine.Database.Connect();
        var query = Task.Run(() =>
        {
            try
            {
                return connection.Query("SELECT sum(hash(range) % 7)::BIGINT FROM range(20000000)").Scalar<long>() > 0;
            }
            catch (ObjectDisposedException)
            {
                return true; // disposed before it began
            }
        });
        await Task.Delay(20);
        connection.Dispose();

        Assert.True(await query);
    }
}

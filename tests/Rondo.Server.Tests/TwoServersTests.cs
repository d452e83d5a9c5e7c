using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Rondo.Contracts;
using Rondo.Server.Scheduling;
using Rondo.Stores;

namespace Rondo.Server.Tests;

public sealed class TwoServersTests : IClassFixture<PostgreSqlServer>
{
    private readonly PostgreSqlServer _postgres;

    public TwoServersTests(PostgreSqlServer postgres) => _postgres = postgres;

    [Fact]
    public async Task Two_servers_on_one_PostgreSQL_fire_each_time_once_and_the_second_goes_on_when_the_first_ends()
    {
        var schema = await _postgres.NewSchemaAsync();
        var fired = new ConcurrentQueue<(string By, DateTimeOffset Due)>();
        await using var first = await OneAsync(schema, "first", fired);
        await using var second = await OneAsync(schema, "second", fired);
        await UntilAsync(() => fired.Count >= 4);
        var leader = fired.First().By;
        await (string.Equals(leader, "first", StringComparison.Ordinal) ? first : second).StopAsync();
        var other = string.Equals(leader, "first", StringComparison.Ordinal) ? "second" : "first";
        await UntilAsync(() => fired.Count(f => string.Equals(f.By, other, StringComparison.Ordinal)) >= 2);
        Assert.Equal(fired.Count, fired.Select(f => f.Due).Distinct().Count());
    }

    [Fact]
    public async Task Two_clocks_that_both_believe_to_hold_the_lease_still_fire_a_time_once()
    {
        var schema = await _postgres.NewSchemaAsync();
        var fired = new ConcurrentQueue<(string By, DateTimeOffset Due)>();
        await using var a = await OpenAsync(schema);
        await using var b = await OpenAsync(schema);
        var one = new ScheduleClock(a.Workspace, [new EverySecond("a", fired)], NullLogger<ScheduleClock>.Instance);
        var two = new ScheduleClock(b.Workspace, [new EverySecond("b", fired)], NullLogger<ScheduleClock>.Instance);
        for (var i = 0; i < 30; i++)
        {
            await Task.WhenAll(one.BeatAsync(CancellationToken.None), two.BeatAsync(CancellationToken.None));
            await Task.Delay(100);
        }

        Assert.NotEmpty(fired);
        Assert.Equal(fired.Count, fired.Select(f => f.Due).Distinct().Count());
    }

    private static async Task<Running> OneAsync(string schema, string name, ConcurrentQueue<(string, DateTimeOffset)> fired)
    {
        var opened = await OpenAsync(schema);
        var clock = new ScheduleClock(opened.Workspace, [new EverySecond(name, fired)], NullLogger<ScheduleClock>.Instance);
        var loop = new HeartbeatLoop(opened.Workspace, [clock], NullLogger<HeartbeatLoop>.Instance);
        await loop.StartAsync(CancellationToken.None);
        return new(opened, loop);
    }

    private static async Task<Opened> OpenAsync(string schema)
    {
        var folder = Directory.CreateTempSubdirectory("rondo-two-").FullName;
        return new(folder, await Workspace.OpenAsync(new(folder, TimeProvider.System, Composition.Stages().Migrations) { PostgreSql = schema }, CancellationToken.None));
    }

    private static async Task UntilAsync(Func<bool> done)
    {
        for (var i = 0; i < 600 && !done(); i++)
        {
            await Task.Delay(100);
        }

        Assert.True(done());
    }

    private sealed class EverySecond(string by, ConcurrentQueue<(string, DateTimeOffset)> fired) : IScheduleSource
    {
        public string Kind => "test";

        public Task<IReadOnlyList<Scheduled>> ListAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<Scheduled>>([new("tick", "every 1s")]);

        public Task FireAsync(string name, DateTimeOffset due, CancellationToken ct)
        {
            fired.Enqueue((by, due));
            return Task.CompletedTask;
        }
    }

    private sealed record Opened(string Folder, Workspace Workspace) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Workspace.DisposeAsync();
            Directory.Delete(Folder, recursive: true);
        }
    }

    private sealed class Running(Opened opened, HeartbeatLoop loop) : IAsyncDisposable
    {
        public Task StopAsync() => loop.StopAsync(CancellationToken.None);

        public async ValueTask DisposeAsync()
        {
            await loop.StopAsync(CancellationToken.None);
            loop.Dispose();
            await opened.DisposeAsync();
        }
    }
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Rondo.Contracts;
using Rondo.Pipelines;
using Rondo.Pipelines.Triggers;
using Rondo.Server.Scheduling;
using Rondo.Stores;

namespace Rondo.Server.Tests;

public sealed class TwoServersTests : IClassFixture<PostgreSqlServer>
{
    private readonly PostgreSqlServer _postgres;

    public TwoServersTests(PostgreSqlServer postgres) => _postgres = postgres;

    [Fact]
    public async Task What_happens_by_time_is_done_by_one_of_two_servers_and_by_the_other_when_that_ends()
    {
        var schema = await _postgres.NewSchemaAsync();
        var beats = new ConcurrentQueue<string>();
        await using var first = await OneAsync(schema, "first", beats);
        await using var second = await OneAsync(schema, "second", beats);
        await UntilAsync(() => beats.Count >= 4);
        var leader = Assert.Single(beats.Distinct(StringComparer.Ordinal));
        var other = string.Equals(leader, "first", StringComparison.Ordinal) ? "second" : "first";
        await (string.Equals(leader, "first", StringComparison.Ordinal) ? first : second).StopAsync();
        await UntilAsync(() => beats.Count(b => string.Equals(b, other, StringComparison.Ordinal)) >= 2);
        Assert.Equal([leader, other], beats.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Two_servers_that_both_believe_to_hold_the_lease_still_fire_a_time_once()
    {
        var schema = await _postgres.NewSchemaAsync();
        await using var a = await OpenAsync(schema);
        await using var b = await OpenAsync(schema);
        var (schedule, begun) = (TriggerSchedule.Parse("*/5 * * * *")!, new DateTimeOffset(2026, 11, 21, 3, 1, 0, TimeSpan.Zero));
        for (var minute = 0; minute < 60; minute++)
        {
            await Task.WhenAll(new[] { a, b }.Select(one => FireTrigger.WhenDueAsync(one.Workspace, "t", "p", schedule, begun.AddMinutes(minute), CancellationToken.None)));
        }

        var fired = await new FiringStore(a.Workspace).ListAsync("t", 100, CancellationToken.None);
        Assert.Equal(12, fired.Count);
        Assert.Equal(12, fired.Select(f => f.Cause).Distinct(StringComparer.Ordinal).Count());
    }

    private static async Task<Running> OneAsync(string schema, string name, ConcurrentQueue<string> beats)
    {
        var opened = await OpenAsync(schema);
        var loop = new HeartbeatLoop(opened.Workspace, [new Beat(name, beats)], NullLogger<HeartbeatLoop>.Instance);
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

    private sealed class Beat(string by, ConcurrentQueue<string> beats) : IHeartbeat
    {
        public string Name => "test";

        public TimeSpan Every => TimeSpan.FromMilliseconds(200);

        public Task BeatAsync(CancellationToken ct)
        {
            beats.Enqueue(by);
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

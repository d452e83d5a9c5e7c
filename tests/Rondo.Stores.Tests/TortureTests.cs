using System.Globalization;
using Rondo.Contracts;
using Rondo.Kernel;

namespace Rondo.Stores.Tests;

/// <summary>Other processes at work in the same workspace, some of them killed. RONDO_TORTURE sets how many are.</summary>
public abstract class TortureTests : StoreContract
{
    protected virtual string? Connection => null;

    protected abstract int Kills { get; }

    [Fact]
    public async Task Eight_processes_lose_no_update()
    {
        await ExecuteAsync("CREATE TABLE items (id BIGINT NOT NULL PRIMARY KEY, n BIGINT)");
        await ExecuteAsync("INSERT INTO items (id, n) VALUES (1, 0)");
        var children = Enumerable.Range(0, 8).Select(_ => Child.Start([.. Arguments("increment", 20)])).ToList();
        foreach (var child in children)
        {
            await child.WaitForExitAsync();
            Assert.True(child.ExitCode == 0, await child.StandardError.ReadToEndAsync());
            child.Dispose();
        }

        Assert.Equal(160L, await ScalarAsync<long>("SELECT n FROM items"));
    }

    [Fact]
    public async Task What_was_acknowledged_survives_a_process_that_is_killed_at_any_moment_and_nothing_half_is_left()
    {
        await ExecuteAsync("CREATE TABLE items (id BIGINT NOT NULL PRIMARY KEY, digest TEXT NOT NULL)");
        var kills = int.TryParse(Environment.GetEnvironmentVariable("RONDO_TORTURE"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : Kills;
        var random = new Random(20260301);
        var acknowledged = new List<(long Id, Digest Digest)>();
        for (var i = 0; i < kills; i++)
        {
            acknowledged.AddRange(await KillAfterAsync(random.Next(1, 12), TimeSpan.FromMilliseconds(random.Next(0, 40))));
            await ExpectWholeAsync(acknowledged);
        }

        Assert.True(acknowledged.Count >= kills, "The children did no work.");
        var collected = await Workspace.Artifacts.CollectAsync(new HashSet<Digest>(acknowledged.Select(a => a.Digest)), TimeSpan.Zero, dryRun: false, default);
        Assert.InRange(collected.WorkFolders, 1, kills);
        var report = await Workspace.Artifacts.VerifyAsync(null, default);
        Assert.True(report.Intact);
        Assert.Empty(report.Unknown);
        Assert.Equal(acknowledged.Count, report.Objects);
    }

    private async Task<List<(long, Digest)>> KillAfterAsync(int lines, TimeSpan more)
    {
        using var child = Child.Start([.. Arguments("publish", 10_000)]);
        var seen = new List<(long, Digest)>();
        for (var i = 0; i < lines; i++)
        {
            seen.Add(Parse(await child.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(await child.StandardError.ReadToEndAsync())));
        }

        await Task.Delay(more);
        child.Kill();
        while (await child.StandardOutput.ReadLineAsync() is { } line)
        {
            // The last line may be cut short by the kill.
            if (line.Split(' ') is [_, { Length: 64 }])
            {
                seen.Add(Parse(line));
            }
        }

        await child.WaitForExitAsync();
        return seen;
    }

    private async Task ExpectWholeAsync(List<(long Id, Digest Digest)> acknowledged)
    {
        var rows = await Workspace.Metadata.ReadAsync(
            async (connection, ct) =>
            {
                await using var command = connection.Sql("SELECT id, digest FROM items");
                return (await command.ToListAsync(r => (Id: r.GetInt64(0), Digest: Digest.Parse(r.GetString(1))), ct)).ToHashSet();
            },
            default);
        Assert.All(acknowledged, a => Assert.Contains(a, rows));
        Assert.Equal(rows.Select(r => r.Digest).ToHashSet(), (await Workspace.Artifacts.PresentAsync([.. rows.Select(r => r.Digest)], default)).ToHashSet());

        var verdict = await Workspace.Audit.VerifyAsync(default);
        Assert.True(verdict.Intact, verdict.Finding);
        Assert.Equal(rows.Count, verdict.Length);
        Assert.True((await Workspace.Artifacts.VerifyAsync(null, default)).Intact);
    }

    private IEnumerable<string> Arguments(string verb, int count)
    {
        string[] common = [verb, Home, count.ToString(CultureInfo.InvariantCulture)];
        return Connection is { } connection ? common.Append(connection) : common;
    }

    private static (long, Digest) Parse(string line)
    {
        var parts = line.Split(' ');
        return (long.Parse(parts[0], CultureInfo.InvariantCulture), Digest.Parse(parts[1]));
    }
}

public sealed class Sqlite_survives_torture : TortureTests
{
    protected override int Kills => 20;

    protected override Task<WorkspaceOptions> OptionsAsync(TimeProvider clock) => Task.FromResult(new WorkspaceOptions(Home, clock, []));
}

[Collection(PostgreSqlCollection.Name)]
public sealed class PostgreSql_survives_torture(PostgreSqlServer server) : TortureTests
{
    private string? _connection;

    protected override int Kills => 6;

    protected override string? Connection => _connection;

    protected override async Task<WorkspaceOptions> OptionsAsync(TimeProvider clock) =>
        new(Home, clock, []) { PostgreSql = _connection ??= await server.NewSchemaAsync() };
}

using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Deployment.Alerts;
using Rondo.Deployment.Monitoring;
using Rondo.EndToEnd.Broken;
using Rondo.Pipelines;
using Rondo.Stores;
using Xunit.Abstractions;

namespace Rondo.EndToEnd.Serving;

/// <summary>
/// kill -9 of <c>rondo up</c> in the middle of a monitor's pass, between two, and while an alert is told: what the monitor knows in the end
/// is what one that nobody disturbed knows, to the byte.
/// </summary>
public sealed class WatchedKillTests(ServedProject project, ITestOutputHelper output) : IClassFixture<ServedProject>
{
    private const int Calm = 78;
    private const string Persistence = "3";
    private const string Endpoint = "tiny";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_killed_servers_monitor_goes_on_where_it_was()
    {
        using var hook = new HookReceiver();
        using var folder = project.Copy();
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "rondo.yaml"),
            TinyProject.Yaml + $"monitor: {{ every: 1h, window: 1d, persistence: {Persistence}, notify: [{{ webhook: \"{hook.Address}\" }}] }}\n");
        var deployed = await RondoProgram.RunAsync(folder.Path, "deploy", "tiny@1");
        Assert.True(deployed.ExitCode == 0, deployed.ToString());
        var life = new WatchedLife(folder.Path);
        await using var workspace = await WatchedLife.OpenAsync(folder.Path, TimeProvider.System);

        // Two warm days after many calm ones, so many that it takes several turns: drift that has not lasted for long enough. Two kills in the middle of taking that in.
        await life.DaysAsync(0, Calm + 2, warmFrom: Calm);
        await KillAsync(folder.Path, Calm + 2, workspace, "SELECT count(*) FROM monitor_files", from: 5, to: Calm + 2);
        await KillAsync(folder.Path, Calm + 2, workspace, "SELECT count(*) FROM monitor_windows WHERE judged = 1", from: 5, to: Calm + 2);
        await KillAsync(folder.Path, Calm + 2, workspace, Passed(Calm + 2), from: 1, to: long.MaxValue);
        Assert.Equal((AlertState.Pending, 2), await DriftAsync(workspace));
        Assert.Empty(hook.Received);

        // A third warm day makes it fire; the kill comes while the webhook is being told.
        await life.DaysAsync(Calm + 2, Calm + 3, warmFrom: Calm);
        await KillAsync(folder.Path, Calm + 3, workspace, () => Task.FromResult((long)hook.Received.Count), from: 1, to: 2);
        await KillAsync(folder.Path, Calm + 3, workspace, "SELECT count(*) FROM alert_outbox WHERE state = 'told'", from: 1, to: 2);
        Assert.Equal((AlertState.Firing, 3), await DriftAsync(workspace));

        // Three calm days end it.
        await life.DaysAsync(Calm + 3, Calm + 6, warmFrom: int.MaxValue);
        await KillAsync(folder.Path, Calm + 6, workspace, "SELECT count(*) FROM alert_outbox WHERE state = 'told'", from: 2, to: 3);

        // Two messages, and only the one whose delivery was cut off came twice.
        var told = hook.Received.ToList();
        Assert.Equal([2, 1], told.GroupBy(t => t.Delivery, StringComparer.Ordinal).Select(g => g.Count()));
        Assert.Equal(["firing", "resolved"], told.DistinctBy(t => t.Delivery).Select(t => (string)t.Content["alerts"]!.AsArray().Single(a => (string?)a!["rule"] == "drift")!["state"]!));
        Assert.Equal(2L, await ScalarAsync(workspace, "SELECT count(*) FROM alert_outbox"));
        await UndisturbedAsync(folder.Path, workspace);
    }

    /// <summary>Starts a server on the morning after a day, and kills it as soon as a number is reached.</summary>
    private Task KillAsync(string folder, int day, Workspace workspace, string number, long from, long to) =>
        KillAsync(folder, day, workspace, () => ScalarAsync(workspace, number), from, to);

    private async Task KillAsync(string folder, int day, Workspace workspace, Func<Task<long>> number, long from, long to)
    {
        var clock = Path.Combine(folder, "now");
        await File.WriteAllTextAsync(clock, Morning(day).ToString("O", CultureInfo.InvariantCulture));
        using var up = await UpProcess.StartAsync(folder, new KeyValuePair<string, string>("RONDO_SIMULATED_TIME", clock));
        var begun = TimeProvider.System.GetTimestamp();
        while (await number() < from)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < Patience, "The monitor did not come so far.");
            await Task.Delay(2);
        }

        await up.KillAsync();
        var reached = await number();
        var judged = await ScalarAsync(workspace, "SELECT count(*) FROM monitor_windows WHERE judged = 1");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"killed at {reached}, {TimeProvider.System.GetElapsedTime(begun).TotalSeconds:0.0} s after the start; windows judged: {judged}"));
        Assert.InRange(reached, from, to - 1);
    }

    /// <summary>Compares with a monitor that took in the same captures and feedback in one go.</summary>
    private static async Task UndisturbedAsync(string folder, Workspace workspace)
    {
        using var copy = new TemporaryFolder();
        CopyFolder(folder, copy.Path);
        var clock = new WatchedLife.Clock { Now = Morning(Calm + 6) };
        await using var control = await WatchedLife.OpenAsync(copy.Path, clock);
        foreach (var table in new[] { "monitor_progress", "monitor_windows", "monitor_labelled", "monitor_unmatched", "monitor_files", "monitor_live", "alert_events", "alert_outbox", "alerts" })
        {
            await control.WriteAsync((transaction, ct) => transaction.ExecuteSqlAsync($"DELETE FROM {table}", [], ct), default);
        }

        var read = ProjectLoader.Load(copy.Path, [], WatchedLife.All()).Value!;
        var report = (await new WatchDue(control).RunAsync(read, now: true, default))[Endpoint];
        Assert.Equal((Calm + 6, Calm + 6), (report.Files, report.Judged.Count));

        foreach (var table in new[] { "monitor_windows", "monitor_files" })
        {
            Assert.Equal(await RowsAsync(control, table), await RowsAsync(workspace, table));
        }

        Assert.Equal(await MemoryAsync(control), await MemoryAsync(workspace));
        Assert.Equal(await LivesAsync(control), await LivesAsync(workspace));
    }

    private static string Passed(int day) =>
        string.Create(CultureInfo.InvariantCulture, $"SELECT count(*) FROM monitor_progress WHERE ran_at >= {(Morning(day) - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond}");

    private static DateTimeOffset Morning(int day) => WatchedLife.Begin.AddDays(day).AddHours(1);

    private static async Task<(AlertState, int)> DriftAsync(Workspace workspace)
    {
        var alert = (await new AlertStore(workspace).ListAsync(new(Endpoint), 50, null, default)).Single(a => a.Rule == "drift");
        return (alert.State, (int)alert.Evidence["windows"]!);
    }

    private static async Task<IReadOnlyList<string>> LivesAsync(Workspace workspace)
    {
        var alerts = new AlertStore(workspace);
        var lives = new List<string>();
        foreach (var alert in (await alerts.ListAsync(new(Endpoint), 50, null, default)).OrderBy(a => a.Rule, StringComparer.Ordinal))
        {
            var steps = await alerts.HistoryAsync(alert.Id, default);
            lives.Add($"{alert.Rule}: {alert.Sentence} {string.Join(", ", steps.Select(s => $"{s.State} {s.Comment}"))} {alert.Evidence.ToJsonString()}");
        }

        return lives;
    }

    // Requirements are judged once a pass, and there were more passes here.
    private static async Task<string> MemoryAsync(Workspace workspace)
    {
        var memory = JsonNode.Parse((await workspace.Metadata.ReadAsync(
            async (connection, ct) =>
            {
                await using var command = connection.Sql("SELECT memory FROM monitor_progress");
                return await command.ToListAsync(r => r.GetString(0), ct);
            },
            default))[0])!.AsObject();
        foreach (var counts in new[] { memory["broken"]!.AsObject(), memory["kept"]!.AsObject() })
        {
            foreach (var rule in counts.Select(c => c.Key).Where(k => k == "performance" || k.StartsWith("requirement:", StringComparison.Ordinal)).ToList())
            {
                counts.Remove(rule);
            }
        }

        return memory.ToJsonString();
    }

    private static Task<IReadOnlyList<string>> RowsAsync(Workspace workspace, string table) => workspace.Metadata.ReadAsync(
        async (connection, ct) =>
        {
            await using var command = connection.Sql($"SELECT * FROM {table}");
            return (IReadOnlyList<string>)[.. (await command.ToListAsync(r => string.Join('|', Enumerable.Range(0, r.FieldCount).Select(r.GetValue)), ct)).Order(StringComparer.Ordinal)];
        },
        default);

    private static Task<long> ScalarAsync(Workspace workspace, string sql) => workspace.Metadata.ReadAsync(
        async (connection, ct) =>
        {
            await using var command = connection.Sql(sql);
            return Convert.ToInt64(await command.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture);
        },
        default);

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }
}

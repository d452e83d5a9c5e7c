using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Rondo.Stores.Runs;

/// <summary>The statements that change runs.</summary>
internal static class RunWrites
{
    private const string Insert = """
        INSERT INTO runs (id, project, kind, name, parent, user_name, started_at, attempt, parameters, code_commit, code_diff, environment, status)
        VALUES (@id, @project, @kind, @name, @parent, @user, @started, @attempt, @parameters, @commit, @diff, @environment, @status)
        """;

    private const string End = """
        UPDATE runs SET status = @status, ended_at = @ended, message = @message, wall_seconds = @wall, cpu_seconds = @cpu, peak_memory = @memory
        WHERE id = @id
        """;

    // As it was written: <= is no \u003C=.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string EndIfRunning = End + " AND status = 0";

    public static Task<int> BeginAsync(DbTransaction transaction, RunStart run, CancellationToken ct) => transaction.ExecuteSqlAsync(Insert, Parameters(run), ct);

    public static Task<int> EndAsync(DbTransaction transaction, RunEnd end, bool onlyIfRunning, CancellationToken ct) =>
        transaction.ExecuteSqlAsync(onlyIfRunning ? EndIfRunning : End, Parameters(end), ct);

    private static (string Name, object? Value)[] Parameters(RunStart run) =>
    [
        ("id", run.Id.Value),
        ("project", run.Project),
        ("kind", run.Kind),
        ("name", run.Name),
        ("parent", run.Parent?.Value),
        ("user", run.User),
        ("started", run.StartedAt.Micros()),
        ("attempt", (long)run.Attempt),
        ("parameters", run.Parameters.ToJsonString(Plain)),
        ("commit", run.Code?.Commit),
        ("diff", run.Code?.DirtyDiff?.Hex),
        ("environment", run.Environment.ToJsonString(Plain)),
        ("status", (long)RunStatus.Running),
    ];

    private static (string Name, object? Value)[] Parameters(RunEnd end) =>
    [
        ("id", end.Id.Value),
        ("status", (long)end.Status),
        ("ended", end.EndedAt.Micros()),
        ("message", end.Message),
        ("wall", end.Resources?.WallSeconds),
        ("cpu", end.Resources?.CpuSeconds),
        ("memory", end.Resources?.PeakMemoryBytes),
    ];
}

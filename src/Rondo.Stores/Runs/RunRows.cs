using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Kernel;

namespace Rondo.Stores.Runs;

/// <summary>The tables of runs, in SQL and back.</summary>
internal static class RunRows
{
    private const int Chunk = 200;

    private const string Columns = """
        SELECT id, project, kind, name, parent, user_name, started_at, attempt, parameters, code_commit, code_diff, environment, status,
               ended_at, message, wall_seconds, cpu_seconds, peak_memory
        FROM runs
        """;

    /// <summary>At most two runs whose id begins with the digits.</summary>
    public static DbCommand Select(DbConnection connection, string prefix) =>
        connection.Sql(Columns + " WHERE id >= @from AND id <= @to ORDER BY id LIMIT 2", ("from", prefix), ("to", prefix.PadRight(32, 'f')));

    public static DbCommand Select(DbConnection connection, RunFilter filter, int limit, RunId? cursor)
    {
        var conditions = new List<string>();
        var parameters = new List<(string Name, object? Value)>();
        Add("project = @project", "project", filter.Project);
        Add("kind = @kind", "kind", filter.Kind);
        Add("parent = @parent", "parent", filter.Parent?.Value);
        Add("status = @status", "status", (long?)filter.Status);
        Add("id < @cursor", "cursor", cursor?.Value);
        Add("(LOWER(name) LIKE @text ESCAPE '!' OR LOWER(user_name) LIKE @text ESCAPE '!' OR id LIKE @digits ESCAPE '!')", "text", filter.Text is { Length: > 0 } text ? $"%{Plain(text)}%" : null);
        if (filter.Text is { Length: > 0 } digits)
        {
            parameters.Add(("digits", Plain(digits) + "%"));
        }

        parameters.Add(("limit", (long)limit));
        var where = conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", conditions);
        return connection.Sql(Columns + where + " ORDER BY id DESC LIMIT @limit", [.. parameters]);

        void Add(string condition, string name, object? value)
        {
            if (value is not null)
            {
                conditions.Add(condition);
                parameters.Add((name, value));
            }
        }
    }

    private static string Plain(string text) => text.ToLowerInvariant().Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);

    public static async Task<IReadOnlyList<RunRecord>> ReadAsync(DbConnection connection, DbCommand command, CancellationToken ct)
    {
        var runs = await command.ToListAsync(Read, ct);
        var parts = new Dictionary<string, Parts>(runs.Count, StringComparer.Ordinal);
        foreach (var run in runs)
        {
            parts.Add(run.Start.Id.Value, new());
        }

        for (var first = 0; first < runs.Count; first += Chunk)
        {
            await using var tags = Of(connection, "SELECT run, key, value FROM run_tags", "", runs, first);
            await tags.ToListAsync(r => parts[r.GetString(0)].Tags[r.GetString(1)] = r.GetString(2), ct);
            await using var artifacts = Of(connection, "SELECT run, direction, port, kind, digest FROM run_artifacts", " ORDER BY run, position", runs, first);
            await artifacts.ToListAsync(r => parts[r.GetString(0)].Add(new(r.GetString(1), r.GetString(2), r.GetString(3), Digest.Parse(r.GetString(4)))), ct);
        }

        var whole = new List<RunRecord>(runs.Count);
        foreach (var run in runs)
        {
            var own = parts[run.Start.Id.Value];
            whole.Add(run with { Start = run.Start with { Tags = own.Tags }, Artifacts = own.Artifacts });
        }

        return whole;
    }

    private static DbCommand Of(DbConnection connection, string select, string order, IReadOnlyList<RunRecord> runs, int first)
    {
        var count = Math.Min(Chunk, runs.Count - first);
        var parameters = new (string, object?)[count];
        for (var i = 0; i < count; i++)
        {
            parameters[i] = ("p" + i.ToString(CultureInfo.InvariantCulture), runs[first + i].Start.Id.Value);
        }

        return connection.Sql($"{select} WHERE run IN ({SqlCommands.Placeholders(count)}){order}", parameters);
    }

    private static RunRecord Read(DbDataReader r)
    {
        var id = new RunId(r.GetString(0));
        var start = new RunStart(id, r.GetString(1), r.GetString(2), r.GetString(3), Text(r, 4) is { } parent ? new RunId(parent) : null, r.GetString(5), Times.OfMicros(r.GetInt64(6)))
        {
            Attempt = (int)r.GetInt64(7),
            Parameters = JsonNode.Parse(r.GetString(8))!.AsObject(),
            Code = Text(r, 9) is { } commit ? new CodeState(commit, Text(r, 10) is { } diff ? Digest.Parse(diff) : null) : null,
            Environment = JsonNode.Parse(r.GetString(11))!.AsObject(),
        };
        var status = (RunStatus)r.GetInt64(12);
        return new(start, status, status == RunStatus.Running ? null : ReadEnd(r, id, status), []);
    }

    private static RunEnd ReadEnd(DbDataReader r, RunId id, RunStatus status) => new(id, status, Times.OfMicros(r.GetInt64(13)))
    {
        Message = Text(r, 14),
        Resources = r.IsDBNull(15) ? null : new ResourceUse(r.GetDouble(15), r.GetDouble(16), r.GetInt64(17)),
    };

    private static string? Text(DbDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);

    // What hangs on a run. Plain classes on purpose: every command reads runs, and generic code over structs is compiled at each start.
    private sealed class Parts
    {
        public Dictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

        public List<RunArtifact> Artifacts { get; } = [];

        public RunArtifact Add(RunArtifact artifact)
        {
            Artifacts.Add(artifact);
            return artifact;
        }
    }
}

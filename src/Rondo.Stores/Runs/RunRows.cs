using System.Collections.Frozen;
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

    public static async Task<IReadOnlyList<RunRecord>> ReadAsync(DbConnection connection, DbCommand command, CancellationToken ct)
    {
        var runs = await command.ToListAsync(Read, ct);
        var tags = new List<(string Run, string Key, string Value)>();
        var artifacts = new List<(string Run, RunArtifact Artifact)>();
        foreach (var chunk in runs.Chunk(Chunk))
        {
            await using var tagRows = Of(connection, "SELECT run, key, value FROM run_tags", "", chunk);
            tags.AddRange(await tagRows.ToListAsync(r => (r.GetString(0), r.GetString(1), r.GetString(2)), ct));
            await using var artifactRows = Of(connection, "SELECT run, direction, port, kind, digest FROM run_artifacts", " ORDER BY run, position", chunk);
            artifacts.AddRange(await artifactRows.ToListAsync(
                r => (r.GetString(0), new RunArtifact(r.GetString(1), r.GetString(2), r.GetString(3), Digest.Parse(r.GetString(4)))),
                ct));
        }

        var tagsOf = tags.ToLookup(t => t.Run, StringComparer.Ordinal);
        var artifactsOf = artifacts.ToLookup(a => a.Run, a => a.Artifact, StringComparer.Ordinal);
        return [.. runs.Select(run => run with
        {
            Start = run.Start with { Tags = tagsOf[run.Start.Id.Value].ToFrozenDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal) },
            Artifacts = [.. artifactsOf[run.Start.Id.Value]],
        })];
    }

    private static DbCommand Of(DbConnection connection, string select, string order, RunRecord[] runs) =>
        connection.Sql(
            $"{select} WHERE run IN ({SqlCommands.Placeholders(runs.Length)}){order}",
            [.. runs.Select((run, i) => ("p" + i.ToString(CultureInfo.InvariantCulture), (object?)run.Start.Id.Value))]);

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
}

using System.Data.Common;
using Dapper;
using Rondo.Pipelines;

namespace Rondo.Data.Datasets;

/// <summary>An import that ended well makes a new version of the project's data set, when its table is another than the latest.</summary>
internal static class RecordVersion
{
    public static async Task RunAsync(StepCompletion completion, CancellationToken ct)
    {
        if (!completion.Outputs.TryGetValue("table", out var table))
        {
            return;
        }

        var name = completion.Project.Name;
        var latest = await new DatasetStore(completion.Workspace).FindAsync(name, "latest", ct);
        if (latest.Ok && latest.Value?.Digest == table.Digest)
        {
            return;
        }

        var now = completion.Workspace.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        await completion.Workspace.WriteAsync((transaction, token) => InsertAsync(transaction, new(name, table.Digest.Hex, completion.PipelineRun.Value, now, completion.User), token), ct);
    }

    private static async Task InsertAsync(DbTransaction transaction, NewVersion version, CancellationToken ct)
    {
        var connection = transaction.Connection!;
        await connection.ExecuteAsync(new("INSERT INTO datasets (name, project) VALUES (@Name, @Name) ON CONFLICT (name) DO NOTHING", version, transaction, cancellationToken: ct));
        await connection.ExecuteAsync(new(
            """
            INSERT INTO dataset_versions (dataset, version, digest, run, created_at, created_by)
            SELECT @Name, coalesce(max(version), 0) + 1, @Digest, @Run, @At, @By FROM dataset_versions WHERE dataset = @Name
            HAVING NOT EXISTS (
              SELECT 1 FROM dataset_versions v WHERE v.dataset = @Name AND v.digest = @Digest
              AND v.version = (SELECT max(w.version) FROM dataset_versions w WHERE w.dataset = @Name))
            """,
            version, transaction, cancellationToken: ct));
    }

    private sealed record NewVersion(string Name, string Digest, string Run, long At, string By);
}

using Dapper;
using Rondo.Stores;

namespace Rondo.Data;

/// <summary>Takes over versions of a data set that were made in another workspace.</summary>
public static class ReceiveDataset
{
    /// <summary>Adds the versions, oldest first, under the next numbers here; a table that the line has already is not added again.</summary>
    /// <returns>How many were new.</returns>
    public static Task<int> RunAsync(Workspace workspace, IReadOnlyList<DatasetVersion> versions, CancellationToken ct) => workspace.Metadata.WriteAsync(
        async (transaction, token) =>
        {
            var added = 0;
            foreach (var version in versions.OrderBy(v => v.CreatedAt))
            {
                var row = new { Name = version.Dataset, Digest = version.Digest.Hex, Run = version.Run.Value, At = version.CreatedAt.ToUnixTimeMilliseconds(), By = version.CreatedBy };
                await transaction.Connection!.ExecuteAsync(new("INSERT INTO datasets (name, project) VALUES (@Name, @Name) ON CONFLICT (name) DO NOTHING", row, transaction, cancellationToken: token));
                added += await transaction.Connection!.ExecuteAsync(new(
                    """
                    INSERT INTO dataset_versions (dataset, version, digest, run, created_at, created_by)
                    SELECT @Name, coalesce(max(version), 0) + 1, @Digest, @Run, @At, @By FROM dataset_versions WHERE dataset = @Name
                    HAVING NOT EXISTS (SELECT 1 FROM dataset_versions v WHERE v.dataset = @Name AND v.digest = @Digest)
                    """,
                    row, transaction, cancellationToken: token));
            }

            return added;
        },
        ct);
}

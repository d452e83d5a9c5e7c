using System.Globalization;
using Rondo.Stores;

namespace Rondo.Deployment.Retraining;

/// <summary>What the loop needs to know of an endpoint.</summary>
internal sealed record EndpointRow(string Name, string Project, string Model, long? Version, string State)
{
    /// <summary>All endpoints by name.</summary>
    public static Task<IReadOnlyList<EndpointRow>> ListAsync(Workspace workspace, CancellationToken ct) => workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql("SELECT name, project, model, version, state FROM endpoints ORDER BY name");
            return await command.ToListAsync(r => new EndpointRow(r.GetString(0), r.GetString(1), r.GetString(2), r.IsDBNull(3) ? null : r.GetInt64(3), r.GetString(4)), token);
        },
        ct);

    /// <summary>How many truths have arrived for an endpoint after one of them, and the last one's number.</summary>
    public static Task<(long Count, long Last)> TruthsAsync(Workspace workspace, string endpoint, long after, CancellationToken ct) => workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql("SELECT count(*), coalesce(max(sequence), 0) FROM feedback WHERE endpoint = @endpoint AND sequence > @after", ("endpoint", endpoint), ("after", after));
            return (await command.ToListAsync(r => (r.GetInt64(0), Convert.ToInt64(r.GetValue(1), CultureInfo.InvariantCulture)), token))[0];
        },
        ct);
}

using System.Data.Common;
using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Deployment.Endpoints;

/// <summary>Endpoints as rows.</summary>
internal static class EndpointRows
{
    public static async Task WriteAsync(DbTransaction transaction, bool isNew, Endpoint next, CancellationToken ct) => await transaction.ExecuteSqlAsync(
        isNew
            ? """
              INSERT INTO endpoints (name, project, model, version, former_version, state, revision, changed_at, changed_by, reason, settings)
              VALUES (@name, @project, @model, @version, @former, @state, @revision, @at, @by, @reason, @settings)
              """
            : """
              UPDATE endpoints SET project = @project, model = @model, version = @version, former_version = @former, state = @state,
                  revision = @revision, changed_at = @at, changed_by = @by, reason = @reason, settings = @settings
              WHERE name = @name
              """,
        [
            ("name", next.Name), ("project", next.Project), ("model", next.Model), ("version", next.Version), ("former", next.FormerVersion),
            ("state", next.State.ToString().ToLowerInvariant()), ("revision", next.Revision), ("at", next.ChangedAt.Micros()), ("by", next.ChangedBy),
            ("reason", next.Reason), ("settings", CanonicalJson.Text(next.Settings.ToJson())),
        ],
        ct);

    public static Endpoint Read(DbDataReader r) => new(
        r.GetString(0), r.GetString(1), r.GetString(2), Number(r, 3), Number(r, 4), Enum.Parse<EndpointStatus>(r.GetString(5), ignoreCase: true), r.GetInt64(6),
        Instants.OfMicros(r.GetInt64(7)), r.GetString(8), r.GetString(9))
    {
        Settings = ServeSettings.OfJson(JsonNode.Parse(r.GetString(10)) as JsonObject ?? []),
    };

    public static EndpointChange ReadChange(DbDataReader r) => new(
        r.GetString(0), r.GetInt64(1), r.GetString(2), Number(r, 3), Number(r, 4), Instants.OfMicros(r.GetInt64(5)), r.GetString(6), r.GetString(7),
        JsonNode.Parse(r.GetString(8)) as JsonObject ?? []);

    public static long? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
}

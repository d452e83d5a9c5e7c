using System.Data.Common;
using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Deployment.Endpoints;

/// <summary>The tables of endpoints and of what was done to them.</summary>
public sealed class EndpointStore(Workspace workspace)
{
    private const string Columns = "SELECT name, project, model, version, former_version, state, revision, changed_at, changed_by, reason, settings FROM endpoints ";

    /// <summary>One endpoint, or null.</summary>
    public Task<Endpoint?> FindAsync(string name, CancellationToken ct) => workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql(Columns + "WHERE name = @name", ("name", name));
            return (await command.ToListAsync(EndpointRows.Read, token)).SingleOrDefault();
        },
        ct);

    /// <summary>All endpoints by name.</summary>
    public Task<IReadOnlyList<Endpoint>> ListAsync(CancellationToken ct) => workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql(Columns + "ORDER BY name");
            return await command.ToListAsync(EndpointRows.Read, token);
        },
        ct);

    /// <summary>What was done to an endpoint, newest first.</summary>
    /// <param name="endpoint">Which one.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="before">Only changes of a smaller revision; null for the newest.</param>
    /// <param name="ct">Stops it.</param>
    public Task<IReadOnlyList<EndpointChange>> ChangesAsync(string endpoint, int limit, long? before, CancellationToken ct) => workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql(
                "SELECT endpoint, revision, action, version, former_version, changed_at, changed_by, reason, evidence FROM endpoint_changes WHERE endpoint = @endpoint AND revision < @before ORDER BY revision DESC LIMIT @limit",
                ("endpoint", endpoint),
                ("before", before ?? long.MaxValue),
                ("limit", (long)limit));
            return await command.ToListAsync(EndpointRows.ReadChange, token);
        },
        ct);

    /// <summary>Name and revision of every endpoint: the cheap question of whether anything changed.</summary>
    internal Task<IReadOnlyList<(string Name, long Revision)>> RevisionsAsync(CancellationToken ct) => workspace.Metadata.ReadAsync(
        async (connection, token) =>
        {
            await using var command = connection.Sql("SELECT name, revision FROM endpoints ORDER BY name");
            return await command.ToListAsync(r => (r.GetString(0), r.GetInt64(1)), token);
        },
        ct);

    /// <summary>
    /// Changes an endpoint: the row, its history and the audit log in one transaction. <paramref name="edit"/> gets what is there now
    /// (null: nothing) and gives what is to be, without its revision and time.
    /// </summary>
    /// <returns>The endpoint as it is now; <c>endpoint.changed</c> when its revision is not the expected one; or the edit's failure.</returns>
    internal async Task<Result<Endpoint>> ChangeAsync(
        string name, long? expectedRevision, string action, JsonObject evidence, Func<DbTransaction, Endpoint?, Task<Result<Endpoint>>> edit, CancellationToken ct)
    {
        try
        {
            return await workspace.Metadata.WriteAsync(
                async (transaction, token) =>
                {
                    await using var find = transaction.Sql(Columns + "WHERE name = @name", ("name", name));
                    var current = (await find.ToListAsync(EndpointRows.Read, token)).SingleOrDefault();
                    if (expectedRevision is { } expected && expected != (current?.Revision ?? 0))
                    {
                        throw new FailureException(Changed(name, expected, current));
                    }

                    var edited = (await edit(transaction, current)).Value;
                    var next = edited with { Revision = (current?.Revision ?? 0) + 1, ChangedAt = Instants.OfMicros(workspace.Clock.GetUtcNow().Micros()) };
                    await EndpointRows.WriteAsync(transaction, isNew: current is null, next, token);
                    await RecordAsync(transaction, next, action, evidence, token);
                    return next;
                },
                ct);
        }
        catch (FailureException refused)
        {
            return refused.Failures.ToList();
        }
    }

    /// <summary>Where a rollback leads from a version once it was rolled back to: what was live before its own deployment.</summary>
    internal static async Task<long?> BeforeAsync(DbTransaction transaction, string endpoint, string model, long version, CancellationToken ct)
    {
        await using var command = transaction.Sql(
            "SELECT former_version, evidence FROM endpoint_changes WHERE endpoint = @endpoint AND version = @version AND action = 'deploy' ORDER BY revision DESC LIMIT 1",
            ("endpoint", endpoint),
            ("version", version));
        var found = await command.ToListAsync(r => (Former: EndpointRows.Number(r, 0), Evidence: JsonNode.Parse(r.GetString(1))), ct);
        return found is [var (former, evidence)] && string.Equals((string?)evidence?["model"], model, StringComparison.Ordinal) ? former : null;
    }

    /// <summary>There is no such endpoint; names the nearest one that there is.</summary>
    public static Failure Unknown(string name, IEnumerable<string> known)
    {
        var near = NearestName.Of(name, known);
        return new("endpoint.unknown", $"There is no endpoint '{name}'.", near is null ? "Deploy a model first: rondo deploy MODEL." : $"Did you mean '{near}'?");
    }

    private static Failure Changed(string name, long expected, Endpoint? current) =>
        new("endpoint.changed", $"The endpoint '{name}' is at revision {current?.Revision ?? 0}, not {expected}: somebody changed it meanwhile.", "Look at it again and repeat the change if it is still wanted.") { Kind = FailureKind.No };

    private async Task RecordAsync(DbTransaction transaction, Endpoint next, string action, JsonObject evidence, CancellationToken ct)
    {
        await transaction.ExecuteSqlAsync(
            """
            INSERT INTO endpoint_changes (endpoint, revision, action, version, former_version, changed_at, changed_by, reason, evidence)
            VALUES (@name, @revision, @action, @version, @former, @at, @by, @reason, @evidence)
            """,
            [
                ("name", next.Name), ("revision", next.Revision), ("action", action), ("version", next.Version), ("former", next.FormerVersion),
                ("at", next.ChangedAt.Micros()), ("by", next.ChangedBy), ("reason", next.Reason), ("evidence", CanonicalJson.Text(evidence)),
            ],
            ct);
        var details = (JsonObject)evidence.DeepClone();
        details["version"] = next.Version;
        details["former"] = next.FormerVersion;
        details["reason"] = next.Reason;
        await workspace.Audit.AppendAsync(transaction, new(next.ChangedBy, $"endpoint.{action}", $"endpoint:{next.Name}", details), ct);
    }
}

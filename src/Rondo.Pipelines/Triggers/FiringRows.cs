using System.Data.Common;
using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Pipelines.Triggers;

/// <summary>Reads and writes the table of firings.</summary>
internal static class FiringRows
{
    public const string Columns = "SELECT name, number, project, kind, cause, fired_at, fired_by, evidence, state, note FROM trigger_firings ";

    public static TriggerFiring Read(DbDataReader r) => new(r.GetString(0), r.GetInt64(1), r.GetString(2), r.GetString(3), r.GetString(4), Time(r.GetInt64(5)), r.GetString(6))
    {
        Evidence = JsonNode.Parse(r.GetString(7))!.AsObject(),
        State = Enum.Parse<FiringState>(r.GetString(8), ignoreCase: true),
        Note = r.GetString(9),
    };

    /// <summary>Adds a firing with its audit event; false when the cause has fired before.</summary>
    public static async Task<bool> AddAsync(Workspace workspace, DbTransaction transaction, FireRequest request, CancellationToken ct)
    {
        var added = await transaction.ExecuteSqlAsync(
            """
            INSERT INTO trigger_firings (name, number, project, kind, cause, fired_at, fired_by, evidence, state, note)
            SELECT @trigger, coalesce(max(number), 0) + 1, @project, @kind, @cause, @at, @by, @evidence, 'waiting', '' FROM trigger_firings WHERE name = @trigger
            ON CONFLICT (name, cause) DO NOTHING
            """,
            [
                ("trigger", request.Trigger), ("project", request.Project), ("kind", request.Kind), ("cause", request.Cause), ("at", Micros(workspace.Clock.GetUtcNow())),
                ("by", request.By), ("evidence", CanonicalJson.Text(request.Evidence)),
            ],
            ct) > 0;
        if (added)
        {
            var details = new JsonObject { ["kind"] = request.Kind, ["cause"] = request.Cause, ["evidence"] = request.Evidence.DeepClone() };
            await workspace.Audit.AppendAsync(transaction, new(request.By, "trigger.fire", "trigger:" + request.Trigger, details), ct);
        }

        return added;
    }

    public static long Micros(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private static DateTimeOffset Time(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);
}

using System.Data.Common;
using System.Text.Json.Nodes;
using Rondo.Kernel;

namespace Rondo.Modeling.Registry;

/// <summary>Reads rows of <c>model_versions</c>; one that somebody spoiled is a failure that names it.</summary>
internal static class VersionReading
{
    /// <summary>A version, without its aliases.</summary>
    public static ModelVersion Read(DbDataReader row)
    {
        try
        {
            return Parse(row);
        }
        catch (Exception e) when (e is FormatException or System.Text.Json.JsonException or InvalidOperationException or InvalidCastException or NullReferenceException or ArgumentException)
        {
            var name = new ModelVersion(row.GetString(0), row.GetInt64(1), default, default).ToString();
            throw new FailureException(
                new Failure("model.record-broken", $"The record of {name} in the database cannot be read: {e.Message}", "Somebody edited the database: 'rondo audit verify' says what. Bring the database back from a backup.") { Kind = FailureKind.World }, e);
        }
    }

    private static ModelVersion Parse(DbDataReader row) => new(row.GetString(0), row.GetInt64(1), Digest.Parse(row.GetString(2)), Digest.Parse(row.GetString(3)))
    {
        Origin = row.GetString(4),
        Run = row.IsDBNull(5) ? null : new RunId(row.GetString(5)),
        Lineage = JsonNode.Parse(row.GetString(6))!.AsObject().ToDictionary(l => l.Key, l => Digest.Parse((string)l.Value!), StringComparer.Ordinal),
        Gate = JsonNode.Parse(row.GetString(7))!.AsObject(),
        Blocked = row.GetInt64(8) != 0,
        Measurements = [.. JsonNode.Parse(row.GetString(9))!.AsArray().Select(m => MeasurementJson.Read(m!.AsObject()))],
        CreatedAt = DateTimeOffset.UnixEpoch.AddTicks(TimeSpan.TicksPerMicrosecond * row.GetInt64(10)),
        CreatedBy = row.GetString(11),
        PushedBy = row.IsDBNull(12) ? null : row.GetString(12),
    };
}

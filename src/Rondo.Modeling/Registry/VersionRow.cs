using System.Data.Common;
using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Modeling.Registry;

/// <summary>A version as it stands in its table, so that what stands there can be compared with what the audit log says was registered.</summary>
internal sealed record VersionRow(string Model, long Version, string Digest, string Bundle, string Origin, string? Run, string Lineage, string Gate, long Blocked, string Measurements, long CreatedAt, string CreatedBy)
{
    private const string Select = "SELECT model, version, digest, bundle, origin, run, lineage, gate, blocked, measurements, created_at, created_by FROM model_versions ";

    /// <summary><c>bike-demand@3</c>.</summary>
    public string Name => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Model}@{Version}");

    /// <summary>How a version is written.</summary>
    public static VersionRow Of(ModelVersion version, long number) => new(
        version.Model, number, version.Digest.Hex, version.Bundle.Hex, version.Origin, version.Run?.Value,
        CanonicalJson.Text(new JsonObject(version.Lineage.Select(l => KeyValuePair.Create(l.Key, (JsonNode?)l.Value.Hex)))),
        CanonicalJson.Text(version.Gate),
        version.Blocked ? 1L : 0L,
        CanonicalJson.Text(new JsonArray([.. version.Measurements.Select(MeasurementJson.Write)])),
        (version.CreatedAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
        version.CreatedBy);

    /// <summary>All of them, as they stand.</summary>
    public static async Task<IReadOnlyList<VersionRow>> AllAsync(DbConnection connection, CancellationToken ct)
    {
        await using var command = connection.Sql(Select + "ORDER BY model, version");
        return await command.ToListAsync(Read, ct);
    }

    /// <summary>One of them, as the transaction sees it.</summary>
    public static async Task<VersionRow?> FindAsync(DbTransaction transaction, string model, long version, CancellationToken ct)
    {
        await using var command = transaction.Sql(Select + "WHERE model = @model AND version = @version", ("model", model), ("version", version));
        return await command.ToListAsync(Read, ct) is [var row] ? row : null;
    }

    /// <summary>What the audit event of its registration says of it: identity, bundle, digests of gate, measurements and of the whole row, and <paramref name="more"/>.</summary>
    public JsonObject Told(params IEnumerable<(string Key, JsonNode? Value)> more)
    {
        var told = new JsonObject
        {
            ["digest"] = Digest,
            ["bundle"] = Bundle,
            ["gateDigest"] = Kernel.Digest.OfText(Gate).Hex,
            ["measurementsDigest"] = Kernel.Digest.OfText(Measurements).Hex,
            ["rowDigest"] = Kernel.Digest.OfText(CanonicalJson.Text(new JsonArray(Model, Version, Digest, Bundle, Origin, Run, Lineage, Gate, Blocked, Measurements, CreatedAt, CreatedBy))).Hex,
        };
        foreach (var (key, value) in more)
        {
            told[key] = value;
        }

        return told;
    }

    /// <summary>How the row differs from the event of its registration, in words; null when it does not. Events of older versions of the program say less.</summary>
    public string? DifferenceFrom(JsonObject registered)
    {
        var now = Told();
        var changed = new List<string>();
        foreach (var (key, name) in ((string, string)[])[("digest", "identity"), ("bundle", "bundle"), ("gateDigest", "gate report"), ("measurementsDigest", "measured values"), ("rowDigest", "record")])
        {
            if ((key is not "rowDigest" || changed.Count == 0) && (string?)registered[key] is { } then && !string.Equals(then, (string?)now[key], StringComparison.Ordinal))
            {
                changed.Add(name);
            }
        }

        return changed.Count == 0 ? null : $"what it says of its {string.Join(" and its ", changed)} is not what was registered";
    }

    private static VersionRow Read(DbDataReader r) => new(
        r.GetString(0), r.GetInt64(1), r.GetString(2), r.GetString(3), r.GetString(4), r.IsDBNull(5) ? null : r.GetString(5), r.GetString(6), r.GetString(7), r.GetInt64(8), r.GetString(9), r.GetInt64(10), r.GetString(11));
}

using System.Data.Common;
using System.Text.Json.Nodes;
using Rondo.Bundles;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Modeling.Registry;

/// <summary>
/// The version that a received one becomes: judged anew. The gate rests on what the bundle and the evaluations of the run that made it say,
/// as far as they are here, and on what is measured here; what is not here was not measured.
/// </summary>
/// <param name="Version">Without its number here.</param>
/// <param name="Here">What was measured on this machine.</param>
/// <param name="JudgedBy">Whose charter judged, for people.</param>
internal sealed record ReceivedVersion(ModelVersion Version, IReadOnlyList<Measurement> Here, string JudgedBy)
{
    /// <summary>
    /// Judges by <paramref name="own"/>, else by the charter it was registered under; by none, the gate is UNKNOWN. The tier is the strictest of those of
    /// both charters and of the version's own record: pushing takes none away.
    /// </summary>
    public static async Task<ReceivedVersion> JudgeAsync(Workspace workspace, ModelVersion told, Bundle bundle, Charter? own, CancellationToken ct)
    {
        var registered = await RegisteredCharter.OfAsync(workspace, told, ct);
        var charter = own ?? registered;
        var tier = RiskWord.Stricter(own?.Risk, registered?.Risk, told.Risk);
        var here = MeasuredHere.Of(bundle, workspace.Clock, ct);
        IReadOnlyList<Measurement> all =
        [
            .. DataMeasurements.Of(bundle.Profile), .. await ReceivedEvaluations.ReadAsync(workspace, told, ct), .. here, .. await MeasuredHere.ChampionAsync(workspace, told.Model, charter, ct),
        ];
        var gate = charter is null ? null : GateReport.Judge(charter, all);
        var version = told with
        {
            Origin = ReceiveVersion.Origin,
            Gate = VersionJudging.ToJson(gate, "UNKNOWN", tier),
            Blocked = gate?.BlocksPromotion(tier ?? RiskTier.Low) ?? false,
            Measurements = all,
        };
        return new(version, here, own is not null ? "the charter here" : charter is not null ? "the charter it was registered under" : "nobody");
    }

    /// <summary>Keeps what was measured here, and what was said of it where it comes from, as said.</summary>
    public async Task KeepAsync(DbTransaction transaction, ReceiveRequest request, long number, DateTimeOffset now, CancellationToken ct)
    {
        var told = request.Version;
        var said = new JsonObject
        {
            ["registeredBy"] = told.CreatedBy,
            ["origin"] = told.Origin,
            ["gate"] = told.Gate.DeepClone(),
            ["judgedHereBy"] = JudgedBy,
            ["evidence"] = new JsonArray([.. request.Evidence.Select(e => (JsonNode)new JsonObject { ["kind"] = e.Kind, ["at"] = ModelJson.Time(e.At), ["by"] = e.By, ["content"] = e.Content.DeepClone() })]),
        };
        await ModelWrites.AddEvidenceAsync(transaction, told.Model, number, new(ImportModel.SaidElsewhere, said, now, request.User), ct);
        await ModelWrites.AddEvidenceAsync(transaction, told.Model, number, RegisterModel.Latency(Here, now, request.User), ct);
    }
}

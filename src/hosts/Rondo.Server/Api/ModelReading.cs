using System.Text.Json.Nodes;
using Rondo.Bundles;
using Rondo.Kernel;
using Rondo.Modeling;
using Rondo.Modeling.Registry;

namespace Rondo.Server.Api;

/// <summary>Reads versions as the API shows them.</summary>
internal static class ModelReading
{
    /// <summary>What may change of a version: the aliases that name it.</summary>
    public static string TagOf(ModelVersion version) => $"\"{Digest.OfText($"{version}|{string.Join(',', version.Aliases.Order(StringComparer.Ordinal))}").Abbreviated}\"";

    public static ModelVersionView View(ModelDetails details, bool needsReview)
    {
        var v = details.Version;
        return new(
            v.Model, v.Version, v.Digest.Hex, v.Bundle.Hex, v.Origin, v.Run?.Value, v.Aliases, v.GateOutcome, v.Blocked, needsReview, v.CreatedAt, v.CreatedBy, v.PushedBy, details.Card,
            SignatureOf(details.Signature),
            [.. v.Measurements.Select(MeasurementView.Of)],
            [.. (v.Gate["judgements"] as JsonArray ?? []).OfType<JsonObject>().Select(Line)],
            [.. details.Evidence.Select(e => new EvidenceView(e.Kind, e.At, e.By, e.Content))],
            details.LooksAtItsTest,
            v.Lineage.ToDictionary(l => l.Key, l => l.Value.Hex, StringComparer.Ordinal));
    }

    public static SignatureView SignatureOf(Signature signature) => new(
        signature.Task, signature.Target,
        [.. signature.Inputs.Select(f => new FieldView(f.Name, f.Type.ToString().ToLowerInvariant(), f.Unit, Times.Finite(f.Minimum), Times.Finite(f.Maximum), f.Categories, f.Nullable))],
        signature.Classes);

    private static GateLineView Line(JsonObject j) => new(
        (string?)j["text"] ?? "", (string?)j["outcome"] ?? "UNKNOWN", (double?)j["value"], (double?)j["low"], (double?)j["high"], (double?)j["boundValue"], (string?)j["unit"] ?? "", (string?)j["sentence"] ?? "");
}

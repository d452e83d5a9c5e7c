using System.Text.Json.Nodes;
using Rondo.Modeling.Registry;
using Rondo.Stores;

namespace Rondo.Modeling;

/// <summary>Whether the audit log holds, and whether the registry is what the log says it is.</summary>
/// <param name="Chain">The verdict about the log itself.</param>
/// <param name="Registry">Sentences about versions, aliases and looks that are not what was recorded; empty where the chain does not hold.</param>
public sealed record AuditReport(AuditVerdict Chain, IReadOnlyList<string> Registry)
{
    /// <summary>Whether nothing was touched.</summary>
    public bool Intact => Chain.Intact && Registry.Count == 0;

    /// <summary>The first thing that is wrong, or that nothing is.</summary>
    public string Finding => Chain.Intact && Registry.Count > 0 ? Registry[0] : Chain.Finding;

    /// <summary>For machines.</summary>
    public JsonObject ToJson() => new()
    {
        ["intact"] = Intact,
        ["length"] = Chain.Length,
        ["head"] = Chain.Head.Hex,
        ["firstBad"] = Chain.FirstBad,
        ["finding"] = Finding,
        ["registry"] = new JsonArray([.. Registry.Select(f => (JsonNode?)f)]),
    };
}

/// <summary><c>rondo audit verify</c>: walks the chain, then compares every version, alias and look of the registry with the event that made it.</summary>
public static class VerifyAudit
{
    /// <summary>Verifies.</summary>
    public static async Task<AuditReport> RunAsync(Workspace workspace, CancellationToken ct)
    {
        // The registry first: what is written meanwhile is in the log then, and not the reverse.
        var registry = await RegistryRows.ReadAsync(workspace, ct);
        var chain = await workspace.Audit.VerifyAsync(ct);
        return new(chain, chain.Intact ? await new RegistryCheck(workspace, registry).FindingsAsync(ct) : []);
    }
}

using System.Text.Json.Nodes;
using Rondo.Stores;

namespace Rondo.Modeling;

/// <summary>The whole ancestry of one thing: rows, code, people, decisions.</summary>
/// <param name="Subject">What was asked about, as a full name.</param>
/// <param name="Root">The tree.</param>
/// <param name="Decisions">What people and rules decided about it, oldest first.</param>
public sealed record WhyReport(string Subject, Ancestor Root, IReadOnlyList<AuditEntry> Decisions)
{
    /// <summary>For machines.</summary>
    public JsonObject ToJson() => new()
    {
        ["subject"] = Subject,
        ["ancestry"] = Root.ToJson(),
        ["decisions"] = new JsonArray([.. Decisions.Select(d => (JsonNode?)new JsonObject
        {
            ["at"] = d.At.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            ["actor"] = d.Event.Actor,
            ["action"] = d.Event.Action,
            ["details"] = d.Event.Details.DeepClone(),
        })]),
    };
}

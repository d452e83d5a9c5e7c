using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Deployment;
using Rondo.Deployment.Endpoints;

namespace Rondo.Cli;

/// <summary>Endpoints and their changes as commands print them, whoever said it.</summary>
internal static class EndpointDocument
{
    private static readonly string[] Keys = ["name", "project", "model", "version", "former", "state", "revision", "changedAt", "changedBy", "reason"];
    private static readonly string[] IdKeys = ["repeatedIds", "repeatedId"];
    private static readonly string[] ChangeKeys = ["revision", "action", "version", "formerVersion", "at", "by", "reason"];

    public static JsonObject Of(JsonObject said) => Taken(said, Keys);

    /// <summary>Of one endpoint; says also which ids were given again.</summary>
    public static JsonObject WithIds(JsonObject said) => Taken(said, [.. Keys, .. IdKeys]);

    public static JsonObject Of(Endpoint e, (long Count, string? Latest) repeated)
    {
        var document = Of(e);
        (document["repeatedIds"], document["repeatedId"]) = (repeated.Count, repeated.Latest);
        return document;
    }

    public static JsonObject OfChange(JsonObject said) => Taken(said, ChangeKeys);

    public static JsonObject Of(Endpoint e) => new()
    {
        ["name"] = e.Name,
        ["project"] = e.Project,
        ["model"] = e.Model,
        ["version"] = e.Version,
        ["former"] = e.FormerVersion,
        ["state"] = e.State.ToString().ToLowerInvariant(),
        ["revision"] = e.Revision,
        ["changedAt"] = Time(e.ChangedAt),
        ["changedBy"] = e.ChangedBy,
        ["reason"] = e.Reason,
    };

    public static JsonObject Of(EndpointChange c) => new()
    {
        ["revision"] = c.Revision,
        ["action"] = c.Action,
        ["version"] = c.Version,
        ["formerVersion"] = c.FormerVersion,
        ["at"] = Time(c.At),
        ["by"] = c.By,
        ["reason"] = c.Reason,
    };

    // As System.Text.Json writes times, so that both desks say the same.
    private static string Time(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);

    private static JsonObject Taken(JsonObject said, string[] keys) => new(keys.Select(k => KeyValuePair.Create(k, said[k]?.DeepClone())));
}

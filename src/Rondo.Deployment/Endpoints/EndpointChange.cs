using System.Text.Json.Nodes;

namespace Rondo.Deployment.Endpoints;

/// <summary>Something that was done to an endpoint.</summary>
/// <param name="Endpoint">Which one.</param>
/// <param name="Revision">The endpoint's revision after it.</param>
/// <param name="Action"><c>deploy</c>, <c>rollback</c>, <c>stop</c> or <c>start</c>.</param>
/// <param name="Version">The version that answers after it.</param>
/// <param name="FormerVersion">Where a rollback leads after it.</param>
/// <param name="At">When.</param>
/// <param name="By">A person, or <c>rondo</c> when the guard did it.</param>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="Evidence">The model, digest and checks of a deployment; the counts that made the guard roll back.</param>
public sealed record EndpointChange(
    string Endpoint, long Revision, string Action, long? Version, long? FormerVersion, DateTimeOffset At, string By, string Reason, JsonObject Evidence)
{
    /// <summary>Who acts when the guard rolls back.</summary>
    public const string Guard = "rondo";
}

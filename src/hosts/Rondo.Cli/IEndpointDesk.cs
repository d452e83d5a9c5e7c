using System.Text.Json.Nodes;
using Rondo.Deployment;

namespace Rondo.Cli;

/// <summary>Where endpoints are changed and asked about: a server, or the workspace itself. Both give the same documents.</summary>
internal interface IEndpointDesk : IAsyncDisposable
{
    /// <summary>Who does what was changed, in a sentence.</summary>
    string Effect { get; }

    /// <summary>Puts a version behind an endpoint.</summary>
    Task<JsonObject> DeployAsync(string endpoint, string model, string reason, bool despiteGate, CancellationToken ct);

    /// <summary>Puts the former version back.</summary>
    Task<JsonObject> RollbackAsync(string endpoint, string reason, CancellationToken ct);

    /// <summary>Takes an endpoint out of service, or back into it.</summary>
    Task<JsonObject> SetStateAsync(string endpoint, EndpointStatus state, string reason, CancellationToken ct);

    /// <summary>The endpoints, by name.</summary>
    Task<IReadOnlyList<JsonObject>> ListAsync(CancellationToken ct);

    /// <summary>One endpoint and what was done to it last.</summary>
    Task<(JsonObject Endpoint, IReadOnlyList<JsonObject> Changes)> FindAsync(string endpoint, CancellationToken ct);

    /// <summary>Says what turned out to be true: accepted, repeated, replaced, conflicts.</summary>
    Task<JsonObject> FeedbackAsync(string endpoint, IReadOnlyList<Feedback> items, bool replace, CancellationToken ct);
}

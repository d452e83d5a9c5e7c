using System.Text.Json.Nodes;
using Rondo.Deployment.Alerts;

namespace Rondo.Cli;

/// <summary>Where alerts are read and changed: a server, or the workspace itself. Both give the documents of the REST API.</summary>
internal interface IAlertDesk : IAsyncDisposable
{
    /// <summary>Alerts, newest first.</summary>
    Task<IReadOnlyList<JsonObject>> ListAsync(bool resolvedToo, int limit, CancellationToken ct);

    /// <summary>One with its evidence, what explains it, and its life.</summary>
    Task<JsonObject> FindAsync(string alert, CancellationToken ct);

    /// <summary>Does what a person wants with it.</summary>
    Task<JsonObject> ChangeAsync(string alert, AlertAction action, string comment, TimeSpan? silence, CancellationToken ct);
}

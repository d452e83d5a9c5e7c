using System.Data.Common;
using System.Text.Json.Nodes;
using Rondo.Stores;

namespace Rondo.Deployment.Alerts;

/// <summary>What is asked of <see cref="RaiseAlert"/>.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Rule">What was violated; with the endpoint the key under which only one alert is open.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Sentence">What is the matter, in a sentence.</param>
/// <param name="Evidence">What it is based on.</param>
public sealed record RaiseRequest(string Endpoint, string Rule, AlertSeverity Severity, string Sentence, JsonObject Evidence)
{
    /// <summary>Whether it holds only once so far, and is not to disturb anybody yet.</summary>
    public bool Pending { get; init; }
}

/// <summary>Raises an alert, or brings the open one of the same endpoint and rule up to date.</summary>
public static class RaiseAlert
{
    /// <summary>
    /// Raises. A pending alert fires when it is raised again without <see cref="RaiseRequest.Pending"/>; one that fires, is acknowledged or
    /// silenced stays so, with the newer sentence and evidence. What begins to fire is told to the <paramref name="channels"/> of the project.
    /// </summary>
    /// <returns>The alert as it is now.</returns>
    public static async Task<Alert> RunAsync(Workspace workspace, RaiseRequest request, int channels, CancellationToken ct)
    {
        Alert? raised = null;
        await workspace.WriteAsync(
            async (transaction, token) =>
            {
                var (alert, began) = await InAsync(transaction, workspace, request, token);
                raised = alert;
                await Outbox.AddAsync(transaction, workspace, began ? [alert] : [], channels, token);
            },
            ct);
        return raised!;
    }

    /// <summary>The same inside a transaction. Tells whether the alert began to fire, and nobody of it.</summary>
    internal static async Task<(Alert Alert, bool Began)> InAsync(DbTransaction transaction, Workspace workspace, RaiseRequest request, CancellationToken ct)
    {
        // As it will be read again, so that whoever is told at once sees the same.
        request = request with { Evidence = JsonNode.Parse(request.Evidence.ToJsonString())!.AsObject() };
        var now = workspace.Clock.GetUtcNow();
        if (await AlertWrites.OpenAsync(transaction, request.Endpoint, request.Rule, ct) is not { } open)
        {
            var opened = await AlertWrites.InsertAsync(transaction, workspace, request, request.Pending ? AlertState.Pending : AlertState.Firing, now, ct);
            return (opened, !request.Pending);
        }

        await AlertWrites.RefreshAsync(transaction, open, request, now, ct);
        var fresh = open with { Sentence = request.Sentence, Evidence = request.Evidence, Severity = request.Severity, ChangedAt = now };
        var fires = open.State == AlertState.Pending && !request.Pending;
        var speaks = open.State == AlertState.Silenced && open.SilencedUntil <= now;
        return fires || speaks
            ? (await AlertWrites.MoveAsync(transaction, workspace, fresh, AlertState.Firing, new(now, AlertWrites.Monitor, request.Sentence), ct), true)
            : (fresh, false);
    }
}

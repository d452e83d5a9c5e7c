using System.Globalization;
using System.Text.Json.Nodes;
using Rondo.Deployment.Alerts;
using Rondo.Deployment.Capture;
using Rondo.Stores;

namespace Rondo.Deployment.Monitoring;

/// <summary>Raises an alert when predictions were answered and not captured: what is not captured is neither watched nor learned from. One for each process; to be asked every few seconds.</summary>
public sealed class WatchLosses(Workspace workspace, CaptureLog captures)
{
    private const string Rule = "capture";
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(5);
    private readonly Dictionary<string, (long Told, DateTimeOffset At)> _open = new(StringComparer.Ordinal);
    private bool _began;

    /// <summary>Looks. What was told before and has been quiet for five minutes is resolved, also when an earlier process told it.</summary>
    /// <param name="channels">How many channels <c>monitor.notify</c> has.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>A sentence for each endpoint that lost predictions since the last look.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(int channels, CancellationToken ct)
    {
        if (!_began)
        {
            await RememberAsync(ct);
        }

        var said = new List<string>();
        var now = workspace.Clock.GetUtcNow();
        foreach (var (endpoint, (rows, why)) in captures.Lost.Where(l => l.Value.Rows > _open.GetValueOrDefault(l.Key).Told))
        {
            var sentence = string.Create(CultureInfo.InvariantCulture, $"{rows} predictions were answered and not captured, so that nothing watches them or learns from them: {why}");
            await RaiseAlert.RunAsync(workspace, new(endpoint, Rule, AlertSeverity.Critical, sentence, new JsonObject { ["lost"] = rows, ["why"] = why }), channels, ct);
            _open[endpoint] = (rows, now);
            said.Add($"{endpoint}: {sentence}");
        }

        foreach (var (endpoint, (told, _)) in _open.Where(o => now - o.Value.At >= Quiet).ToList())
        {
            await ResolveAsync(endpoint, ct);
            _open[endpoint] = (told, DateTimeOffset.MaxValue);
        }

        return said;
    }

    private async Task RememberAsync(CancellationToken ct)
    {
        foreach (var alert in (await new AlertStore(workspace).ListAsync(new AlertFilter(OpenOnly: true), 200, before: null, ct)).Where(a => a.Rule is Rule))
        {
            _open[alert.Endpoint] = (0, workspace.Clock.GetUtcNow());
        }

        _began = true;
    }

    private Task ResolveAsync(string endpoint, CancellationToken ct) => workspace.WriteAsync(
        async (transaction, token) =>
        {
            if (await AlertWrites.OpenAsync(transaction, endpoint, Rule, token) is { } open)
            {
                await AlertWrites.MoveAsync(transaction, workspace, open, AlertState.Resolved, new(workspace.Clock.GetUtcNow(), AlertWrites.Monitor, "Predictions are captured again."), token);
            }
        },
        ct);
}

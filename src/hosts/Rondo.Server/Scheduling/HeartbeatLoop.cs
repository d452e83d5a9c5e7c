using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rondo.Stores;

namespace Rondo.Server.Scheduling;

/// <summary>Runs every <see cref="IHeartbeat"/>, each at its own pace and under its own lease. A beat that fails stops no other.</summary>
internal sealed partial class HeartbeatLoop(Workspace workspace, IEnumerable<IHeartbeat> heartbeats, ILogger<HeartbeatLoop> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(heartbeats.Select(h => Task.Run(() => LoopAsync(h, stoppingToken), CancellationToken.None)));

    private async Task LoopAsync(IHeartbeat heart, CancellationToken ct)
    {
        await using var lease = heart.OnEveryServer ? null : new HeldLease(workspace, "heartbeat:" + heart.Name);
        while (!ct.IsCancellationRequested)
        {
            await BeatAsync(heart, lease, ct);
            await Task.Delay(heart.Every, workspace.Clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task BeatAsync(IHeartbeat heart, HeldLease? lease, CancellationToken ct)
    {
        try
        {
            if (lease is null)
            {
                await heart.BeatAsync(ct);
            }
            else if (await lease.HoldAsync(ct))
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, lease.Lost);
                await heart.BeatAsync(either.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // the server stops, or another one has taken over
        }
#pragma warning disable CA1031 // whatever a beat stumbles over, the heart goes on
        catch (Exception problem)
#pragma warning restore CA1031
        {
            Failed(log, problem, heart.Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Heartbeat} failed; it is tried again.")]
    private static partial void Failed(ILogger log, Exception problem, string heartbeat);
}

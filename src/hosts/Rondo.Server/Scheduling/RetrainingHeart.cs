using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Rondo.Deployment.Endpoints;
using Rondo.Deployment.Retraining;
using Rondo.Modeling.Review;
using Rondo.Stores;

namespace Rondo.Server.Scheduling;

/// <summary>
/// Looks at what asks for a retraining, carries on those that run, and brings approved versions behind their endpoints. Each endpoint has its
/// own turn, under a lease of its own: a retraining that takes an hour holds up no other endpoint. A few work at once, the others wait.
/// </summary>
internal sealed partial class RetrainingHeart(RetrainingLoop loop, Workspace workspace, ILogger<RetrainingHeart> log) : IHeartbeat, IAsyncDisposable
{
    private readonly SemaphoreSlim _places = new(Math.Max(2, Environment.ProcessorCount / 2));
    private readonly ConcurrentDictionary<string, Task> _turns = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();

    public string Name => "retraining";

    public TimeSpan Every => TimeSpan.FromSeconds(1);

    public async Task BeatAsync(CancellationToken ct)
    {
        await WithdrawSuperseded.RunAsync(workspace, "rondo", ct);
        foreach (var endpoint in await new EndpointStore(workspace).ListAsync(ct))
        {
            if (!_turns.TryGetValue(endpoint.Name, out var turn) || turn.IsCompleted)
            {
                _turns[endpoint.Name] = Task.Run(() => TurnAsync(endpoint.Name), CancellationToken.None);
            }
        }

        await loop.HandOverAsync(ct);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_turns.Values);
        _stop.Dispose();
        _places.Dispose();
    }

    private async Task TurnAsync(string endpoint)
    {
        try
        {
            await _places.WaitAsync(_stop.Token);
            try
            {
                await loop.TickAsync(endpoint, _stop.Token);
            }
            finally
            {
                _places.Release();
            }
        }
        catch (OperationCanceledException)
        {
            // the server stops, or another one has taken over
        }
#pragma warning disable CA1031 // whatever one endpoint stumbles over, the others go on
        catch (Exception problem)
#pragma warning restore CA1031
        {
            Failed(log, problem, endpoint);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The retraining of {Endpoint} failed; it is tried again.")]
    private static partial void Failed(ILogger log, Exception problem, string endpoint);
}

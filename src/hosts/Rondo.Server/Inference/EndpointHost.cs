using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Rondo.Deployment.Capture;
using Rondo.Deployment.Serving;
using Rondo.Kernel;

namespace Rondo.Server.Inference;

/// <summary>
/// Keeps the endpoints of this process as the table says, and rolls its captures. Every server does this for what it holds in memory, so no
/// lease is needed. What is in the table is loaded before the first request is taken.
/// </summary>
internal sealed partial class EndpointHost(EndpointServer server, CaptureLog captures, ILogger<EndpointHost> log) : IHostedService, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Reminder = TimeSpan.FromMinutes(10);
    private readonly CancellationTokenSource _stop = new();
    private Task _loops = Task.CompletedTask;
    private string? _told;
    private long _toldAt;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await server.SyncAsync(cancellationToken);
        _loops = Task.WhenAll(Task.Run(() => server.FollowAsync(e => NotFollowed(log, e), _stop.Token), CancellationToken.None), Task.Run(RollAsync, CancellationToken.None));
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _loops;
    }

    public void Dispose() => _stop.Dispose();

    private async Task RollAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await captures.RollAsync(_stop.Token);
                await server.SaveTrafficAsync(_stop.Token);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or FailureException or System.Data.Common.DbException)
            {
                Tell(e);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(Pause, TimeProvider.System, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Tried every second; told when it is something else, and now and then.
    private void Tell(Exception problem)
    {
        var now = TimeProvider.System.GetTimestamp();
        if (!string.Equals(_told, problem.Message, StringComparison.Ordinal) || TimeProvider.System.GetElapsedTime(_toldAt, now) > Reminder)
        {
            (_told, _toldAt) = (problem.Message, now);
            NotRolled(log, problem.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The table of endpoints could not be followed; it is tried again.")]
    private static partial void NotFollowed(ILogger log, Exception problem);

    [LoggerMessage(Level = LogLevel.Error, Message = "Captures could not be rolled; they stay in their journal, and it is tried again: {Problem}")]
    private static partial void NotRolled(ILogger log, string problem);
}

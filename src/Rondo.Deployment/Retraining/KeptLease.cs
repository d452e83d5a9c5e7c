using System.Globalization;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Deployment.Retraining;

/// <summary>A lease that is renewed while a long stage runs. By the machine's clock: it lasts real time, also where the project lives in simulated time.</summary>
internal sealed class KeptLease : IAsyncDisposable
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(8);

    private readonly Workspace _workspace;
    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _done = new();
    private readonly Task _renewing;

    private KeptLease(Workspace workspace, Lease lease)
    {
        (_workspace, Lease) = (workspace, lease);
        _renewing = RenewAsync();
    }

    public Lease Lease { get; }

    /// <summary>Cancelled when another owner has taken over.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Takes a lease; null while another owner holds it.</summary>
    public static async Task<KeptLease?> TryTakeAsync(Workspace workspace, string name, CancellationToken ct)
    {
        var owner = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}-{Environment.ProcessId}-{RunId.New(TimeProvider.System)}");
        return await workspace.Leases.TryAcquireAsync(name, owner, Duration, ct) is { } lease ? new(workspace, lease) : null;
    }

    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync();
        await _renewing;
        if (!_lost.IsCancellationRequested)
        {
            await _workspace.Leases.ReleaseAsync(Lease, CancellationToken.None);
        }

        _lost.Dispose();
        _done.Dispose();
    }

    private async Task RenewAsync()
    {
        while (!_done.IsCancellationRequested)
        {
            await Task.Delay(Renewal, TimeProvider.System, _done.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!_done.IsCancellationRequested && !await _workspace.Leases.RenewAsync(Lease, Duration, CancellationToken.None))
            {
                await _lost.CancelAsync();
                return;
            }
        }
    }
}

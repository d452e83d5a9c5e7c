using Rondo.Stores;

namespace Rondo.Server.Scheduling;

/// <summary>A lease that is kept from beat to beat and renewed in between, so that the same server goes on until it stops or dies.</summary>
internal sealed class HeldLease(Workspace workspace, string name, string owner) : IAsyncDisposable
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(3);

    private CancellationTokenSource _lost = new();
    private Lease? _lease;
    private Task _renewing = Task.CompletedTask;

    /// <summary>Cancelled when the lease that <see cref="HoldAsync"/> gave is lost.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Whether it is held now; tries to take it when it is not.</summary>
    public async Task<bool> HoldAsync(CancellationToken ct)
    {
        if (_lease is not null && !_lost.IsCancellationRequested)
        {
            return true;
        }

        await _renewing;
        if (await workspace.Leases.TryAcquireAsync(name, owner, Duration, ct) is not { } lease)
        {
            return false;
        }

        _lost.Dispose();
        _lost = new();
        _lease = lease;
        _renewing = RenewAsync(lease, _lost);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        var held = _lease is not null && !_lost.IsCancellationRequested;
        await _lost.CancelAsync();
        await _renewing;
        if (held)
        {
            await workspace.Leases.ReleaseAsync(_lease!, CancellationToken.None);
        }

        _lost.Dispose();
    }

    // By the machine's clock: a lease lasts real time, also where the project lives in simulated time.
    private async Task RenewAsync(Lease lease, CancellationTokenSource lost)
    {
        while (!lost.IsCancellationRequested)
        {
            await Task.Delay(Renewal, TimeProvider.System, lost.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!lost.IsCancellationRequested && !await StillMineAsync(lease))
            {
                await lost.CancelAsync();
            }
        }
    }

    private async Task<bool> StillMineAsync(Lease lease)
    {
        try
        {
            return await workspace.Leases.RenewAsync(lease, Duration, CancellationToken.None);
        }
        catch (Kernel.FailureException)
        {
            return false;
        }
    }
}

using System.Globalization;
using Rondo.Kernel;

namespace Rondo.Stores;

/// <summary>
/// A lease that is renewed while it is held, so that one owner goes on for as long as it lives. By the machine's clock: it lasts real time,
/// also where the project lives in simulated time. To be disposed, which gives it back.
/// </summary>
public sealed class HeldLease : IAsyncDisposable
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(3);

    private readonly Workspace _workspace;
    private readonly string _name;
    private readonly string _owner = string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}-{Environment.ProcessId}-{RunId.New(TimeProvider.System)}");
    private CancellationTokenSource _lost = new();
    private Lease? _lease;
    private Task _renewing = Task.CompletedTask;

    /// <summary>Holds nothing yet.</summary>
    public HeldLease(Workspace workspace, string name) => (_workspace, _name) = (workspace, name);

    /// <summary>The lease that <see cref="HoldAsync"/> gave, for <see cref="ILeaseStore.DemandAsync"/>.</summary>
    /// <exception cref="InvalidOperationException">It was never held.</exception>
    public Lease Lease => _lease ?? throw new InvalidOperationException($"The lease '{_name}' is not held.");

    /// <summary>Cancelled when the lease that <see cref="HoldAsync"/> gave is lost to another owner.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Whether it is held now; tries to take it when it is not.</summary>
    public async Task<bool> HoldAsync(CancellationToken ct)
    {
        if (_lease is not null && !_lost.IsCancellationRequested)
        {
            return true;
        }

        await _renewing;
        if (await _workspace.Leases.TryAcquireAsync(_name, _owner, Duration, ct) is not { } lease)
        {
            return false;
        }

        _lost.Dispose();
        _lost = new();
        _lease = lease;
        _renewing = RenewAsync(lease, _lost);
        return true;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        var held = _lease is not null && !_lost.IsCancellationRequested;
        await _lost.CancelAsync();
        await _renewing;
        if (held)
        {
            await _workspace.Leases.ReleaseAsync(_lease!, CancellationToken.None);
        }

        _lost.Dispose();
    }

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
            return await _workspace.Leases.RenewAsync(lease, Duration, CancellationToken.None);
        }
        catch (FailureException)
        {
            return false;
        }
    }
}

using System.Globalization;
using Rondo.Kernel;
using Rondo.Stores;

namespace Rondo.Pipelines.Scheduling;

/// <summary>
/// The right to do a step's work, named by its key: whoever has it runs, others wait for the result. Renewed while held; a holder of this
/// machine that is dead is not waited for.
/// </summary>
internal sealed class StepLeases(Workspace workspace) : IAsyncDisposable
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(3);

    // Of the whole process: two runs in one are two owners.
    private static int _number;

    private readonly Lock _gate = new();
    private readonly HashSet<Lease> _held = [];
    private readonly List<Task> _releases = [];
    private readonly CancellationTokenSource _stop = new();
    private Task? _loop;

    /// <summary>Tries to take the lease of a key; null while another holds it.</summary>
    public async Task<Lease?> TryTakeAsync(Digest key, CancellationToken ct)
    {
        var name = "step:" + key.Hex;
        var owner = string.Create(CultureInfo.InvariantCulture, $"{ProcessName.Own}/{Interlocked.Increment(ref _number)}");
        var lease = await workspace.Leases.TryAcquireAsync(name, owner, Duration, ct);
        if (lease is null && await TakeFromTheDeadAsync(name, ct))
        {
            lease = await workspace.Leases.TryAcquireAsync(name, owner, Duration, ct);
        }

        if (lease is not null)
        {
            lock (_gate)
            {
                _held.Add(lease);
                _loop ??= RenewAsync();
            }
        }

        return lease;
    }

    /// <summary>Notes who holds the lease, in the transaction that begins the step's run.</summary>
    public static Task NoteAsync(System.Data.Common.DbTransaction transaction, Lease lease, CancellationToken ct) => transaction.ExecuteSqlAsync(
        "INSERT INTO step_holders (lease, owner, token) VALUES (@lease, @owner, @token) ON CONFLICT (lease) DO UPDATE SET owner = excluded.owner, token = excluded.token",
        [("lease", lease.Name), ("owner", lease.Owner), ("token", lease.Token)], ct);

    /// <summary>Gives a lease back, in the background.</summary>
    public void Release(Lease lease)
    {
        lock (_gate)
        {
            _held.Remove(lease);
            _releases.Add(workspace.Leases.ReleaseAsync(lease, CancellationToken.None));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_loop is not null)
        {
            await _loop;
        }

        await Task.WhenAll(_releases);
        _stop.Dispose();
    }

    private async Task<bool> TakeFromTheDeadAsync(string name, CancellationToken ct)
    {
        var holder = await workspace.Metadata.ReadAsync(
            async (connection, token) =>
            {
                await using var command = connection.Sql("SELECT owner, token FROM step_holders WHERE lease = @lease", ("lease", name));
                var rows = await command.ToListAsync(r => new Lease(name, r.GetString(0), r.GetInt64(1)), token);
                return rows.Count == 0 ? null : rows[0];
            },
            ct);
        if (holder is null || !ProcessName.IsDead(holder.Owner))
        {
            return false;
        }

        await workspace.Leases.ReleaseAsync(holder, ct);
        return true;
    }

    private async Task RenewAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await Task.Delay(Renewal, workspace.Clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Lease[] held;
            lock (_gate)
            {
                held = _stop.IsCancellationRequested ? [] : [.. _held];
            }

            // One that was lost is noticed when its result is published.
            await Task.WhenAll(held.Select(lease => workspace.Leases.RenewAsync(lease, Duration, CancellationToken.None)));
        }
    }
}

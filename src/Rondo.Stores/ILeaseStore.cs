namespace Rondo.Stores;

/// <summary>
/// Ownership for a time: of a step, a schedule, a monitor. Lives in the database, so that two processes or two machines agree.
/// </summary>
/// <remarks>
/// A fencing token grows with each change of owner; a write made under a lease carries it and is refused when a newer one exists.
/// Time is the database's own clock, so that machines need not agree on theirs. With SQLite no disk is waited for: a power cut that
/// undoes a lease has ended its holder too.
/// </remarks>
public interface ILeaseStore
{
    /// <summary>Takes a free or expired lease; null while another owner holds it.</summary>
    Task<Lease?> TryAcquireAsync(string name, string owner, TimeSpan duration, CancellationToken ct);

    /// <summary>Prolongs a lease; false when it was lost.</summary>
    Task<bool> RenewAsync(Lease lease, TimeSpan duration, CancellationToken ct);

    /// <summary>Gives a lease back; nothing happens when it was lost already.</summary>
    Task ReleaseAsync(Lease lease, CancellationToken ct);

    /// <summary>Throws unless the lease is still the newest: the guard inside a transaction that publishes under it.</summary>
    /// <exception cref="Rondo.Kernel.FailureException"><c>lease.lost</c>.</exception>
    Task DemandAsync(System.Data.Common.DbTransaction transaction, Lease lease, CancellationToken ct);
}

/// <summary>A held lease.</summary>
/// <param name="Name">What is owned.</param>
/// <param name="Owner">By whom: machine, process and a random part.</param>
/// <param name="Token">The fencing token; grows with every owner.</param>
public sealed record Lease(string Name, string Owner, long Token);

using System.Data.Common;

namespace Rondo.Stores;

/// <summary>
/// The relational half of a workspace: SQLite on one machine, PostgreSQL for a team. Each stage owns its tables and its numbered
/// migrations, and writes SQL that runs on both.
/// </summary>
/// <remarks>
/// The contract, enforced by a suite that every backend inherits:
/// a write whose task completed survives a power cut; writes are atomic and serialisable; writes queued at the same time may share one
/// commit, yet one that fails takes no other with it; readers see committed data only and are never blocked by a writer.
/// </remarks>
public interface IMetadataStore : IAsyncDisposable
{
    /// <summary>Which SQL is spoken.</summary>
    SqlDialect Dialect { get; }

    /// <summary>Runs queries on a pooled connection; they see one consistent state only if they open a transaction.</summary>
    Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken ct);

    /// <summary>Runs <paramref name="write"/> in a transaction and completes when it is durable. It may be retried on a conflict, so it changes nothing but the database.</summary>
    Task<T> WriteAsync<T>(Func<DbTransaction, CancellationToken, Task<T>> write, CancellationToken ct);

    /// <summary>
    /// As <see cref="WriteAsync"/>, in the same order as all other writes and as atomic, but a power cut may undo it as long as no later
    /// write is durable: for what is worth nothing once the processes of this machine are gone (leases, the beginnings of runs, progress).
    /// PostgreSQL, whose clients outlive it, makes it durable all the same.
    /// </summary>
    Task<T> WriteUnsyncedAsync<T>(Func<DbTransaction, CancellationToken, Task<T>> write, CancellationToken ct);
}

/// <summary>The SQL a metadata store speaks. What both speak alike needs no question.</summary>
public enum SqlDialect
{
    /// <summary>SQLite 3.35 or newer.</summary>
    Sqlite,

    /// <summary>PostgreSQL 15 or newer.</summary>
    PostgreSql,
}

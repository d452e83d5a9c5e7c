using System.Data.Common;
using Rondo.Kernel;

namespace Rondo.Stores.Metadata;

/// <summary>What the write queue needs to know of a database.</summary>
internal interface IWriteBackend
{
    /// <summary>Opens the connection that all writes of this process share.</summary>
    Task<DbConnection> OpenWriterAsync(CancellationToken ct);

    /// <summary>Begins a transaction that no other writer, here or in another process, overlaps; <paramref name="durable"/>: its commit waits for the disk.</summary>
    Task<DbTransaction> BeginExclusiveAsync(DbConnection connection, bool durable, CancellationToken ct);

    /// <summary>Whether the transaction can still be rolled back to a savepoint and committed.</summary>
    bool IsUsable(DbTransaction transaction);

    /// <summary>The failure a person can act on, or null where the exception is a bug of the caller (a constraint, a wrong statement).</summary>
    Failure? Explain(Exception exception);
}

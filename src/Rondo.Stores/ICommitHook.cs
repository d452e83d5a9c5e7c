using System.Data.Common;

namespace Rondo.Stores;

/// <summary>Called around each physical commit, inside the one writer. What must stand on disk beside the database is written here.</summary>
internal interface ICommitHook
{
    /// <summary>Everything is written but not committed; an exception rolls all of it back.</summary>
    Task BeforeCommitAsync(DbTransaction transaction, CancellationToken ct);

    /// <summary>The commit is durable; nothing may fail any more.</summary>
    Task AfterCommitAsync(CancellationToken ct);
}

using System.Data.Common;

namespace Rondo.Stores.Metadata;

/// <summary>A database that remembers by one number which migrations it has seen.</summary>
internal interface IMigrationTarget : IMetadataStore
{
    /// <summary>The one writer.</summary>
    WriteQueue Writes { get; }

    /// <summary>The number left by <see cref="StampAsync"/>; 0 in a fresh database. One cheap query.</summary>
    Task<long> FingerprintAsync(CancellationToken ct);

    /// <summary>What has to be done once outside a transaction.</summary>
    Task PrepareAsync(CancellationToken ct);

    /// <summary>Leaves the number of the migrations that were run.</summary>
    Task StampAsync(DbTransaction transaction, long fingerprint, CancellationToken ct);
}

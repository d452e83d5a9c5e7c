using System.Data.Common;
using Rondo.Kernel;

namespace Rondo.Stores;

/// <summary>
/// What came from what: artifacts, executions (runs), and the events that join them by port. The model of ML Metadata, in our own tables.
/// </summary>
public interface ILineageStore
{
    /// <summary>Records what a run read and wrote.</summary>
    Task RecordAsync(DbTransaction transaction, RunId run, IReadOnlyList<RunArtifact> artifacts, CancellationToken ct);

    /// <summary>The runs that wrote a content, newest first.</summary>
    Task<IReadOnlyList<RunId>> ProducersAsync(Digest artifact, CancellationToken ct);

    /// <summary>The runs that read a content, newest first.</summary>
    Task<IReadOnlyList<RunId>> ConsumersAsync(Digest artifact, CancellationToken ct);

    /// <summary>Everything a run read and wrote.</summary>
    Task<IReadOnlyList<RunArtifact>> OfRunAsync(RunId run, CancellationToken ct);

    /// <summary>Keeps a content from gc under a name of a stage: <c>modeling</c>, <c>bike-demand@3</c>. Pinning it twice is pinning it once.</summary>
    Task PinAsync(DbTransaction transaction, string owner, string name, Digest digest, CancellationToken ct);

    /// <summary>Lets go of all that a name keeps.</summary>
    Task UnpinAsync(DbTransaction transaction, string owner, string name, CancellationToken ct);

    /// <summary>Every digest that any run, alias or named version still names: the roots of gc.</summary>
    Task<IReadOnlySet<Digest>> ReachableAsync(CancellationToken ct);
}

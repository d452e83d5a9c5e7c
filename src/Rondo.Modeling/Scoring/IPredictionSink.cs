namespace Rondo.Modeling.Scoring;

/// <summary>Where predictions go: batch after batch, then complete.</summary>
internal interface IPredictionSink : IAsyncDisposable
{
    Task WriteAsync(ScoredBatch batch, CancellationToken ct);

    /// <summary>Everything is given; nothing may be lost afterwards.</summary>
    Task CompleteAsync(CancellationToken ct);
}

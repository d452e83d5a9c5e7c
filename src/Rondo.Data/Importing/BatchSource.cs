namespace Rondo.Data.Importing;

/// <summary>What stands behind a <see cref="TableReader"/>.</summary>
internal interface IBatchSource : IDisposable
{
    /// <summary>A batch has room for at least that many rows.</summary>
    const int SmallestBatch = 2048;

    IReadOnlyList<string> Columns { get; }

    IReadOnlyList<string> Notes { get; }

    IReadOnlyList<KeptColumn> Select(IReadOnlyList<ColumnSchema> columns, IReadOnlyList<string> kept, CancellationToken ct);

    bool Read(TableBatch batch, CancellationToken ct);
}

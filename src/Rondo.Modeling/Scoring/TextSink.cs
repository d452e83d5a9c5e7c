namespace Rondo.Modeling.Scoring;

/// <summary>Writes text, a batch at a time; the writer stays open.</summary>
internal abstract class TextSink(TextWriter writer) : IPredictionSink
{
    private readonly TextPage _page = new();
    private bool _begun;

    public async Task WriteAsync(ScoredBatch batch, CancellationToken ct)
    {
        Begin();
        for (var row = 0; row < batch.Rows.Rows; row++)
        {
            Row(_page, batch, row);
        }

        await writer.WriteAsync(_page.Text, ct);
        _page.Clear();
    }

    public async Task CompleteAsync(CancellationToken ct)
    {
        Begin();
        End(_page);
        await writer.WriteAsync(_page.Text, ct);
        await writer.FlushAsync(ct);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected abstract void Begin(TextPage page);

    protected abstract void Row(TextPage page, ScoredBatch batch, int row);

    protected abstract void End(TextPage page);

    private void Begin()
    {
        if (!_begun)
        {
            _begun = true;
            Begin(_page);
        }
    }
}

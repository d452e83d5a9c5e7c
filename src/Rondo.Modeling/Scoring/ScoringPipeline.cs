using System.Threading.Channels;
using Rondo.Data;

namespace Rondo.Modeling.Scoring;

/// <summary>
/// One task reads, several score, the caller writes, all at once and in the order of the rows. There are as many batches as may be under
/// way, used again and again: that bounds the memory.
/// </summary>
internal sealed class ScoringPipeline(TableReader reader, BatchScorer scorer, int threads)
{
    private readonly Channel<TableBatch> _free = Channel.CreateUnbounded<TableBatch>();
    private readonly Channel<Task<ScoredBatch>> _scored = Channel.CreateUnbounded<Task<ScoredBatch>>();

    /// <summary>Gives every batch to <paramref name="write"/>; nothing runs any more when it returns or throws.</summary>
    public async Task RunAsync(Func<ScoredBatch, CancellationToken, Task> write, CancellationToken ct)
    {
        for (var i = 0; i < threads + 2; i++)
        {
            await _free.Writer.WriteAsync(reader.NewBatch(), ct);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var reading = Task.Run(() => ReadAsync(stop.Token), ct);
        try
        {
            await foreach (var scoring in _scored.Reader.ReadAllAsync(stop.Token))
            {
                var batch = await scoring;
                await write(batch, ct);
                await _free.Writer.WriteAsync(batch.Rows, ct);
            }

            await reading;
        }
        finally
        {
            await stop.CancelAsync();
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (_scored.Reader.TryRead(out var left))
            {
                await ((Task)left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        try
        {
            while (true)
            {
                var batch = await _free.Reader.ReadAsync(ct);
                if (!reader.Read(batch, ct))
                {
                    return;
                }

                await _scored.Writer.WriteAsync(Task.Run(() => scorer.Score(batch, ct), ct), ct);
            }
        }
        finally
        {
            _scored.Writer.Complete();
        }
    }
}

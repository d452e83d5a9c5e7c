namespace Rondo.Pipelines.Scheduling;

/// <summary>So many steps at once: first come, first served; a heavy one may hold several slots.</summary>
internal sealed class Slots
{
    private readonly Lock _gate = new();
    private readonly Queue<(int Weight, TaskCompletionSource Ready)> _queue = new();
    private readonly int _total;
    private int _free;

    public Slots(int total) => (_total, _free) = (total, total);

    /// <summary>Waits for slots; dispose what it gives to free them. More than there are counts as all.</summary>
    public async Task<IDisposable> TakeAsync(int weight, CancellationToken ct)
    {
        weight = Math.Clamp(weight, 1, _total);
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _queue.Enqueue((weight, ready));
            Serve();
        }

        await using var registration = ct.Register(() => ready.TrySetCanceled(ct));
        await ready.Task;
        return new Held(this, weight);
    }

    private void Serve()
    {
        while (_queue.TryPeek(out var first) && (first.Ready.Task.IsCompleted || first.Weight <= _free))
        {
            _queue.Dequeue();
            if (first.Ready.TrySetResult())
            {
                _free -= first.Weight;
            }
        }
    }

    private void Free(int weight)
    {
        lock (_gate)
        {
            _free += weight;
            Serve();
        }
    }

    private sealed class Held(Slots slots, int weight) : IDisposable
    {
        private int _freed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _freed, 1) == 0)
            {
                slots.Free(weight);
            }
        }
    }
}

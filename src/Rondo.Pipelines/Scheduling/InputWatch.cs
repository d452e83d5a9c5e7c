namespace Rondo.Pipelines.Scheduling;

/// <summary>
/// Follows the publication of what a running step was given before it was durable. When it fails, or another run's result took its place,
/// the step is stopped and nothing of it is published.
/// </summary>
internal sealed class InputWatch : IDisposable
{
    private readonly PlannedStep _step;
    private readonly CancellationTokenSource _stop;
    private string? _why;

    public InputWatch(PlannedStep step, IReadOnlyList<Task<StepReport>> upstream, CancellationToken ct)
    {
        _step = step;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Durable = WatchAsync(upstream);
    }

    /// <summary>Ends when all inputs are durable; never when they will not be, for then <see cref="Token"/> is cancelled.</summary>
    public Task Durable { get; }

    /// <summary>Cancelled with the run, or when an input was not published.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Why the step is of no use.</summary>
    public string Why => _why ?? "";

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private async Task WatchAsync(IReadOnlyList<Task<StepReport>> upstream)
    {
        var all = Task.WhenAll(upstream);
        await ((Task)all).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var reports = all.IsCompletedSuccessfully ? await all : null;
        _why = reports is null ? "a step before it broke off" : reports.FirstOrDefault(r => r.Status is not (StepStatus.Succeeded or StepStatus.Cached)) is { } bad
            ? $"'{bad.Step}' did not end well"
            : Replaced(reports) is { } replaced ? $"another run gave another result of '{replaced}': run again" : null;
        if (_why is not null)
        {
            try
            {
                await _stop.CancelAsync();
            }
            catch (ObjectDisposedException)
            {
                // The step had ended by itself.
            }

            await new TaskCompletionSource().Task;
        }
    }

    private string? Replaced(StepReport[] reports) => reports.FirstOrDefault(r => _step.Node.Step.Inputs.Any(i =>
        i.Value is StepOutputReference output && string.Equals(output.Step, r.Step, StringComparison.Ordinal)
        && _step.Identity!.Inputs.TryGetValue(i.Key, out var given) && r.Outputs.TryGetValue(output.Port, out var now) && now.Digest != given.Digest))?.Step;
}

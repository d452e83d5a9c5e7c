using System.Buffers;
using Rondo.Kernel;

namespace Rondo.Deployment.Serving;

/// <summary>
/// Lets in as many requests as there are slots. A free slot is taken at once, on the thread of the request; what comes to none waits in
/// order, up to a limit, and goes on the moment one is free.
/// </summary>
internal sealed class Admission(PredictLimits limits, Answering answering, Action<Endpoint, GuardVerdict> condemn) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(limits.Slots > 0 ? limits.Slots : Environment.ProcessorCount);
    private int _waiting;

    public int Waiting => Volatile.Read(ref _waiting);

    public ValueTask<PredictAnswer> PredictAsync(LiveEndpoint live, ReadOnlySequence<byte> body, IBufferWriter<byte> answer, PredictCall call, CancellationToken ct) =>
        _slots.Wait(0, CancellationToken.None)
            ? new(InSlot(live, body, answer, call, ct))
            : QueuedAsync(live, body, answer, call, ct);

    public void Dispose() => _slots.Dispose();

    private async ValueTask<PredictAnswer> QueuedAsync(LiveEndpoint live, ReadOnlySequence<byte> body, IBufferWriter<byte> answer, PredictCall call, CancellationToken ct)
    {
        if (Interlocked.Increment(ref _waiting) > limits.Waiting)
        {
            Interlocked.Decrement(ref _waiting);
            answering.Shed(live, live.State, call);
            return new(PredictOutcome.Shed, [new("predict.busy", "Too many requests are waiting.", "Try again in a second.") { Kind = FailureKind.World }]);
        }

        try
        {
            await _slots.WaitAsync(ct);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        return InSlot(live, body, answer, call, ct);
    }

    private PredictAnswer InSlot(LiveEndpoint live, in ReadOnlySequence<byte> body, IBufferWriter<byte> answer, in PredictCall call, CancellationToken ct)
    {
        try
        {
            while (true)
            {
                var state = live.State;
                if (Refusal(state, call) is { } refused)
                {
                    return refused;
                }

                // A generation that is gone was replaced in this moment.
                if (state.Generation!.TryEnter())
                {
                    return Entered(live, state, body, answer, call, ct);
                }
            }
        }
        finally
        {
            _slots.Release();
        }
    }

    private PredictAnswer Entered(LiveEndpoint live, EndpointState state, in ReadOnlySequence<byte> body, IBufferWriter<byte> answer, in PredictCall call, CancellationToken ct)
    {
        try
        {
            var result = answering.Answer(live, state, body, answer, call, out var verdict, ct);
            if (verdict is not null)
            {
                condemn(state.Endpoint, verdict);
            }

            return result;
        }
        finally
        {
            state.Generation!.Leave();
        }
    }

    private static PredictAnswer? Refusal(EndpointState state, in PredictCall call)
    {
        if (state.Endpoint.State == EndpointStatus.Stopped || state.Generation is null)
        {
            return new(PredictOutcome.NotReady, [state.Problem ?? Stopped(state.Endpoint)]);
        }

        return call.Version is { } version && version != state.Generation.Version.Version
            ? new(PredictOutcome.Unknown, [new("endpoint.no-version", $"The endpoint '{state.Endpoint.Name}' does not serve version {version}.", $"Its version is {state.Endpoint.Version}.")])
            : null;
    }

    private static Failure Stopped(Endpoint endpoint) =>
        new("endpoint.stopped", $"The endpoint '{endpoint.Name}' was stopped by {endpoint.ChangedBy}{(endpoint.Reason.Length == 0 ? "." : ": " + endpoint.Reason)}", "Start it again when it may answer.") { Kind = FailureKind.World };
}

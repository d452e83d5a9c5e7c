using Rondo.Kernel;

namespace Rondo.Deployment.Serving;

/// <summary>What is live behind one endpoint of this process: a row and a generation, swapped together by a change of one reference.</summary>
internal sealed class EndpointState(Endpoint endpoint, Generation? generation, Guard? guard, Failure? problem)
{
    public Endpoint Endpoint => endpoint;

    public Generation? Generation => generation;

    /// <summary>Null where there is nothing to go back to.</summary>
    public Guard? Guard => guard;

    public Failure? Problem => problem;

    public EndpointView View() => new(endpoint, generation?.Predictor.Signature, generation?.Example, problem);
}

/// <summary>An endpoint of this process: its state, which changes, and its counts, which stay.</summary>
internal sealed class LiveEndpoint(EndpointState state)
{
    private EndpointState _state = state;

    public EndpointState State => Volatile.Read(ref _state);

    public TrafficMeter Traffic { get; } = new();

    public int Swaps;

    /// <summary>Puts a new state in place; the former generation is released when its last request has left.</summary>
    public EndpointState Swap(EndpointState next)
    {
        var former = Interlocked.Exchange(ref _state, next);
        if (former.Generation is { } old && !ReferenceEquals(old, next.Generation))
        {
            Interlocked.Increment(ref Swaps);
            old.Retire();
        }

        return former;
    }
}

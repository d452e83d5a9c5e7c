using System.Collections.Concurrent;
using Rondo.Kernel;

namespace Rondo.Deployment.Serving;

/// <summary>The endpoints of this process by name.</summary>
internal sealed class LiveEndpoints
{
    private readonly ConcurrentDictionary<string, LiveEndpoint> _all = new(StringComparer.Ordinal);

    /// <summary>Told after a change of state.</summary>
    public Action<EndpointView>? Changed { get; set; }

    public IEnumerable<string> Names => _all.Keys;

    public IReadOnlyList<LiveEndpoint> All => [.. _all.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => p.Value)];

    public bool TryGet(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out LiveEndpoint? live) => _all.TryGetValue(name, out live);

    /// <summary>Lets a row and its generation take effect.</summary>
    public void Put(Endpoint row, Generation? generation, bool guarded, Failure? problem)
    {
        var guard = guarded && row.FormerVersion is not null ? new Guard(row.Settings.Guard) : null;
        var state = new EndpointState(row, generation, guard, problem);
        if (_all.TryGetValue(row.Name, out var live))
        {
            live.Swap(state);
        }
        else
        {
            _all[row.Name] = new(state);
        }

        Changed?.Invoke(state.View());
    }
}

using Rondo.Kernel;

namespace Rondo.Stores.Runs;

/// <summary>The failures of this slice.</summary>
internal static class RunFailures
{
    public static Failure Unknown(string id) => new("run.unknown", $"There is no run {id}.", "List the latest: rondo show run.");

    public static Failure Ambiguous(string prefix) =>
        new("run.ambiguous", $"More than one run begins with {prefix}.", "Write more digits of its id.");
}

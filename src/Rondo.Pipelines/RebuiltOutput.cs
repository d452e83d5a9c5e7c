using Rondo.Kernel;

namespace Rondo.Pipelines;

/// <summary>One output, then and now.</summary>
public sealed record RebuiltOutput(string Step, string Port, Digest Recorded, Digest Rebuilt)
{
    /// <summary>Whether it came out byte for byte.</summary>
    public bool Identical => Recorded == Rebuilt;
}

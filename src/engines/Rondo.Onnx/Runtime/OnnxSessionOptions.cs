namespace Rondo.Onnx.Runtime;

/// <summary>How a session computes. The defaults suit serving: one thread a call, many calls at once, no spinning.</summary>
public sealed record OnnxSessionOptions
{
    /// <summary>Threads that share one operator's work. More than one helps large batches only.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether operators must not depend on the order in which threads finish.</summary>
    public bool Deterministic { get; init; } = true;

    /// <summary>Whether freed memory is kept for the next call. Without it a session is smaller and slower.</summary>
    public bool KeepMemory { get; init; } = true;
}

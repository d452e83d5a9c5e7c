namespace Rondo.DuckDb;

/// <summary>What a <see cref="Sandbox"/> may use. Time is limited by the caller's token.</summary>
public sealed record SandboxLimits
{
    /// <summary>Threads of the engine.</summary>
    public int Threads { get; init; } = 2;

    /// <summary>Memory in MB (1,000,000 bytes); more fails with OutOfMemory, or spills when there is a <see cref="TempFolder"/>.</summary>
    public int MemoryMegabytes { get; init; } = 1024;

    /// <summary>Where to spill; null for nowhere. The engine creates and empties it.</summary>
    public string? TempFolder { get; init; }

    /// <summary>How much may be spilled, in MB.</summary>
    public int TempMegabytes { get; init; } = 4096;
}

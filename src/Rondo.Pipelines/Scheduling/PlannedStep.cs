using Rondo.Kernel;
using Rondo.Pipelines.Caching;
using Rondo.Stores;

namespace Rondo.Pipelines.Scheduling;

/// <summary>A step and what is decided about it so far.</summary>
internal sealed record PlannedStep(PipelineNode Node)
{
    /// <summary>The step as it last was; null when it never ran.</summary>
    public KnownStep? Known { get; init; }

    /// <summary>Why it must run whatever the cache holds; null when it need not.</summary>
    public string? Forced { get; init; }

    /// <summary>Null while an input depends on a step that must run.</summary>
    public StepIdentity? Identity { get; init; }

    /// <summary>What the cache holds for it; null when it must run or that is not known yet.</summary>
    public CacheEntry? Hit { get; init; }

    /// <summary>Why it runs or does not.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];
}

/// <summary>What a step is given: decides its key.</summary>
internal sealed record StepIdentity(KeyParts Parts, IReadOnlyDictionary<string, RunArtifact> Inputs, IReadOnlyDictionary<string, string> Endings, IReadOnlyList<(string Path, Digest Digest)> Code);

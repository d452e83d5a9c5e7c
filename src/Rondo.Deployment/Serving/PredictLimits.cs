namespace Rondo.Deployment.Serving;

/// <summary>What a request may cost.</summary>
public sealed record PredictLimits
{
    /// <summary>Bytes of a body.</summary>
    public long BodyBytes { get; init; } = 8L << 20;

    /// <summary>Rows of a request.</summary>
    public int Rows { get; init; } = 10_000;

    /// <summary>How deep a body's JSON may be nested.</summary>
    public int Depth { get; init; } = 16;

    /// <summary>How many errors an answer lists.</summary>
    public int Errors { get; init; } = 20;

    /// <summary>Requests worked on at once; the number of processors when 0.</summary>
    public int Slots { get; init; }

    /// <summary>Requests that may wait for a slot; what comes beyond is refused at once.</summary>
    public int Waiting { get; init; } = 256;
}

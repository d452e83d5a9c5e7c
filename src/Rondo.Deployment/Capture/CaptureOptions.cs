namespace Rondo.Deployment.Capture;

/// <summary>How captures are kept.</summary>
public sealed record CaptureOptions
{
    /// <summary>How long a prediction waits in memory at most before it is in the journal, which survives the death of the process.</summary>
    public TimeSpan Flush { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>A journal is rolled to Parquet when it has so many predictions …</summary>
    public long RollRows { get; init; } = 50_000;

    /// <summary>… or when its first one is so old.</summary>
    public TimeSpan RollAge { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Bytes that may wait in memory; what comes beyond is dropped and counted.</summary>
    public long WaitingBytes { get; init; } = 64L << 20;
}

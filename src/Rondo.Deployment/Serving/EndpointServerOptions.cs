using Rondo.Deployment.Capture;

namespace Rondo.Deployment.Serving;

/// <summary>How endpoints are served.</summary>
public sealed record EndpointServerOptions
{
    /// <summary>Where predictions are captured; null: nowhere.</summary>
    public CaptureLog? Captures { get; init; }

    /// <summary>What a request may cost.</summary>
    public PredictLimits Limits { get; init; } = new();

    /// <summary>How often the table is asked whether another process changed an endpoint.</summary>
    public TimeSpan Follow { get; init; } = TimeSpan.FromSeconds(1);
}

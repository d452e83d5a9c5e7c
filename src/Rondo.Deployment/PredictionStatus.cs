namespace Rondo.Deployment;

/// <summary>What became of a request for predictions; <see cref="CaptureColumns.Status"/> has its name in lower case.</summary>
public enum PredictionStatus
{
    /// <summary>Answered.</summary>
    Ok,

    /// <summary>Refused, because the request was wrong.</summary>
    Invalid,

    /// <summary>The model failed.</summary>
    Error,

    /// <summary>Refused, because too many were waiting.</summary>
    Shed,
}

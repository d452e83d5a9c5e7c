using Rondo.Kernel;

namespace Rondo.Deployment.Serving;

/// <summary>What a request says besides its body.</summary>
/// <param name="Arrived">The clock's timestamp when it arrived (<see cref="TimeProvider.GetTimestamp"/>).</param>
/// <param name="Format">How body and answer are written.</param>
public readonly record struct PredictCall(long Arrived, PredictFormat Format = PredictFormat.Records)
{
    /// <summary>The id that the caller gave for a single row (<c>X-Prediction-Id</c>); null: made, or in the record.</summary>
    public string? PredictionId { get; init; }

    /// <summary>Only this version may answer; null: the live one.</summary>
    public long? Version { get; init; }
}

/// <summary>How requests and answers are written.</summary>
public enum PredictFormat
{
    /// <summary>JSON records in, records out.</summary>
    Records,

    /// <summary>The Open Inference Protocol (V2), in JSON.</summary>
    Tensors,
}

/// <summary>What came of a request; the answer's body is in the writer when it is <see cref="PredictOutcome.Ok"/>.</summary>
/// <param name="Outcome">What.</param>
/// <param name="Failures">Why not; empty when it was answered.</param>
/// <param name="Version">The version that answered or refused; 0 when none was asked.</param>
/// <param name="PredictionId">The id under which a refused request is captured; null when it was answered, or not captured.</param>
public readonly record struct PredictAnswer(PredictOutcome Outcome, IReadOnlyList<Failure> Failures, long Version = 0, string? PredictionId = null);

/// <summary>What came of a request.</summary>
public enum PredictOutcome
{
    /// <summary>Answered.</summary>
    Ok,

    /// <summary>The request is wrong.</summary>
    Invalid,

    /// <summary>The request is larger than the limits.</summary>
    TooLarge,

    /// <summary>There is no such endpoint or version.</summary>
    Unknown,

    /// <summary>Too many are waiting: try again in a moment.</summary>
    Shed,

    /// <summary>The endpoint is stopped, or its model is not ready.</summary>
    NotReady,

    /// <summary>The model failed.</summary>
    Failed,
}

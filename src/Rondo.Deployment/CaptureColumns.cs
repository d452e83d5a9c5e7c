namespace Rondo.Deployment;

/// <summary>
/// The columns that every capture file (Parquet) has before the columns of the model's inputs, which keep their own names and types
/// (number and boolean as double, text as string, timestamp as timestamp in UTC; null where the request had none).
/// </summary>
public static class CaptureColumns
{
    /// <summary>Text: the prediction's id, by which feedback joins.</summary>
    public const string PredictionId = "_prediction_id";

    /// <summary>Timestamp: when the request was answered.</summary>
    public const string At = "_at";

    /// <summary>Big integer: the version that answered.</summary>
    public const string Version = "_version";

    /// <summary>Text: <c>ok</c>, <c>invalid</c> (refused: the request was wrong), <c>error</c> (the model failed) or <c>shed</c> (the queue was full).</summary>
    public const string Status = "_status";

    /// <summary>Big integer: microseconds from the request's arrival to its answer.</summary>
    public const string Latency = "_latency_us";

    /// <summary>Double: the predicted number (regression) or the probability of the positive class or of the predicted class; null unless <c>ok</c>.</summary>
    public const string Value = "_value";

    /// <summary>Text: the predicted class; null for regression.</summary>
    public const string Label = "_label";
}

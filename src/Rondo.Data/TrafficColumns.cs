namespace Rondo.Data;

/// <summary>
/// The columns that a table of labelled traffic has besides the inputs of the model and the target (whose truth is text): what an endpoint
/// was asked, and what turned out to be true. A split given one as <c>traffic</c> adds its rows to those of the source.
/// </summary>
public static class TrafficColumns
{
    /// <summary>Text: the prediction's id.</summary>
    public const string PredictionId = "_prediction_id";

    /// <summary>Timestamp: when the prediction was made.</summary>
    public const string At = "_at";

    /// <summary>Text: <c>train</c>, <c>validation</c> or <c>test</c>, decided when the table was made.</summary>
    public const string Part = "_part";
}

namespace Rondo.XGBoost;

/// <summary>How a feature's importance is counted.</summary>
public enum FeatureScoreKind
{
    /// <summary>Splits that use the feature.</summary>
    Weight,

    /// <summary>Mean loss reduction of those splits.</summary>
    Gain,

    /// <summary>Mean second-order weight of the rows that reach those splits.</summary>
    Cover,

    /// <summary>Sum of the loss reductions.</summary>
    TotalGain,

    /// <summary>Sum of the second-order weights.</summary>
    TotalCover,
}

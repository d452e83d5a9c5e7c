namespace Rondo.XGBoost;

/// <summary>Something XGBoost refuses, in one sentence: a parameter, data, a model's bytes, or the library itself missing.</summary>
public sealed class XGBoostException : Exception
{
    /// <summary>Carries one sentence.</summary>
    public XGBoostException(string message, Exception? cause = null) : base(message, cause)
    {
    }
}

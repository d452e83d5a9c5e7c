namespace Rondo.Onnx;

/// <summary>A model or an input that is refused, in one sentence; or the library itself missing.</summary>
public sealed class OnnxException : Exception
{
    /// <summary>Carries one sentence.</summary>
    public OnnxException(string message, Exception? cause = null) : base(message, cause)
    {
    }
}

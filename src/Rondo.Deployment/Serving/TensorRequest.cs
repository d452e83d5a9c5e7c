namespace Rondo.Deployment.Serving;

/// <summary>What a request of the Open Inference Protocol says besides its tensors.</summary>
internal sealed class TensorRequest
{
    /// <summary>The request's id, to be given back.</summary>
    public string? Id { get; set; }

    /// <summary>The outputs asked for; empty: all.</summary>
    public List<string> Outputs { get; } = [];

    public void Clear()
    {
        Id = null;
        Outputs.Clear();
    }
}

namespace Rondo.Onnx.Graph;

/// <summary>Looks into a model's bytes without loading it: nothing is computed, and no other file is touched.</summary>
public static class ModelInspector
{
    /// <summary>Reads what a model says about itself.</summary>
    /// <param name="model">Bytes that nobody vouches for.</param>
    /// <exception cref="OnnxException">They are no ONNX model, are cut off, or nest graphs deeper than 32.</exception>
    public static ModelSummary Inspect(ReadOnlySpan<byte> model)
    {
        var scan = new ModelScan();
        scan.Model(model);
        return scan.Summary();
    }
}

using Rondo.Bundles;

namespace Rondo.Modeling.Registry;

/// <summary>The software behind a model of this program.</summary>
internal static class BillOfMaterials
{
    /// <summary>Name, version and licence of each.</summary>
    public static SbomComponent[] Components() =>
    [
        new("rondo", typeof(BillOfMaterials).Assembly.GetName().Version?.ToString(3) ?? "0", "MIT"),
        new("duckdb", DuckDb.DuckDbEngine.Version.TrimStart('v'), "MIT"),
        new("onnxruntime", Onnx.Runtime.OnnxRuntimeEngine.Version, "MIT"),
        new("xgboost", XGBoost.XGBoostEngine.Version, "Apache-2.0"),
    ];
}

using Rondo.DuckDb;
using Rondo.Onnx.Runtime;
using Rondo.XGBoost;

namespace Rondo.Modeling;

/// <summary>The engines whose change may change what a step of this stage gives.</summary>
internal static class ModelingEngines
{
    /// <summary>Reading tables and answering them.</summary>
    public static IReadOnlyList<string> Evaluating { get; } = [$"duckdb {DuckDbEngine.Version}", $"onnxruntime {OnnxRuntimeEngine.Version}"];

    /// <summary>Training besides. The series, not the version: asking for that would load the library to plan a run.</summary>
    public static IReadOnlyList<string> Training { get; } = [.. Evaluating, $"xgboost {XGBoostEngine.Series}"];
}

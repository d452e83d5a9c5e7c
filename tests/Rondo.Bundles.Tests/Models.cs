using Rondo.Kernel;
using Rondo.Onnx;
using Rondo.Onnx.Graph;

namespace Rondo.Bundles.Tests;

/// <summary>Small models that keep a signature.</summary>
internal static class Models
{
    public static Signature DemandSignature { get; } = new(
        Signature.Regression,
        [
            new("temp", FieldType.Number, "°C", -20, 45, Nullable: false), new("weather", FieldType.Text, Categories: ["dry", "wet", "雪"]),
            new("workday", FieldType.Boolean), new("at", FieldType.Timestamp),
        ],
        [],
        "cnt");

    /// <summary>10 temp + code(weather) + 5 workday + seconds(at), with null as 0; all four types.</summary>
    public static byte[] Demand(double slope = 10)
    {
        var graph = new GraphBuilder("demand");
        graph.Input("temp", OnnxElementType.Double, "N", 1);
        graph.Input("weather", OnnxElementType.Text, "N", 1);
        graph.Input("workday", OnnxElementType.Double, "N", 1);
        graph.Input("at", OnnxElementType.Int64, "N", 1);
        graph.Initializer("slope", OnnxTensor.Scalar(slope));
        graph.Initializer("five", OnnxTensor.Scalar(5.0));
        graph.Initializer("zero", OnnxTensor.Scalar(0.0));
        graph.Initializer("second", OnnxTensor.Scalar(1e6));
        graph.Initializer("never", OnnxTensor.Scalar(long.MinValue));
        graph.Node("Mul", ["temp", "slope"], "warmth");
        graph.Node(
            "LabelEncoder", GraphBuilder.MlDomain, ["weather"], ["code"], NodeAttribute.Texts("keys_strings", ["dry", "wet", "雪", ""]),
            NodeAttribute.Floats("values_floats", [1, 2, 3, 4]), NodeAttribute.Float("default_float", 9));
        graph.Node("Cast", ["code"], "sky", NodeAttribute.Int("to", (long)OnnxElementType.Double));
        graph.Node("IsNaN", ["workday"], "unknown");
        graph.Node("Where", ["unknown", "zero", "workday"], "known");
        graph.Node("Mul", ["known", "five"], "work");
        graph.Node("Cast", ["at"], "micros", NodeAttribute.Int("to", (long)OnnxElementType.Double));
        graph.Node("Div", ["micros", "second"], "seconds");
        graph.Node("Equal", ["at", "never"], "timeless");
        graph.Node("Where", ["timeless", "zero", "seconds"], "time");
        graph.Node("Sum", ["warmth", "sky", "work", "time"], "prediction");
        graph.Output("prediction", OnnxElementType.Double, "N", 1);
        return graph.Build();
    }

    public static Dictionary<string, Array> DemandRows() => new(StringComparer.Ordinal)
    {
        ["temp"] = new[] { 20.0, -3.5, 0.1 },
        ["weather"] = new string?[] { "dry", "雪", null },
        ["workday"] = new[] { 1.0, 0.0, double.NaN },
        ["at"] = new[] { 1_000_000, 2_500_000, long.MinValue },
    };

    public static Signature LoanSignature { get; } = new(Signature.Binary, [new("income", FieldType.Number)], ["no", "yes"]);

    /// <summary>sigmoid(income), label by one half, in floats.</summary>
    public static byte[] Loan()
    {
        var graph = new GraphBuilder("loan");
        graph.Input("income", OnnxElementType.Double, "N", 1);
        graph.Node("Cast", ["income"], "x", NodeAttribute.Int("to", (long)OnnxElementType.Float));
        graph.Node("Sigmoid", ["x"], "probability");
        graph.Initializer("half", OnnxTensor.Scalar(0.5f));
        graph.Node("Greater", ["probability", "half"], "above");
        graph.Initializer("yes", OnnxTensor.Of(["yes"], 1, 1));
        graph.Initializer("no", OnnxTensor.Of(["no"], 1, 1));
        graph.Node("Where", ["above", "yes", "no"], "label");
        graph.Output("probability", OnnxElementType.Float, "N", 1);
        graph.Output("label", OnnxElementType.Text, "N", 1);
        return graph.Build();
    }

    public static Signature SpeciesSignature { get; } = new(Signature.Multiclass, [new("size", FieldType.Number)], ["7", "8", "9"]);

    /// <summary>softmax(size · [-1, 0, 1]), with whole numbers as labels.</summary>
    public static byte[] Species()
    {
        var graph = new GraphBuilder("species");
        graph.Input("size", OnnxElementType.Double, "N", 1);
        graph.Initializer("weights", OnnxTensor.Of([-1.0, 0.0, 1.0], 1, 3));
        graph.Initializer("first", OnnxTensor.Scalar(7L));
        graph.Node("MatMul", ["size", "weights"], "scores");
        graph.Node("Softmax", ["scores"], "probabilities", NodeAttribute.Int("axis", 1));
        graph.Node("ArgMax", ["probabilities"], "place", NodeAttribute.Int("axis", 1), NodeAttribute.Int("keepdims", 1));
        graph.Node("Add", ["place", "first"], "label");
        graph.Output("label", OnnxElementType.Int64, "N", 1);
        graph.Output("probabilities", OnnxElementType.Double, "N", 3);
        return graph.Build();
    }

    public static BundleContents Contents()
    {
        var model = Demand();
        using var predictor = Predictor.Compile(model, DemandSignature).Value;
        return new BundleContents
        {
            Name = "bike-demand",
            Signature = DemandSignature,
            Model = model,
            Profile = """{"rows":3}""",
            Card = "# Bike demand\n\nÜber Räder.",
            Samples = Replay.Record(predictor, DemandRows()).Value,
            Components = [new("xgboost", "1.7.4", "Apache-2.0"), new("engine", "1", "Own licence"), new("onnxruntime", "1.30.0", "MIT")],
            Lineage = new Dictionary<string, Digest> { ["train"] = Digest.OfText("rows"), ["code"] = Digest.OfText("code") },
            Requirements = ["mae <= 60 on test", "size <= 20 MB"],
        };
    }

    public static Bundle Bundle() => Bundles.Bundle.Compose(Contents()).Value;
}

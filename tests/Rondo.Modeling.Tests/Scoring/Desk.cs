using Rondo.Bundles;
using Rondo.Kernel;
using Rondo.Onnx;
using Rondo.Onnx.Graph;

namespace Rondo.Modeling.Tests.Scoring;

/// <summary>A folder of a test's own with bundles in it, gone afterwards.</summary>
internal sealed class Desk : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("rondo-predict-tests-").FullName;

    public string this[string name] => Path.Combine(_path, name);

    public IEnumerable<string> Files => Directory.EnumerateFileSystemEntries(_path).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal);

    /// <summary>y = 2a + b + 100 · weather, where weather is dry 1, wet 2, 雪 3, null 4, anything else 9; plus 1000 when open, plus the seconds of at.</summary>
    public string Sum => Bundle("sum", SumSignature, SumGraph());

    /// <summary>sigmoid(x); yes above one half.</summary>
    public string Loan => Bundle("loan", new(Signature.Binary, [new("x", FieldType.Number)], ["no", "yes"]), LoanGraph());

    /// <summary>softmax(x · [-1, 0, 1]) of the classes 7, 8, 9.</summary>
    public string Species => Bundle("species", new(Signature.Multiclass, [new("x", FieldType.Number)], ["7", "8", "9"]), SpeciesGraph());

    public static Signature SumSignature { get; } = new(Signature.Regression,
        [new("a", FieldType.Number, Nullable: false), new("b", FieldType.Number), new("weather", FieldType.Text), new("open", FieldType.Boolean), new("at", FieldType.Timestamp)], [], "y");

    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public string Read(string name) => File.ReadAllText(this[name]);

    /// <summary>Predicts text with a bundle; the text of the output.</summary>
    public async Task<(Result<PredictReport> Report, string Text)> PredictAsync(string bundle, string input, Func<PredictRequest, PredictRequest>? with = null)
    {
        var request = new PredictRequest(bundle, Write("in.txt", input), this["out.csv"]);
        var report = await PredictFile.RunAsync(with?.Invoke(request) ?? request, null, CancellationToken.None);
        return (report, report.Ok ? Read("out.csv") : "");
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);

    public static byte[] SumGraph()
    {
        var graph = new GraphBuilder("sum");
        graph.Input("a", OnnxElementType.Double, "N", 1);
        graph.Input("b", OnnxElementType.Double, "N", 1);
        graph.Input("weather", OnnxElementType.Text, "N", 1);
        graph.Input("open", OnnxElementType.Double, "N", 1);
        graph.Input("at", OnnxElementType.Int64, "N", 1);
        graph.Initializer("two", OnnxTensor.Scalar(2.0));
        graph.Initializer("zero", OnnxTensor.Scalar(0.0));
        graph.Initializer("hundred", OnnxTensor.Scalar(100.0));
        graph.Initializer("thousand", OnnxTensor.Scalar(1000.0));
        graph.Initializer("second", OnnxTensor.Scalar(1e6));
        graph.Initializer("never", OnnxTensor.Scalar(long.MinValue));
        graph.Node("Mul", ["a", "two"], "twice");
        graph.Node("IsNaN", ["b"], "without");
        graph.Node("Where", ["without", "zero", "b"], "rest");
        graph.Node("LabelEncoder", GraphBuilder.MlDomain, ["weather"], ["code"], NodeAttribute.Texts("keys_strings", ["dry", "wet", "雪", ""]),
            NodeAttribute.Floats("values_floats", [1, 2, 3, 4]), NodeAttribute.Float("default_float", 9));
        graph.Node("Cast", ["code"], "place", NodeAttribute.Int("to", (long)OnnxElementType.Double));
        graph.Node("Mul", ["place", "hundred"], "sky");
        graph.Node("IsNaN", ["open"], "unknown");
        graph.Node("Where", ["unknown", "zero", "open"], "known");
        graph.Node("Mul", ["known", "thousand"], "door");
        graph.Node("Cast", ["at"], "micros", NodeAttribute.Int("to", (long)OnnxElementType.Double));
        graph.Node("Div", ["micros", "second"], "seconds");
        graph.Node("Equal", ["at", "never"], "timeless");
        graph.Node("Where", ["timeless", "zero", "seconds"], "time");
        graph.Node("Sum", ["twice", "rest", "sky", "door", "time"], "prediction");
        graph.Output("prediction", OnnxElementType.Double, "N", 1);
        return graph.Build();
    }

    private static byte[] LoanGraph()
    {
        var graph = new GraphBuilder("loan");
        graph.Input("x", OnnxElementType.Double, "N", 1);
        graph.Node("Sigmoid", ["x"], "probability");
        graph.Initializer("half", OnnxTensor.Scalar(0.5));
        graph.Node("Greater", ["probability", "half"], "above");
        graph.Initializer("yes", OnnxTensor.Of(["yes"], 1, 1));
        graph.Initializer("no", OnnxTensor.Of(["no"], 1, 1));
        graph.Node("Where", ["above", "yes", "no"], "label");
        graph.Output("probability", OnnxElementType.Double, "N", 1);
        graph.Output("label", OnnxElementType.Text, "N", 1);
        return graph.Build();
    }

    private static byte[] SpeciesGraph()
    {
        var graph = new GraphBuilder("species");
        graph.Input("x", OnnxElementType.Double, "N", 1);
        graph.Initializer("weights", OnnxTensor.Of([-1.0, 0.0, 1.0], 1, 3));
        graph.Initializer("first", OnnxTensor.Scalar(7L));
        graph.Node("MatMul", ["x", "weights"], "scores");
        graph.Node("Softmax", ["scores"], "probabilities", NodeAttribute.Int("axis", 1));
        graph.Node("ArgMax", ["probabilities"], "place", NodeAttribute.Int("axis", 1), NodeAttribute.Int("keepdims", 1));
        graph.Node("Add", ["place", "first"], "label");
        graph.Output("label", OnnxElementType.Int64, "N", 1);
        graph.Output("probabilities", OnnxElementType.Double, "N", 3);
        return graph.Build();
    }

    private string Bundle(string name, Signature signature, byte[] model)
    {
        var path = this[name + ".rondo"];
        if (!File.Exists(path))
        {
            using var predictor = Predictor.Compile(model, signature).Value;
            var bundle = Rondo.Bundles.Bundle.Compose(new BundleContents
            {
                Name = name,
                Signature = signature,
                Model = model,
                Profile = "{}",
                Card = "# " + name,
                Samples = Replay.Record(predictor, signature.Inputs.ToDictionary(f => f.Name, Sample, StringComparer.Ordinal)).Value,
            }).Value;
            using var file = File.Create(path);
            BundleWriter.WriteAsync(bundle, file, CancellationToken.None).GetAwaiter().GetResult();
        }

        return path;
    }

    private static Array Sample(Field field) => field.Type switch
    {
        FieldType.Text => new string?[] { "dry", "wet" },
        FieldType.Timestamp => new[] { 0L, 1_000_000L },
        _ => new[] { 0.0, 1.0 },
    };
}

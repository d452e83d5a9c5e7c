using Rondo.Onnx.Graph;

namespace Rondo.Onnx.Tests;

/// <summary>Small models, written by the graph builder.</summary>
internal static class Models
{
    /// <summary>y[N,2] = x[N,1] * [2, 3] + [0.5, -1], doubles.</summary>
    public static byte[] Linear()
    {
        var graph = new GraphBuilder("linear", "two lines");
        graph.Input("x", OnnxElementType.Double, "N", 1);
        graph.Initializer("slope", OnnxTensor.Of([2.0, 3.0], 1, 2));
        graph.Initializer("offset", OnnxTensor.Of([0.5, -1.0], 1, 2));
        graph.Node("MatMul", ["x", "slope"], "scaled");
        graph.Node("Add", ["scaled", "offset"], "y");
        graph.Output("y", OnnxElementType.Double, "N", 2);
        graph.Metadata("unit", "°C");
        graph.Metadata("author", "nobody");
        return graph.Build();
    }

    /// <summary>Gives every input back under its name and an apostrophe: all element types.</summary>
    public static byte[] Echo()
    {
        var graph = new GraphBuilder("echo");
        foreach (var type in new[]
        {
            OnnxElementType.Double, OnnxElementType.Float, OnnxElementType.Int64, OnnxElementType.Int32, OnnxElementType.UInt8,
            OnnxElementType.Bool, OnnxElementType.Text,
        })
        {
            var input = graph.Input(type.ToString(), type, "N", 1);
            graph.Node("Identity", [input], input + "'");
            graph.Output(input + "'", type, "N", 1);
        }

        return graph.Build();
    }

    /// <summary>colour[N,1] text to label[N,1] text and code[N,1] float, through ai.onnx.ml; unknown colours are "other" and -1.</summary>
    public static byte[] Colours()
    {
        var graph = new GraphBuilder("colours");
        graph.Input("colour", OnnxElementType.Text, "N", 1);
        graph.Node(
            "LabelEncoder", GraphBuilder.MlDomain, ["colour"], ["code"],
            NodeAttribute.Texts("keys_strings", ["red", "", "日本", "grün"]), NodeAttribute.Floats("values_floats", [1, 2, 3, 4]),
            NodeAttribute.Float("default_float", -1));
        graph.Node(
            "LabelEncoder", GraphBuilder.MlDomain, ["code"], ["label"],
            NodeAttribute.Floats("keys_floats", [1, 2, 3, 4]), NodeAttribute.Texts("values_strings", ["warm", "", "国", "kühl"]),
            NodeAttribute.Text("default_string", "other"));
        graph.Output("code", OnnxElementType.Float, "N", 1);
        graph.Output("label", OnnxElementType.Text, "N", 1);
        return graph.Build();
    }

    /// <summary>Counts up for ever.</summary>
    public static byte[] Endless()
    {
        var graph = new GraphBuilder("endless");
        graph.Input("start", OnnxElementType.Double, 1);
        graph.Initializer("go", OnnxTensor.Scalar(true));
        var body = graph.Body("step");
        body.Input("i", OnnxElementType.Int64);
        body.Input("on", OnnxElementType.Bool);
        body.Input("sum", OnnxElementType.Double, 1);
        body.Node("Identity", ["on"], "on'");
        body.Node("Add", ["sum", "start"], "sum'");
        body.Output("on'", OnnxElementType.Bool);
        body.Output("sum'", OnnxElementType.Double, 1);
        graph.Node("Loop", ["", "go", "start"], "total", NodeAttribute.Graph("body", body));
        graph.Output("total", OnnxElementType.Double, 1);
        return graph.Build();
    }

    /// <summary>Makes as many zeros as it is asked for.</summary>
    public static byte[] Huge()
    {
        var graph = new GraphBuilder("huge");
        graph.Input("shape", OnnxElementType.Int64, 1);
        graph.Node("ConstantOfShape", ["shape"], "zeros", NodeAttribute.Tensor("value", OnnxTensor.Of([0.0])));
        graph.Node("ReduceSum", ["zeros"], "sum", NodeAttribute.Int("keepdims", 0));
        graph.Output("sum", OnnxElementType.Double);
        return graph.Build();
    }
}

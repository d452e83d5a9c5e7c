using Rondo.Onnx.Graph;
using Rondo.Onnx.Runtime;

namespace Rondo.Onnx.Tests.Graph;

public sealed class GraphBuilderTests
{
    [Fact]
    public void The_same_calls_give_the_same_bytes()
    {
        Assert.Equal(Models.Linear(), Models.Linear());
        Assert.Equal(Models.Endless(), Models.Endless());
    }

    [Fact]
    public void Metadata_is_written_in_the_order_of_its_keys()
    {
        Assert.Equal(Build("a", "b"), Build("b", "a"));

        static byte[] Build(string first, string second)
        {
            var graph = Identity();
            graph.Metadata(first, "1");
            graph.Metadata(second, "1");
            return graph.Build();
        }
    }

    [Fact]
    public void Constants_of_every_type_reach_the_runtime()
    {
        OnnxTensor[] constants =
        [
            OnnxTensor.Of([1.5, double.NaN], 2), OnnxTensor.Of([1.5f], 1, 1), OnnxTensor.Of([long.MinValue, 2], 2), OnnxTensor.Of([-7], 1),
            OnnxTensor.Of(new byte[] { 255 }, 1), OnnxTensor.Of([true, false], 2), OnnxTensor.Of(["", "日本"], 2),
            OnnxTensor.Scalar(2.5), OnnxTensor.Of(Array.Empty<float>(), 0, 3),
        ];
        var graph = new GraphBuilder("constants");
        for (var i = 0; i < constants.Length; i++)
        {
            graph.Initializer($"c{i}", constants[i]);
            graph.Node("Identity", [$"c{i}"], $"o{i}");
            graph.Output($"o{i}", constants[i].Type, [.. constants[i].Shape.Select(d => (Dimension)d)]);
        }

        using var session = new OnnxSession(graph.Build());
        var got = session.Run([]);

        for (var i = 0; i < constants.Length; i++)
        {
            Assert.Equal(constants[i].Values, got[i].Values);
            Assert.Equal(constants[i].Shape, got[i].Shape);
        }
    }

    [Fact]
    public void What_nothing_gives_is_named()
    {
        var graph = new GraphBuilder("broken");
        Assert.Contains("no output", Assert.Throws<OnnxException>(graph.Build).Message, StringComparison.Ordinal);
        graph.Output("y", OnnxElementType.Double);
        Assert.Contains("'y'", Assert.Throws<OnnxException>(graph.Build).Message, StringComparison.Ordinal);
        Assert.Contains("Add uses 'x'", Assert.Throws<OnnxException>(() => graph.Node("Add", ["x", "x"], "y")).Message, StringComparison.Ordinal);
        Assert.Throws<OnnxException>(() => graph.Node("Add", "com.example", ["x"], ["y"]));
    }

    [Fact]
    public void A_name_is_given_once()
    {
        var graph = Identity();
        Assert.Throws<OnnxException>(() => graph.Input("x", OnnxElementType.Double));
        Assert.Throws<OnnxException>(() => graph.Initializer("y", OnnxTensor.Scalar(1.0)));
        Assert.Throws<OnnxException>(() => graph.Node("Identity", ["x"], "y"));
        Assert.Throws<OnnxException>(() => graph.Body("inner").Input("x", OnnxElementType.Double));
    }

    private static GraphBuilder Identity()
    {
        var graph = new GraphBuilder("identity");
        graph.Input("x", OnnxElementType.Double, "N", 1);
        graph.Node("Identity", ["x"], "y");
        graph.Output("y", OnnxElementType.Double, "N", 1);
        return graph;
    }
}

using FsCheck;
using FsCheck.Fluent;
using Rondo.Onnx.Graph;

namespace Rondo.Onnx.Tests.Graph;

public sealed class ModelInspectorTests
{
    [Fact]
    public void A_model_says_what_is_in_it()
    {
        var summary = ModelInspector.Inspect(Models.Linear());

        Assert.Equal(8, summary.IrVersion);
        Assert.Equal("rondo", summary.Producer);
        Assert.Equal("two lines", summary.Documentation);
        Assert.Equal(new Dictionary<string, long> { [""] = 17, ["ai.onnx.ml"] = 3 }, summary.Opsets);
        Assert.Equal(new Dictionary<string, int> { ["MatMul"] = 1, ["Add"] = 1 }, summary.Operators);
        Assert.Equal("x: Double[?,1]", Assert.Single(summary.Inputs).ToString());
        Assert.Equal("y: Double[?,2]", Assert.Single(summary.Outputs).ToString());
        Assert.Equal(new Dictionary<string, string> { ["unit"] = "°C", ["author"] = "nobody" }, summary.Metadata);
        Assert.False(summary.UsesExternalData);
        Assert.InRange(summary.InitializerBytes, 32, 100);
    }

    [Fact]
    public void Operators_of_inner_graphs_and_other_domains_are_counted()
    {
        Assert.Equal(
            new Dictionary<string, int> { ["Loop"] = 1, ["Identity"] = 1, ["Add"] = 1 }, ModelInspector.Inspect(Models.Endless()).Operators);
        Assert.Equal(
            new Dictionary<string, int> { ["ai.onnx.ml:LabelEncoder"] = 2 }, ModelInspector.Inspect(Models.Colours()).Operators);
    }

    [Fact]
    public void Data_in_other_files_are_noticed() => Assert.True(ModelInspector.Inspect(WithExternalData()).UsesExternalData);

    [Fact]
    public void Graphs_nested_without_end_are_refused()
    {
        // graph, node, attribute, graph …
        var inner = new ProtoWriter();
        for (var i = 0; i < 5000; i++)
        {
            inner = new ProtoWriter().Message(1, new ProtoWriter().Message(5, new ProtoWriter().Message(6, inner)));
        }

        var model = new ProtoWriter().Message(7, inner).Written.ToArray();
        Assert.Contains("deeper", Assert.Throws<OnnxException>(() => ModelInspector.Inspect(model)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_bytes_give_a_summary_or_its_own_exception() => Prop.ForAll<byte[]>(bytes => AnswersCleanly(bytes)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_cut_or_changed_model_gives_a_summary_or_its_own_exception()
    {
        var model = Models.Endless();
        var changes = Gen.Zip(Gen.Choose(0, model.Length - 1), Gen.Choose(0, 255)).ToArbitrary();
        Prop.ForAll(changes, change =>
        {
            var (at, value) = change;
            AnswersCleanly(model[..at]);
            var changed = (byte[])model.Clone();
            changed[at] = (byte)value;
            AnswersCleanly(changed);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    internal static byte[] WithExternalData()
    {
        var entry = new ProtoWriter().Text(1, "location").Text(2, "secret.bin");
        var tensor = new ProtoWriter().Int(1, 4).Int(2, (long)OnnxElementType.UInt8).Text(8, "y").Message(13, entry).Int(14, 1);
        var type = new ProtoWriter().Message(1, new ProtoWriter().Int(1, 2).Message(2, new ProtoWriter().Message(1, new ProtoWriter().Int(1, 4))));
        var output = new ProtoWriter().Text(1, "y").Message(2, type);
        var graph = new ProtoWriter().Text(2, "g").Message(5, tensor).Message(12, output);
        return new ProtoWriter().Int(1, 8).Message(7, graph).Message(8, new ProtoWriter().Text(1, "").Int(2, 17)).Written.ToArray();
    }

    private static void AnswersCleanly(byte[] bytes)
    {
        try
        {
            Assert.NotNull(ModelInspector.Inspect(bytes).Operators);
        }
        catch (OnnxException error)
        {
            Assert.NotEmpty(error.Message);
        }
    }
}

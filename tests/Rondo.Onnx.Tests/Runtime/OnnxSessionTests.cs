using Rondo.Onnx.Runtime;

namespace Rondo.Onnx.Tests.Runtime;

public sealed class OnnxSessionTests
{
    [Fact]
    public void Ports_have_names_types_and_dimensions()
    {
        using var session = new OnnxSession(Models.Linear());
        Assert.Equal("x: Double[?,1]", Assert.Single(session.Inputs).ToString());
        Assert.Equal("y: Double[?,2]", Assert.Single(session.Outputs).ToString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4096)]
    public void Any_number_of_rows_is_computed(int rows)
    {
        using var session = new OnnxSession(Models.Linear());
        var x = Enumerable.Range(0, rows).Select(r => r / 7.0).ToArray();

        var y = session.Run(new Dictionary<string, OnnxTensor> { ["x"] = OnnxTensor.Of(x, rows, 1) })["y"];

        Assert.Equal([rows, 2], y.Shape);
        Assert.Equal(x.SelectMany(v => new[] { (v * 2) + 0.5, (v * 3) - 1 }), y.As<double>());
    }

    [Fact]
    public void Every_type_goes_in_and_comes_out()
    {
        using var session = new OnnxSession(Models.Echo());
        OnnxTensor[] given =
        [
            OnnxTensor.Of([double.NaN, -0.0, double.Epsilon], 3, 1), OnnxTensor.Of([1f, float.NaN, float.MaxValue], 3, 1),
            OnnxTensor.Of([long.MinValue, 0, long.MaxValue], 3, 1), OnnxTensor.Of([int.MinValue, 0, 7], 3, 1),
            OnnxTensor.Of(new byte[] { 0, 128, 255 }, 3, 1), OnnxTensor.Of([true, false, true], 3, 1),
            OnnxTensor.Of(["", "ß 日本 \u0001 🚲", "plain"], 3, 1),
        ];

        var got = session.Run(given);

        for (var i = 0; i < given.Length; i++)
        {
            Assert.Equal(given[i].Type, got[i].Type);
            Assert.Equal(given[i].Shape, got[i].Shape);
            Assert.Equal(given[i].Values, got[i].Values);
        }
    }

    [Fact]
    public void Every_type_may_have_no_rows()
    {
        using var session = new OnnxSession(Models.Echo());
        var got = session.Run(
        [
            OnnxTensor.Of(Array.Empty<double>(), 0, 1), OnnxTensor.Of(Array.Empty<float>(), 0, 1), OnnxTensor.Of(Array.Empty<long>(), 0, 1),
            OnnxTensor.Of(Array.Empty<int>(), 0, 1), OnnxTensor.Of(Array.Empty<byte>(), 0, 1), OnnxTensor.Of(Array.Empty<bool>(), 0, 1),
            OnnxTensor.Of(Array.Empty<string>(), 0, 1),
        ]);
        Assert.All(got, tensor => Assert.Equal([0, 1], tensor.Shape));
    }

    [Fact]
    public void Texts_are_encoded_with_unknown_ones_apart()
    {
        using var session = new OnnxSession(Models.Colours());
        var got = session.Run([OnnxTensor.Of(["grün", "", "日本", "pink", "red"], 5, 1)]);
        Assert.Equal([4, 2, 3, -1, 1], got[0].As<float>());
        Assert.Equal(["kühl", "", "国", "other", "warm"], got[1].As<string>());
    }

    [Fact]
    public void A_wrong_input_is_named()
    {
        using var session = new OnnxSession(Models.Linear());
        var one = OnnxTensor.Of([1.0], 1, 1);

        Assert.Contains("'x' was not given", Refused([]), StringComparison.Ordinal);
        Assert.Contains("no input 'z'", Refused(new() { ["x"] = one, ["z"] = one }), StringComparison.Ordinal);
        Assert.Contains("'x' is made of Double, but Float was given", Refused(new() { ["x"] = OnnxTensor.Of([1f], 1, 1) }), StringComparison.Ordinal);
        Assert.Contains("given the shape [1]", Refused(new() { ["x"] = OnnxTensor.Of([1.0], 1) }), StringComparison.Ordinal);
        Assert.Contains("given the shape [1,2]", Refused(new() { ["x"] = OnnxTensor.Of([1.0, 2.0], 1, 2) }), StringComparison.Ordinal);
        Assert.Throws<OnnxException>(() => session.Run([]));

        string Refused(Dictionary<string, OnnxTensor> inputs) => Assert.Throws<OnnxException>(() => session.Run(inputs)).Message;
    }

    [Fact]
    public void A_tensor_must_fill_its_shape()
    {
        Assert.Throws<OnnxException>(() => OnnxTensor.Of([1.0, 2.0], 3, 1));
        Assert.Throws<OnnxException>(() => OnnxTensor.Of([1.0, 2.0], -1, -2));
        Assert.Throws<OnnxException>(() => OnnxTensor.Of([1.0]).As<float>());
    }

    [Fact]
    public async Task An_endless_model_is_stopped()
    {
        using var session = new OnnxSession(Models.Endless());
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAsync<OperationCanceledException>(
            () => Task.Run(() => session.Run([OnnxTensor.Of([1.0], 1)], stop.Token), CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void A_token_cancelled_before_stops_at_once()
    {
        using var session = new OnnxSession(Models.Linear());
        Assert.Throws<OperationCanceledException>(() => session.Run([OnnxTensor.Of([1.0], 1, 1)], new CancellationToken(true)));
    }

    [Fact]
    public async Task Many_threads_share_a_session()
    {
        using var session = new OnnxSession(Models.Colours());
        string[] colours = ["red", "", "日本", "grün"];
        string[] labels = ["warm", "", "国", "kühl"];

        await Task.WhenAll(Enumerable.Range(0, 8).Select(seed => Task.Run(() =>
        {
            var random = new Random(seed);
            for (var call = 0; call < 500; call++)
            {
                var picks = Enumerable.Range(0, random.Next(1, 9)).Select(_ => random.Next(4)).ToArray();
                var got = session.Run([OnnxTensor.Of([.. picks.Select(p => colours[p])], picks.Length, 1)]);
                Assert.Equal(picks.Select(p => labels[p]), got[1].As<string>(), StringComparer.Ordinal);
            }
        })));
    }

    [Fact]
    public void What_was_disposed_is_refused_and_disposing_twice_is_fine()
    {
        var session = new OnnxSession(Models.Linear());
        session.Dispose();
        session.Dispose();
        Assert.Throws<ObjectDisposedException>(() => session.Run([OnnxTensor.Of([1.0], 1, 1)]));
    }

    [Fact]
    public void A_failed_run_leaves_the_session_usable()
    {
        using var session = new OnnxSession(Models.Huge());
        Assert.Throws<OnnxException>(() => session.Run([OnnxTensor.Of([-1L], 1)]));
        Assert.Throws<OnnxException>(() => session.Run([OnnxTensor.Of([1L << 61], 1)]));
        Assert.Equal(0, session.Run([OnnxTensor.Of([10L], 1)])[0].As<double>()[0]);
    }

    [Fact]
    public void A_model_with_data_in_other_files_is_refused() =>
        Assert.Contains(
            "other files",
            Assert.Throws<OnnxException>(() => new OnnxSession(Graph.ModelInspectorTests.WithExternalData())).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Bytes_that_are_no_model_are_refused_in_one_line()
    {
        byte[][] all = [[], [1, 2, 3], "garbage"u8.ToArray(), Models.Linear()[..^5]];
        Assert.All(all, bytes => Assert.DoesNotContain('\n', Assert.Throws<OnnxException>(() => new OnnxSession(bytes)).Message));
    }
}

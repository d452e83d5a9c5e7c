using Rondo.Onnx.Runtime;

namespace Rondo.Onnx.Tests.Runtime;

public sealed class OnnxBindingTests
{
    [Fact]
    public void A_binding_computes_what_the_session_computes()
    {
        using var session = new OnnxSession(Models.Linear());
        using var binding = session.Bind(rows: 2);
        for (var i = 0; i < 10; i++)
        {
            binding.Input<double>(0)[0] = i;
            binding.Input<double>(0)[1] = -i;
            binding.Run();
            Assert.Equal(session.Run([OnnxTensor.Of([(double)i, -i], 2, 1)])[0].As<double>(), binding.Output<double>(0).ToArray());
        }
    }

    [Fact]
    public void A_binding_takes_and_gives_texts()
    {
        using var session = new OnnxSession(Models.Colours());
        using var binding = session.Bind();
        foreach (var (colour, label) in new[] { ("red", "warm"), ("", ""), ("日本", "国"), ("red", "warm"), ("?", "other") })
        {
            binding.SetText(0, 0, colour);
            binding.Run();
            Assert.Equal(label, binding.Text(1, 0));
        }
    }

    [Fact]
    public void Repeated_runs_allocate_nothing()
    {
        using var numbers = new OnnxSession(Models.Linear());
        using var texts = new OnnxSession(Models.Colours());
        using var line = numbers.Bind();
        using var colour = texts.Bind();
        Step(100);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Step(1000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Step(int times)
        {
            for (var i = 0; i < times; i++)
            {
                line.Input<double>(0)[0] = i;
                line.Run();
                colour.SetText(0, 0, i % 2 == 0 ? "red" : "grün");
                colour.Run();
                _ = colour.Text(1, 0);
            }
        }
    }

    [Fact]
    public void The_wrong_type_is_refused()
    {
        using var session = new OnnxSession(Models.Colours());
        using var binding = session.Bind();
        Assert.Throws<OnnxException>(() => binding.Input<double>(0).Length);
        Assert.Throws<OnnxException>(() => binding.Output<double>(0).Length);
        Assert.Throws<OnnxException>(() => binding.Text(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => binding.SetText(0, 1, "red"));
    }

    [Fact]
    public void A_disposed_binding_is_refused()
    {
        using var session = new OnnxSession(Models.Linear());
        var binding = session.Bind();
        binding.Dispose();
        binding.Dispose();
        Assert.Throws<ObjectDisposedException>(() => binding.Run());
        Assert.Throws<ObjectDisposedException>(() => binding.Input<double>(0).Length);
    }
}

using Rondo.Onnx.Runtime;
using Rondo.Onnx.Runtime.Native;

namespace Rondo.Onnx.Tests.Runtime;

public sealed class OnnxRuntimeEngineTests
{
    [Fact]
    public void The_library_loads_and_its_table_is_the_known_one() => OnnxRuntimeEngine.Load();

    [Fact]
    public void A_missing_library_is_one_sentence_with_what_to_do()
    {
        var error = Assert.Throws<OnnxException>(() => OrtFile.Open(Path.Combine(Path.GetTempPath(), "no-such-folder")));
        Assert.Contains("run eng/engines/install.sh", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_is_limited_once_for_the_process()
    {
        OnnxRuntimeEngine.LimitMemory(400_000_000);
        Assert.Throws<OnnxException>(() => OnnxRuntimeEngine.LimitMemory(400_000_000));

        using var session = new OnnxSession(Models.Huge());
        Assert.Throws<OnnxException>(() => session.Run([OnnxTensor.Of([1L << 27], 1)]));
        Assert.Equal(0, session.Run([OnnxTensor.Of([1000L], 1)])[0].As<double>()[0]);
    }
}

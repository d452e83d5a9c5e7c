using System.Text.Encodings.Web;
using System.Text.Json;
using Rondo.Bundles;
using Rondo.Kernel;

namespace Rondo.Deployment.Serving;

/// <summary>What a request needs while it is answered; kept and used again.</summary>
internal sealed class RequestState(Signature signature) : IDisposable
{
    public RecordBuffer Records { get; } = new(signature);

    public Answers Answers { get; } = new();

    public List<Failure> Failures { get; } = [];

    public TensorRequest Tensors { get; } = new();

    public Utf8JsonWriter Json { get; } = new(Stream.Null, new JsonWriterOptions { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public void Clear()
    {
        Records.Clear();
        Failures.Clear();
        Tensors.Clear();
    }

    public void Dispose() => Json.Dispose();
}

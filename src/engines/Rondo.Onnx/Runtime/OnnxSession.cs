using System.Runtime.InteropServices;
using Rondo.Onnx.Graph;
using Rondo.Onnx.Runtime.Native;

namespace Rondo.Onnx.Runtime;

/// <summary>A model ready to compute, on the CPU. Many threads may use one session at once. To be disposed; a running call ends first.</summary>
public sealed unsafe class OnnxSession : IDisposable
{
    private readonly SessionHandle _handle;
    private readonly NativeNames _inputNames;
    private readonly NativeNames _outputNames;

    /// <summary>Opens a model from its bytes, which may be let go afterwards.</summary>
    /// <param name="model">A serialised ONNX model: opset 7 to 26, ai.onnx.ml 1 to 5, no data in other files.</param>
    /// <param name="options">How it computes.</param>
    /// <exception cref="OnnxException">The bytes are broken, need other files, use what is not supported; the library is missing.</exception>
    public OnnxSession(ReadOnlySpan<byte> model, OnnxSessionOptions? options = null)
    {
        // the runtime would read such files from the working directory
        if (ModelInspector.Inspect(model).UsesExternalData)
        {
            throw new OnnxException("The model keeps data in other files, which is refused: save it as one file.");
        }

        _handle = OrtSessions.Open(model, options ?? new OnnxSessionOptions());
        try
        {
            using var session = Use();
            Inputs = OrtSessions.Inputs(session.Value);
            Outputs = OrtSessions.Outputs(session.Value);
            PortChecks.Supported(Inputs, Outputs);
            _inputNames = new NativeNames(Inputs);
            _outputNames = new NativeNames(Outputs);
        }
        catch
        {
            _handle.Dispose();
            throw;
        }
    }

    /// <summary>What it asks for, in order.</summary>
    public IReadOnlyList<OnnxPort> Inputs { get; }

    /// <summary>What it gives, in order.</summary>
    public IReadOnlyList<OnnxPort> Outputs { get; }

    /// <summary>Computes all outputs.</summary>
    /// <param name="inputs">One tensor for each input, by name.</param>
    /// <param name="ct">Stops the computation within milliseconds, wherever it is.</param>
    /// <returns>One tensor for each output, by name.</returns>
    /// <exception cref="OnnxException">A missing, unknown, wrongly typed or wrongly shaped input; or the model itself fails.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IReadOnlyDictionary<string, OnnxTensor> Run(IReadOnlyDictionary<string, OnnxTensor> inputs, CancellationToken ct = default)
    {
        var results = Run(PortChecks.InOrder(Inputs, inputs), ct);
        var byName = new Dictionary<string, OnnxTensor>(StringComparer.Ordinal);
        for (var i = 0; i < results.Length; i++)
        {
            byName[Outputs[i].Name] = results[i];
        }

        return byName;
    }

    /// <summary>Computes all outputs from tensors in the order of <see cref="Inputs"/>, giving them in the order of <see cref="Outputs"/>.</summary>
    /// <inheritdoc cref="Run(IReadOnlyDictionary{string, OnnxTensor}, CancellationToken)"/>
    public OnnxTensor[] Run(IReadOnlyList<OnnxTensor> inputs, CancellationToken ct = default)
    {
        PortChecks.Match(Inputs, inputs);
        var values = new nint[inputs.Count];
        var pins = new GCHandle[inputs.Count];
        var results = new nint[Outputs.Count];
        try
        {
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = Value(inputs[i], ref pins[i]);
            }

            Run(values, results, ct);
            return [.. results.Select(Read)];
        }
        finally
        {
            Array.ForEach(results, OrtValues.Release);
            Array.ForEach(values, OrtValues.Release);
            foreach (var pin in pins.Where(p => p.IsAllocated))
            {
                pin.Free();
            }
        }
    }

    /// <summary>Prepares repeated runs of one shape without allocation; each binding is for one thread at a time.</summary>
    /// <param name="rows">The size of every open first axis.</param>
    /// <exception cref="OnnxException">An input has an open axis other than its first.</exception>
    public OnnxBinding Bind(int rows = 1) => new(this, rows);

    /// <inheritdoc/>
    public void Dispose()
    {
        _handle.Dispose();
        _inputNames.Dispose();
        _outputNames.Dispose();
    }

    /// <summary>Runs over native values; an output of 0 is allocated by the library and then belongs to the caller.</summary>
    internal void Run(ReadOnlySpan<nint> inputs, Span<nint> outputs, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        using var options = new RunOptions(ct);
        try
        {
            using var session = Use();
            using var inputNames = new Lease(_inputNames);
            using var outputNames = new Lease(_outputNames);
            fixed (nint* i = inputs, o = outputs)
            {
                OrtApi.Check(((delegate* unmanaged[Cdecl]<nint, nint, nint, nint*, nuint, nint, nuint, nint*, nint>)OrtApi.At(OrtSlot.Run))(
                    session.Value, options.Handle, inputNames.Value, i, (nuint)inputs.Length, outputNames.Value, (nuint)outputs.Length, o));
            }
        }
        catch (OnnxException) when (ct.IsCancellationRequested)
        {
            throw new OperationCanceledException(ct);
        }
    }

    private static nint Value(OnnxTensor tensor, ref GCHandle pin)
    {
        ReadOnlySpan<long> shape = [.. tensor.Shape];
        if (tensor.Type == OnnxElementType.Text)
        {
            return OrtValues.Texts(tensor.As<string>(), shape);
        }

        pin = GCHandle.Alloc(tensor.Values, GCHandleType.Pinned);
        var bytes = (nuint)tensor.Values.Length * (nuint)ElementLayout.Size(tensor.Type);
        return OrtValues.Wrap((void*)pin.AddrOfPinnedObject(), bytes, shape, tensor.Type);
    }

    private static OnnxTensor Read(nint value)
    {
        var (type, shape) = OrtValues.TypeAndShape(value);
        var length = checked((int)shape.Aggregate(1L, (a, b) => a * b));
        if (type == OnnxElementType.Text)
        {
            return OnnxTensor.Wrap(OrtValues.ReadTexts(value, length), type, shape);
        }

        var values = ElementLayout.Allocate(type, length);
        if (length > 0)
        {
            var bytes = length * ElementLayout.Size(type);
            fixed (byte* target = &MemoryMarshal.GetArrayDataReference(values))
            {
                new ReadOnlySpan<byte>(OrtValues.Data(value), bytes).CopyTo(new Span<byte>(target, bytes));
            }
        }

        return OnnxTensor.Wrap(values, type, shape);
    }

    private Lease Use() => new(_handle);
}

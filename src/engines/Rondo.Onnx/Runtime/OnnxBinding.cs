namespace Rondo.Onnx.Runtime;

/// <summary>
/// Repeated runs of one shape over memory that stays in place: fill the inputs, <see cref="Run"/>, read the outputs. Nothing is
/// allocated by a run, save for texts never seen before. For one thread at a time; to be disposed before its session.
/// </summary>
public sealed class OnnxBinding : IDisposable
{
    private readonly OnnxSession _session;
    private readonly BoundValue[] _inputs;
    private readonly BoundValue[] _outputs;
    private readonly nint[] _inputValues;
    private readonly nint[] _outputValues;
    private bool _disposed;

    internal OnnxBinding(OnnxSession session, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        _session = session;
        _inputs = new BoundValue[session.Inputs.Count];
        _outputs = new BoundValue[session.Outputs.Count];
        try
        {
            for (var i = 0; i < _inputs.Length; i++)
            {
                _inputs[i] = BoundValue.Input(session.Inputs[i], rows);
            }

            for (var i = 0; i < _outputs.Length; i++)
            {
                _outputs[i] = BoundValue.Output(session.Outputs[i], rows);
            }
        }
        catch
        {
            Dispose();
            throw;
        }

        _inputValues = [.. _inputs.Select(i => i.Handle)];
        _outputValues = new nint[_outputs.Length];
    }

    /// <summary>The memory of a numeric input, row-major, to be filled.</summary>
    /// <param name="index">Its place in the session's inputs.</param>
    /// <exception cref="OnnxException">It is made of another type.</exception>
    public Span<T> Input<T>(int index) where T : unmanaged => Open(_inputs[index]).Span<T>();

    /// <summary>Sets one element of a text input.</summary>
    /// <param name="index">Its place in the session's inputs.</param>
    /// <param name="element">The row-major place in the tensor.</param>
    /// <param name="text">Any text; empty is allowed.</param>
    public void SetText(int index, int element, string text) => Open(_inputs[index]).SetText(element, text);

    /// <summary>Computes all outputs from what the inputs hold now.</summary>
    /// <exception cref="OnnxException">The model fails.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Run(CancellationToken ct = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        for (var i = 0; i < _outputs.Length; i++)
        {
            _outputValues[i] = _outputs[i].BeforeRun();
        }

        _session.Run(_inputValues, _outputValues, ct);
        for (var i = 0; i < _outputs.Length; i++)
        {
            _outputs[i].AfterRun(_outputValues[i]);
        }
    }

    /// <summary>The numbers of an output, row-major, until the next run.</summary>
    /// <param name="index">Its place in the session's outputs.</param>
    /// <exception cref="OnnxException">It is made of another type.</exception>
    public ReadOnlySpan<T> Output<T>(int index) where T : unmanaged => Open(_outputs[index]).Span<T>();

    /// <summary>One element of a text output.</summary>
    /// <param name="index">Its place in the session's outputs.</param>
    /// <param name="element">The row-major place in the tensor.</param>
    public string Text(int index, int element) => Open(_outputs[index]).Text(element);

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        foreach (var value in _inputs.Concat(_outputs))
        {
            value?.Dispose();
        }
    }

    private BoundValue Open(BoundValue value)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return value;
    }
}

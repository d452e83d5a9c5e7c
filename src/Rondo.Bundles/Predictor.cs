using System.Collections.Concurrent;
using Rondo.Kernel;
using Rondo.Onnx;
using Rondo.Onnx.Runtime;

namespace Rondo.Bundles;

/// <summary>A model ready to predict. Many threads may use one predictor at once. To be disposed.</summary>
public sealed class Predictor : IDisposable
{
    private readonly OnnxSession _session;
    private readonly GraphDoor _door;
    private readonly InputChecks _checks;
    private readonly ConcurrentBag<PredictorRow> _rows = [];
    private volatile bool _disposed;

    private Predictor(Signature signature, OnnxSession session, GraphDoor door, PredictorOptions options)
    {
        (Signature, _session, _door) = (signature, session, door);
        _checks = new InputChecks(signature, options.EnforceRanges);
    }

    /// <summary>What it asks for and gives.</summary>
    public Signature Signature { get; }

    /// <summary>Loads a bundle's model and replays its samples.</summary>
    /// <returns>The predictor; or why the model cannot be used, or that it no longer gives the answers it once gave.</returns>
    public static Result<Predictor> Load(Bundle bundle, PredictorOptions? options = null)
    {
        var compiled = Compile(bundle.Model.Span, bundle.Signature, options);
        if (compiled.Ok && bundle.Samples.Verify(compiled.Value) is { } failure)
        {
            compiled.Value.Dispose();
            return failure;
        }

        return compiled;
    }

    /// <summary>Makes a predictor of a model that is in no bundle yet: to evaluate it and to record its samples.</summary>
    /// <param name="model">The ONNX model.</param>
    /// <param name="signature">What it asks for and gives.</param>
    /// <param name="options">How it computes and what it refuses.</param>
    /// <returns>The predictor; or in what the model differs from the signature, or why it cannot be loaded.</returns>
    public static Result<Predictor> Compile(ReadOnlySpan<byte> model, Signature signature, PredictorOptions? options = null)
    {
        if (signature.Problem() is { } wrong)
        {
            return BundleFailure.Misuse("signature", $"The signature is wrong: {wrong}.", "Correct the signature.");
        }

        options ??= new PredictorOptions();
        OnnxSession? session = null;
        try
        {
            session = new OnnxSession(model, new OnnxSessionOptions { Threads = options.Threads });
            var (door, problem) = GraphDoor.Find(signature, session.Inputs, session.Outputs);
            if (door is null)
            {
                return BundleFailure.Model(problem);
            }

            var predictor = new Predictor(signature, session, door, options);
            session = null;
            return predictor;
        }
        catch (OnnxException error)
        {
            return BundleFailure.Model(error.Message);
        }
        finally
        {
            session?.Dispose();
        }
    }

    /// <summary>Predicts all rows of a table.</summary>
    /// <param name="columns">
    /// By field name: <c>double[]</c> for numbers and booleans (NaN is null), <c>string?[]</c> for text (null or empty is null),
    /// <c>long[]</c> for timestamps (microseconds since 1970; the smallest is null). All of one length; columns of other names are ignored.
    /// </param>
    /// <param name="ct">Stops within milliseconds.</param>
    /// <returns>The predictions; or failures, at most one a field, that name it and the first row at fault.</returns>
    public Result<PredictionBatch> Predict(IReadOnlyDictionary<string, Array> columns, CancellationToken ct = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var failures = _checks.Check(columns);
        if (failures.Count > 0)
        {
            return failures;
        }

        var rows = columns[Signature.Inputs[0].Name].Length;
        var inputs = new OnnxTensor[Signature.Inputs.Count];
        for (var f = 0; f < inputs.Length; f++)
        {
            inputs[_door.Fields[f]] = Tensor(columns[Signature.Inputs[f].Name], rows);
        }

        try
        {
            return OutputReader.Read(Signature, _door, _session.Run(inputs, ct), rows);
        }
        catch (OnnxException error)
        {
            return BundleFailure.Model(error.Message);
        }
        catch (FailureException error)
        {
            return error.Failures.ToList();
        }
    }

    /// <summary>
    /// A row to fill and predict, without allocation; all its fields are empty. For one thread at a time; to be disposed, which keeps it
    /// for the next who asks.
    /// </summary>
    /// <exception cref="FailureException">The model has no fixed shape for a row.</exception>
    public PredictorRow Rent()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_rows.TryTake(out var row))
        {
            row = new PredictorRow(this, _session, _door, _checks);
        }

        return row.Lend();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed = true;
        while (_rows.TryTake(out var row))
        {
            row.Release();
        }

        _session.Dispose();
    }

    internal void Return(PredictorRow row)
    {
        if (_disposed)
        {
            row.Release();
            return;
        }

        _rows.Add(row);
    }

    private static OnnxTensor Tensor(Array column, int rows) => column switch
    {
        double[] numbers => OnnxTensor.Of(numbers, rows, 1),
        long[] times => OnnxTensor.Of(times, rows, 1),
        string?[] texts => OnnxTensor.Of(Array.ConvertAll(texts, t => t ?? ""), rows, 1),
        _ => throw new ArgumentException("Checked before.", nameof(column)),
    };
}

using System.Globalization;
using Rondo.Kernel;
using Rondo.Onnx;
using Rondo.Onnx.Runtime;

namespace Rondo.Bundles;

/// <summary>
/// One row of a <see cref="Predictor"/>: set fields by their place in the signature, predict, set again. What is not set is null. For one
/// thread at a time.
/// </summary>
public sealed class PredictorRow : IDisposable
{
    private readonly Predictor _predictor;
    private readonly OnnxSession _session;
    private readonly GraphDoor _door;
    private readonly InputChecks _checks;
    private readonly OnnxBinding _binding;
    private readonly Failure?[] _failures;
    private readonly bool _floats;
    private readonly double[] _probabilities;
    private bool _rented;

    internal PredictorRow(Predictor predictor, OnnxSession session, GraphDoor door, InputChecks checks)
    {
        (_predictor, _session, _door, _checks) = (predictor, session, door, checks);
        _failures = new Failure?[predictor.Signature.Inputs.Count];
        _floats = session.Outputs[Math.Max(door.Value, door.Probabilities)].Type == OnnxElementType.Float;
        _probabilities = new double[predictor.Signature.Task is Signature.Multiclass ? predictor.Signature.Classes.Count : 0];
        try
        {
            _binding = session.Bind();
        }
        catch (OnnxException error)
        {
            throw new FailureException(BundleFailure.Model(error.Message), error);
        }
    }

    /// <summary>After <see cref="Predict"/>: the probabilities in the order of the signature's classes; empty unless multiclass.</summary>
    public ReadOnlySpan<double> Probabilities => _probabilities;

    /// <summary>Makes all fields null.</summary>
    public void Clear()
    {
        for (var f = 0; f < _failures.Length; f++)
        {
            switch (_predictor.Signature.Inputs[f].Type)
            {
                case FieldType.Text: Set(f, (string?)null); break;
                case FieldType.Timestamp: Set(f, long.MinValue); break;
                default: Set(f, double.NaN); break;
            }
        }
    }

    /// <summary>Sets every field to those of one of a bundle's samples, from 0; the bundle is the one that was compiled.</summary>
    public void Set(Bundle bundle, int sample)
    {
        for (var f = 0; f < bundle.Signature.Inputs.Count; f++)
        {
            switch (bundle.Samples.Inputs[bundle.Signature.Inputs[f].Name])
            {
                case double[] numbers:
                    Set(f, numbers[sample]);
                    break;
                case long[] times:
                    Set(f, times[sample]);
                    break;
                case string?[] texts:
                    Set(f, texts[sample]);
                    break;
            }
        }
    }

    /// <summary>Sets a number or a boolean (0 or 1); NaN is null.</summary>
    /// <exception cref="ArgumentException">The field is of another type.</exception>
    public void Set(int field, double value)
    {
        Require(field, FieldType.Number, FieldType.Boolean);
        _failures[field] = _checks.Number(field, 0, value);
        _binding.Input<double>(_door.Fields[field])[0] = value;
    }

    /// <summary>Sets a text; null or empty is null.</summary>
    /// <exception cref="ArgumentException">The field is of another type.</exception>
    public void Set(int field, string? value)
    {
        Require(field, FieldType.Text, FieldType.Text);
        _failures[field] = _checks.Text(field, 0, value);
        _binding.SetText(_door.Fields[field], 0, value ?? "");
    }

    /// <summary>Sets a timestamp in microseconds since 1970; the smallest number is null.</summary>
    /// <exception cref="ArgumentException">The field is of another type.</exception>
    public void Set(int field, long value)
    {
        Require(field, FieldType.Timestamp, FieldType.Timestamp);
        _failures[field] = _checks.Timestamp(field, 0, value);
        _binding.Input<long>(_door.Fields[field])[0] = value;
    }

    /// <summary>Predicts from the fields as they are set now.</summary>
    /// <returns>The prediction; or failures, one for each field at fault.</returns>
    public Result<RowPrediction> Predict(CancellationToken ct = default)
    {
        if (Array.Exists(_failures, f => f is not null))
        {
            return _failures.OfType<Failure>().ToList();
        }

        try
        {
            _binding.Run(ct);
            return Read();
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

    /// <summary>Gives the row back to its predictor.</summary>
    public void Dispose()
    {
        if (_rented)
        {
            _rented = false;
            _predictor.Return(this);
        }
    }

    internal PredictorRow Lend()
    {
        _rented = true;
        Clear();
        return this;
    }

    internal void Release() => _binding.Dispose();

    private RowPrediction Read()
    {
        var signature = _predictor.Signature;
        var label = _door.Label < 0 ? null : Label();
        if (signature.Task is not Signature.Multiclass)
        {
            return new RowPrediction(Number(_door.Value, 0), label);
        }

        for (var k = 0; k < _probabilities.Length; k++)
        {
            _probabilities[k] = Number(_door.Probabilities, k);
        }

        return new RowPrediction(_probabilities[OutputReader.ClassOf(label!, signature.Classes)], label);
    }

    private string Label() => _session.Outputs[_door.Label].Type == OnnxElementType.Text
        ? _binding.Text(_door.Label, 0)
        : _binding.Output<long>(_door.Label)[0].ToString(CultureInfo.InvariantCulture);

    private double Number(int output, int element)
    {
        var count = _floats ? _binding.Output<float>(output).Length : _binding.Output<double>(output).Length;
        if (element >= count)
        {
            throw new FailureException(BundleFailure.Model($"'{_session.Outputs[output].Name}' has {count} numbers for one row."));
        }

        return _floats ? _binding.Output<float>(output)[element] : _binding.Output<double>(output)[element];
    }

    private void Require(int field, FieldType one, FieldType other)
    {
        var type = _predictor.Signature.Inputs[field].Type;
        if (type != one && type != other)
        {
            throw new ArgumentException($"The field '{_predictor.Signature.Inputs[field].Name}' is a {type}.", nameof(field));
        }
    }
}

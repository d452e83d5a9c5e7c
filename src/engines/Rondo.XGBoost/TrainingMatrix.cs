using Rondo.XGBoost.Native;

namespace Rondo.XGBoost;

/// <summary>
/// Rows of features, copied into XGBoost's own memory, with labels and weights. For training, evaluation and prediction alike.
/// Safe for several readers at once; to be disposed.
/// </summary>
public sealed unsafe class TrainingMatrix : IDisposable
{
    private readonly MatrixHandle _handle;

    /// <summary>Copies a row-major matrix.</summary>
    /// <param name="values"><paramref name="rows"/> times the number of features, row by row; NaN is missing, infinities are refused.</param>
    /// <param name="rows">At least one.</param>
    /// <param name="features">At least one.</param>
    /// <param name="threads">Threads used to build it, at least one.</param>
    /// <exception cref="XGBoostException">A wrong size, an infinity, a category that is no code, repeated names, a missing library.</exception>
    public TrainingMatrix(ReadOnlySpan<float> values, int rows, IReadOnlyList<Feature> features, int threads = 1)
    {
        MatrixChecks.Shape(values.Length, rows, features);
        MatrixChecks.Values(values, features);
        Library.Enter();
        nint matrix;
        fixed (float* data = values)
        {
            Library.Check(NativeMethods.XGDMatrixCreateFromMat_omp(data, (ulong)rows, (ulong)features.Count, float.NaN, &matrix, threads));
        }

        _handle = new MatrixHandle(matrix);
        Rows = rows;
        Features = [.. features];
        try
        {
            SetTexts("feature_name", features.Select(f => f.Name));
            SetTexts("feature_type", features.Select(f => f.Kind == FeatureKind.Category ? "c" : "q"));
        }
        catch
        {
            _handle.Dispose();
            throw;
        }
    }

    /// <summary>How many rows.</summary>
    public int Rows { get; }

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<Feature> Features { get; }

    /// <summary>Sets what is to be learned: a number, 0 or 1, or a class from 0, one for each row.</summary>
    /// <exception cref="XGBoostException">A wrong number of labels.</exception>
    public void SetLabels(ReadOnlySpan<float> labels) => SetNumbers("label", labels, Rows);

    /// <summary>Sets how much each row counts; not negative, one for each row.</summary>
    /// <exception cref="XGBoostException">A wrong number of weights, or a negative one.</exception>
    public void SetWeights(ReadOnlySpan<float> weights) => SetNumbers("weight", weights, Rows);

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    internal Lease Use() => new(_handle);

    private void SetNumbers(string field, ReadOnlySpan<float> values, int expected)
    {
        if (values.Length != expected)
        {
            throw new XGBoostException($"The matrix has {expected} rows, but {values.Length} values were given for its {field}s.");
        }

        Library.Enter();
        using var matrix = Use();
        fixed (float* data = values)
        {
            Library.Check(NativeMethods.XGDMatrixSetFloatInfo(matrix.Value, field, data, (ulong)values.Length));
        }
    }

    private void SetTexts(string field, IEnumerable<string> texts)
    {
        using var native = new Utf8Strings(texts);
        using var matrix = Use();
        Library.Check(NativeMethods.XGDMatrixSetStrFeatureInfo(matrix.Value, field, native.Pointer, native.Length));
    }
}

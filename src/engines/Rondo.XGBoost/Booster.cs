using System.Globalization;
using Rondo.XGBoost.Native;

namespace Rondo.XGBoost;

/// <summary>
/// A gradient-boosted model (Chen and Guestrin 2016) and its training. The same data, parameters and rounds give the same bytes for any
/// number of threads. Many threads may predict at once; <see cref="Update"/> needs the booster for itself. To be disposed.
/// </summary>
public sealed unsafe class Booster : IDisposable
{
    private readonly BoosterHandle _handle;

    /// <summary>An untrained booster.</summary>
    /// <param name="parameters">XGBoost's own parameters by name, values in the invariant culture, in the order they are to be set.</param>
    /// <param name="matrix">The rows it will be trained on; their features become the model's.</param>
    /// <exception cref="XGBoostException">The library is missing; a parameter's name is unknown or unused, or its value is wrong.</exception>
    public Booster(IEnumerable<KeyValuePair<string, string>> parameters, TrainingMatrix matrix)
    {
        Library.Enter();
        _handle = Create(matrix);
        try
        {
            using var booster = Use();
            Library.Check(NativeMethods.XGBoosterSetParam(booster.Value, "validate_parameters", "true"));
            foreach (var (name, value) in parameters)
            {
                Library.Check(NativeMethods.XGBoosterSetParam(booster.Value, name, value));
            }

            Configure(booster.Value);
            RequireUsedParameters();
            Name(booster.Value, matrix);
        }
        catch
        {
            _handle.Dispose();
            throw;
        }
    }

    private Booster(BoosterHandle handle) => _handle = handle;

    /// <summary>How many rounds have been trained.</summary>
    public int Rounds
    {
        get
        {
            Library.Enter();
            using var booster = Use();
            int rounds;
            Library.Check(NativeMethods.XGBoosterBoostedRounds(booster.Value, &rounds));
            return rounds;
        }
    }

    /// <summary>The names of the features it was trained on, in order.</summary>
    public IReadOnlyList<string> FeatureNames
    {
        get
        {
            Library.Enter();
            using var booster = Use();
            ulong length;
            byte** names;
            Library.Check(NativeMethods.XGBoosterGetStrFeatureInfo(booster.Value, "feature_name", &length, &names));
            return NativeCopy.Texts(names, length);
        }
    }

    /// <summary>Reads a model written by <see cref="SaveJson"/>.</summary>
    /// <exception cref="XGBoostException">The bytes are no model of this library.</exception>
    public static Booster Load(ReadOnlySpan<byte> json)
    {
        Library.Enter();
        var handle = Create(matrix: null);
        try
        {
            using var booster = new Lease(handle);
            fixed (byte* bytes = json)
            {
                Library.Check(NativeMethods.XGBoosterLoadModelFromBuffer(booster.Value, bytes, (ulong)json.Length));
            }

            // else the library would do it at the first use, perhaps on two threads at once
            Configure(booster.Value);
            return new Booster(handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Trains one round. Cancel between two of them.</summary>
    /// <param name="round">Counts from 0.</param>
    /// <param name="matrix">The rows to learn from, with labels.</param>
    /// <exception cref="XGBoostException">No labels, labels that do not fit the objective, another width than before.</exception>
    public void Update(int round, TrainingMatrix matrix)
    {
        Library.Enter();
        using var booster = Use();
        using var rows = matrix.Use();
        RequireWidth(booster.Value, matrix);
        Library.Check(NativeMethods.XGBoosterUpdateOneIter(booster.Value, round, rows.Value));
    }

    /// <summary>Measures <c>eval_metric</c> (or the objective's own) on each matrix.</summary>
    /// <param name="round">The round just trained, from 0.</param>
    /// <param name="matrices">At least one, with labels.</param>
    /// <returns>By matrix in the given order, then by metric in the order they were set.</returns>
    /// <exception cref="XGBoostException">A matrix without labels, or of another width.</exception>
    public IReadOnlyList<MetricValue> Evaluate(int round, IReadOnlyList<(string Name, TrainingMatrix Matrix)> matrices)
    {
        Library.Enter();
        using var booster = Use();
        var values = new List<MetricValue>();
        foreach (var (name, matrix) in matrices)
        {
            RequireWidth(booster.Value, matrix);
            using var rows = matrix.Use();
            using var names = new Utf8Strings(["m"]);
            var handle = rows.Value;
            byte* text;
            Library.Check(NativeMethods.XGBoosterEvalOneIter(booster.Value, round, &handle, names.Pointer, 1, &text));
            values.AddRange(EvaluationText.Parse(NativeCopy.Text(text), "m", name));
        }

        return values;
    }

    /// <summary>Predicts every row.</summary>
    /// <param name="matrix">Rows with exactly the features of training, in the same order.</param>
    /// <param name="kind">What is asked for.</param>
    /// <param name="endRound">Use the rounds before this one; 0 means all.</param>
    /// <exception cref="XGBoostException">Another width than in training, or no such round.</exception>
    public Prediction Predict(TrainingMatrix matrix, PredictionKind kind = PredictionKind.Value, int endRound = 0)
    {
        Library.Enter();
        using var booster = Use();
        using var rows = matrix.Use();
        RequireWidth(booster.Value, matrix);
        RequireRounds(endRound, smallest: 0);
        var config = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"type":{{(int)kind}},"training":false,"iteration_begin":0,"iteration_end":{{endRound}},"strict_shape":true}""");
        ulong* shape;
        ulong dimensions;
        float* values;
        Library.Check(NativeMethods.XGBoosterPredictFromDMatrix(booster.Value, rows.Value, config, &shape, &dimensions, &values));
        return NativeCopy.Prediction(values, shape, dimensions);
    }

    /// <summary>A booster of the first rounds only: what early stopping keeps. The same as predicting with <c>endRound</c>.</summary>
    /// <exception cref="XGBoostException">There are fewer rounds, or fewer than one is asked for.</exception>
    public Booster Slice(int rounds)
    {
        Library.Enter();
        RequireRounds(rounds, smallest: 1);
        using var booster = Use();
        nint slice;
        Library.Check(NativeMethods.XGBoosterSlice(booster.Value, 0, rounds, 1, &slice));
        return new Booster(new BoosterHandle(slice));
    }

    /// <summary>
    /// The whole model in XGBoost's own JSON. The same model gives the same bytes. Beware: with categorical features it holds bare
    /// <c>NaN</c>, which strict JSON readers refuse.
    /// </summary>
    public byte[] SaveJson()
    {
        Library.Enter();
        using var booster = Use();
        ulong length;
        byte* bytes;
        Library.Check(NativeMethods.XGBoosterSaveModelToBuffer(booster.Value, """{"format":"json"}""", &length, &bytes));
        return new ReadOnlySpan<byte>(bytes, checked((int)length)).ToArray();
    }

    /// <summary>The importance of the features that are used at all, by name.</summary>
    public IReadOnlyDictionary<string, float> FeatureScores(FeatureScoreKind kind)
    {
        Library.Enter();
        using var booster = Use();
        ulong length;
        byte** names;
        ulong dimensions;
        ulong* shape;
        float* scores;
        var config = $$"""{"importance_type":"{{NameOf(kind)}}"}""";
        Library.Check(NativeMethods.XGBoosterFeatureScore(booster.Value, config, &length, &names, &dimensions, &shape, &scores));
        return NativeCopy.Scores(names, scores, length);
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private static string NameOf(FeatureScoreKind kind) => kind switch
    {
        FeatureScoreKind.Weight => "weight",
        FeatureScoreKind.Gain => "gain",
        FeatureScoreKind.Cover => "cover",
        FeatureScoreKind.TotalGain => "total_gain",
        FeatureScoreKind.TotalCover => "total_cover",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static BoosterHandle Create(TrainingMatrix? matrix)
    {
        nint booster;
        if (matrix is null)
        {
            Library.Check(NativeMethods.XGBoosterCreate(null, 0, &booster));
            return new BoosterHandle(booster);
        }

        using var rows = matrix.Use();
        var handle = rows.Value;
        Library.Check(NativeMethods.XGBoosterCreate(&handle, 1, &booster));
        return new BoosterHandle(booster);
    }

    private static void Configure(nint booster)
    {
        ulong length;
        byte* text;
        Library.Check(NativeMethods.XGBoosterSaveJsonConfig(booster, &length, &text));
    }

    private static void RequireUsedParameters()
    {
        var unused = Library.Messages.SelectMany(NativeErrorText.UnusedParameters).Distinct(StringComparer.Ordinal).ToList();
        if (unused.Count > 0)
        {
            throw new XGBoostException($"XGBoost knows no parameter named {string.Join(", ", unused.Select(n => $"'{n}'"))} here.");
        }
    }

    // The library takes too few columns in silence (the rest is "missing").
    private static void RequireWidth(nint booster, TrainingMatrix matrix)
    {
        ulong features;
        Library.Check(NativeMethods.XGBoosterGetNumFeature(booster, &features));
        if (features != (ulong)matrix.Features.Count)
        {
            throw new XGBoostException($"The booster was trained on {features} features, but the matrix has {matrix.Features.Count}.");
        }
    }

    private void RequireRounds(int rounds, int smallest)
    {
        var trained = Rounds;
        if (rounds < smallest || rounds > trained)
        {
            throw new XGBoostException($"The booster has {trained} rounds; {rounds} of them cannot be taken.");
        }
    }

    private static void Name(nint booster, TrainingMatrix matrix)
    {
        using var names = new Utf8Strings(matrix.Features.Select(f => f.Name));
        using var kinds = new Utf8Strings(matrix.Features.Select(f => f.Kind == FeatureKind.Category ? "c" : "float"));
        Library.Check(NativeMethods.XGBoosterSetStrFeatureInfo(booster, "feature_name", names.Pointer, names.Length));
        Library.Check(NativeMethods.XGBoosterSetStrFeatureInfo(booster, "feature_type", kinds.Pointer, kinds.Length));
    }

    private Lease Use() => new(_handle);
}

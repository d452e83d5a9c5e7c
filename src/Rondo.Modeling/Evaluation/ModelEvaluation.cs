using Rondo.Bundles;
using Rondo.Data;
using Rondo.Kernel;
using Rondo.Modeling.Baselines;
using Rondo.Modeling.Features;
using Rondo.Modeling.Metrics;
using Rondo.Modeling.Tables;
using Rondo.Modeling.Training;
using Rondo.Scoping;

namespace Rondo.Modeling.Evaluation;

/// <summary>What an evaluation reads.</summary>
/// <param name="Model">The graph.</param>
/// <param name="Table">The rows to answer (Parquet).</param>
internal sealed record EvaluationInputs(byte[] Model, string Table)
{
    /// <summary>What training said; null for a model made elsewhere.</summary>
    public TrainingDocument? Training { get; init; }

    /// <summary>Earlier rows with their truths (Parquet), for baselines; the first is the training part.</summary>
    public IReadOnlyList<string> History { get; init; } = [];

    /// <summary>The champion, where there is one.</summary>
    public Bundle? Champion { get; init; }
}

/// <summary>An evaluation and what its report is drawn from.</summary>
internal sealed record Evaluated(EvaluationDocument Document, Scored Model, long[]? Times, IReadOnlyList<string> Labels);

/// <summary>Answers a table through ONNX Runtime and measures the answers.</summary>
internal sealed class ModelEvaluation
{
    private readonly EvaluationInputs _inputs;
    private readonly EvaluationOptions _options;
    private readonly int _threads;
    private readonly CancellationToken _ct;
    private readonly TableSchema _schema;
    private readonly Frame _frame;
    private readonly TrainingDocument _training;
    private readonly Target _target;
    private readonly List<string> _warnings = [];

    private ModelEvaluation(EvaluationInputs inputs, EvaluationOptions options, int threads, CancellationToken ct)
    {
        (_inputs, _options, _threads, _ct) = (inputs, options, threads, ct);
        _schema = FrameReader.Describe(inputs.Table, ct);
        _frame = FrameReader.Read(inputs.Table, _schema.Columns, threads, ct);
        if (_frame.Rows == 0)
        {
            throw new FailureException(new Failure("evaluate.no-rows", $"The {options.Split} part has no rows.", "Give a larger table, or larger shares for data.split."));
        }

        _training = inputs.Training ?? Assume();
        _target = _training.AsTarget();
    }

    /// <summary>Measures a model.</summary>
    public static Evaluated Run(EvaluationInputs inputs, EvaluationOptions options, int threads, CancellationToken ct) => new ModelEvaluation(inputs, options, threads, ct).Run();

    private Evaluated Run()
    {
        using var runner = new GraphRunner(_inputs.Model, _threads);
        var model = Score(runner.Run(_frame, _ct).Numbers, _target.Classes);
        var times = _schema.Columns.FirstOrDefault(c => c.Role == ColumnRole.Time) is { } time ? _frame[time.Name].Times : null;
        var blocks = times is null ? Blocks.OfRows(_frame.Rows) : Blocks.OfTime(times);
        var request = new EvaluationRequest(_options.Split, model, blocks)
        {
            Baseline = Baseline(times),
            Champion = Champion(),
            Slices = SliceFinder.Find(_inputs.Table, _schema, _options.AllSlices(), _ct),
            Requirements = _options.Judged(),
        };
        var (measurements, comparisons) = new Evaluator(request, _ct).Run();
        var labels = model is MulticlassScored m && m.Classes > _target.Classes.Count ? [.. _target.Classes, "(never met)"] : _target.Classes;
        var document = new EvaluationDocument(_options.Split, _target.Task, _frame.Rows, measurements)
        {
            Comparisons = comparisons,
            Baseline = Describe(_training.Baseline),
            Intervals = Evaluator.Method(blocks),
            Threshold = (model as BinaryScored)?.Threshold,
            Confusion = Confusing.Of(model, labels),
            Warnings = _warnings,
        };
        return new(document, model, times, labels);
    }

    private Scored Score(double[] answers, IReadOnlyList<string> classes)
    {
        if (_target.Task == TaskKind.Regression)
        {
            return new RegressionScored(_target.Numbers(_frame), answers, _options.Distances());
        }

        var truth = (_target with { Classes = classes }).ClassNumbers(_frame);
        if (_target.Task == TaskKind.Binary)
        {
            var strange = Array.FindIndex(truth, t => t < 0);
            return strange < 0
                ? new BinaryScored(Array.ConvertAll(truth, t => t == 1), answers, _training.Threshold ?? 0.5, Trainer.CostsOf(_target, _options.Costs))
                : throw new FailureException(new Failure("evaluate.strange-label", $"The target '{_target.Column}' is '{Target.LabelOf(_frame[_target.Column], strange)}' in row {strange + 1}, which training never met.", "Correct the label with data.labels.aliases, or the source."));
        }

        var charter = new Charter(_target.Task, _target.Column) { Costs = _options.Costs };
        return MulticlassScored.Of(truth, answers, classes.Count, (t, p) => charter.CostOf(classes[t], classes[p]));
    }

    private Scored? Baseline(long[]? times) => _training.Baseline switch
    {
        ConstantBaseline constant => Score([.. Enumerable.Repeat(constant.Value, _frame.Rows)], []),
        PriorBaseline prior => Score([.. Enumerable.Range(0, _frame.Rows).SelectMany(_ => _target.Task == TaskKind.Binary ? prior.Shares.Skip(1) : prior.Shares)], _target.Classes),
        LagBaseline lag when times is not null => Score(Lagged(lag, times), []),
        _ => null,
    };

    private double[] Lagged(LagBaseline lag, long[] times)
    {
        ColumnSchema[] columns = [new(TableSchema.TimeColumn, ColumnType.Timestamp, ColumnRole.Time), new(_target.Column, ColumnType.Number, ColumnRole.Target)];
        var earlier = _inputs.History.SelectMany(path =>
        {
            var frame = FrameReader.Read(path, columns, _threads, _ct);
            return BaselineFitting.Rows(frame, _target.Numbers(frame), TableSchema.TimeColumn);
        });
        var history = new History(earlier.Concat(BaselineFitting.Rows(_frame, _target.Numbers(_frame), TableSchema.TimeColumn)));
        return Array.ConvertAll(times, t => history.Predict(lag, t));
    }

    private Scored? Champion()
    {
        if (_inputs.Champion is not { } champion)
        {
            return null;
        }

        var missing = champion.Signature.Inputs.FirstOrDefault(f => _frame.Find(f.Name) is null);
        var sameClasses = champion.Signature.Classes.ToHashSet(StringComparer.Ordinal).SetEquals(_target.Classes);
        if (missing is not null || !sameClasses)
        {
            _warnings.Add(missing is not null
                ? $"The champion asks for the column '{missing.Name}', which the table does not have: it is not compared."
                : "The champion knows other classes: it is not compared.");
            return null;
        }

        using var runner = new GraphRunner(champion.Model.ToArray(), _threads);
        return Score(InOrder(runner.Run(_frame, _ct).Numbers, champion.Signature.Classes), _target.Classes);
    }

    // The champion's classes may stand in another order.
    private double[] InOrder(double[] answers, IReadOnlyList<string> classes)
    {
        if (_target.Task == TaskKind.Regression || classes.SequenceEqual(_target.Classes, StringComparer.Ordinal))
        {
            return answers;
        }

        if (_target.Task == TaskKind.Binary)
        {
            return Array.ConvertAll(answers, p => 1 - p);
        }

        var from = _target.Classes.Select(c => classes.ToList().IndexOf(c)).ToArray();
        return [.. Enumerable.Range(0, answers.Length).Select(i => answers[i - (i % from.Length) + from[i % from.Length]])];
    }

    // A model made elsewhere comes without its training: the task and the rows say what it must be.
    private TrainingDocument Assume()
    {
        var train = _inputs.History.Count > 0 ? FrameReader.Read(_inputs.History[0], FrameReader.Describe(_inputs.History[0], _ct).Columns, _threads, _ct) : _frame;
        var target = Target.Find(train, _options.Target, _options.Task, _options.Positive, _warnings.Add);
        var time = _schema.Columns.FirstOrDefault(c => c.Role == ColumnRole.Time)?.Name;
        return new()
        {
            Task = target.Task,
            Target = target.Column,
            TargetType = target.Type,
            Classes = target.Classes,
            Threshold = target.Task == TaskKind.Binary ? Trainer.CostsOf(target, _options.Costs).Threshold : null,
            TimeColumn = time,
            Trainer = "made elsewhere",
            Metric = "",
            Baseline = _inputs.History.Count == 0 || _options.Baseline is "human"
                ? null
                : BaselineFitting.Fit(_options.Baseline, target, train, train with { Rows = 0 }, time, TimeSpan.FromMicroseconds(_options.HorizonMicroseconds)),
        };
    }

    private static string Describe(Baseline? baseline) => baseline switch
    {
        LagBaseline { Season.Length: > 0 } lag => $"{lag.Name} (same time one {lag.Season} before)",
        null => "",
        _ => baseline.Name,
    };
}

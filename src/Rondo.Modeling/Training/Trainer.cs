using Rondo.Modeling.Baselines;
using Rondo.Modeling.Features;
using Rondo.Pipelines;
using Rondo.Scoping;

namespace Rondo.Modeling.Training;

/// <summary>Trains a model on the training part, stops and chooses by the validation part, and says what it did.</summary>
internal sealed class Trainer(TrainingData data, TrainOptions options, int threads, IStepReporter report)
{
    private readonly List<string> _warnings = [];

    /// <summary>Trains. The model is to be disposed.</summary>
    public (Trained Model, TrainingDocument Document) Run(CancellationToken ct)
    {
        var target = Target.Find(data.Train, options.Target, options.Task, options.Positive, _warnings.Add);
        TrainingChecks.Names(data, target);
        var threshold = EventCosts.Of(target, options.Costs).Threshold;
        var baseline = string.Equals(options.Baseline, "human", StringComparison.Ordinal)
            ? null
            : BaselineFitting.Fit(options.Baseline, target, data.Train, data.Validation, data.TimeColumn, TimeSpan.FromMicroseconds(options.HorizonMicroseconds));
        if (options.Baseline is null && BaselineFitting.Stronger(baseline, target, data.Train, data.Validation, data.TimeColumn, TimeSpan.FromMicroseconds(options.HorizonMicroseconds)) is { } hint)
        {
            _warnings.Add(hint);
        }

        var (model, document) = Learn(target, threshold, ct);
        return (model, document with
        {
            Threshold = target.Task == TaskKind.Binary ? threshold : null,
            TimeColumn = data.TimeColumn,
            HorizonMicroseconds = options.HorizonMicroseconds,
            Baseline = baseline,
            Seed = options.Seed,
            TrainRows = data.Train.Rows,
            ValidationRows = data.Validation.Rows,
            LeftOut = model.Plan.LeftOut,
            Columns = [.. model.Plan.Encodings.Select(e => new EncodedColumn(e.Column, Describe(e), e.Features.Count))],
            Warnings = [.. _warnings, .. document.Warnings],
        });
    }

    private (Trained Model, TrainingDocument Document) Learn(Target target, double threshold, CancellationToken ct)
    {
        var learned = new LearnedTarget(target, data.Train, data.Validation);
        if (string.Equals(options.Search, "baseline", StringComparison.Ordinal))
        {
            return ConstantModel.Of(data, target, threshold, new([], []), options.Metric);
        }

        if (learned.IsConstant)
        {
            _warnings.Add($"The target '{target.Column}' has one value only in the training part: the model says that value.");
            return ConstantModel.Of(data, target, threshold, new([], []), options.Metric);
        }

        var fitted = FeatureFitting.Fit(data.Train, data.Features, learned.Statistics);
        if (fitted.Plan.Encodings.Count == 0)
        {
            _warnings.Add("No column says anything about the target: all of them have one value or hardly ever repeat.");
            return ConstantModel.Of(data, target, threshold, fitted.Plan, options.Metric);
        }

        TrainingChecks.Size(data.Train.Rows, fitted.Plan.Features().Count);
        return new CandidateSearch(data, options, threads, report).Run(learned, threshold, fitted, ct);
    }

    private static string Describe(Encoding encoding) => encoding switch
    {
        NumberEncoding => "number",
        LevelsEncoding => "levels",
        LookupEncoding l => l.Names.Count > 0 && l.Names[0].EndsWith(" count", StringComparison.Ordinal) && l.Names.Count < l.Keys.Count ? "statistics" : "levels",
        _ => "date parts",
    };
}

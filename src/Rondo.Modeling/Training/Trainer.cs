using System.Globalization;
using Rondo.Data;
using Rondo.Kernel;
using Rondo.Modeling.Baselines;
using Rondo.Modeling.Features;
using Rondo.Modeling.Metrics;
using Rondo.Modeling.Tables;
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
        RequireNames(target);
        var threshold = CostsOf(target, options.Costs).Threshold;
        var baseline = string.Equals(options.Baseline, "human", StringComparison.Ordinal)
            ? null
            : BaselineFitting.Fit(options.Baseline, target, data.Train, data.Validation, data.TimeColumn, TimeSpan.FromMicroseconds(options.HorizonMicroseconds));
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
            Warnings = _warnings,
        });
    }

    /// <summary>The costs of an event's errors.</summary>
    public static ErrorCosts CostsOf(Target target, IReadOnlyDictionary<string, double> costs)
    {
        if (target.Task != TaskKind.Binary)
        {
            return ErrorCosts.Even;
        }

        var charter = new Charter(target.Task, target.Column) { Costs = costs };
        var (no, yes) = (target.Classes[0], target.Classes[1]);
        return new(charter.CostOf(yes, yes, yes), charter.CostOf(no, yes, yes), charter.CostOf(no, no, yes), charter.CostOf(yes, no, yes));
    }

    private (Trained Model, TrainingDocument Document) Learn(Target target, double threshold, CancellationToken ct)
    {
        var learned = new LearnedTarget(target, data.Train, data.Validation);
        if (string.Equals(options.Search, "baseline", StringComparison.Ordinal))
        {
            return Constant(target, threshold, new([], []), "constant");
        }

        if (learned.IsConstant)
        {
            _warnings.Add($"The target '{target.Column}' has one value only in the training part: the model says that value.");
            return Constant(target, threshold, new([], []), "constant");
        }

        var fitted = FeatureFitting.Fit(data.Train, data.Features, learned.Statistics);
        if (fitted.Plan.Encodings.Count == 0)
        {
            _warnings.Add("No column says anything about the target: all of them have one value or hardly ever repeat.");
            return Constant(target, threshold, fitted.Plan, "constant");
        }

        RequireSize(data.Train.Rows, fitted.Plan.Features().Count);
        return Boost(learned, threshold, fitted, ct);
    }

    private (Trained, TrainingDocument) Boost(LearnedTarget learned, double threshold, FittedFeatures fitted, CancellationToken ct)
    {
        var width = fitted.Plan.Features().Count;
        var rows = new BoostingRows(width, fitted.TrainingMatrix, learned.KnownRows(fitted.Plan.Matrix(data.Validation), width));
        var results = new List<(Candidate Candidate, Boosted Boosted, TargetScale Scale, double Value)>();
        foreach (var candidate in Candidate.For(learned.Target.Task, options.Search, options.Metric, learned.Numbers))
        {
            var (labels, validationLabels, scale) = learned.Labels(candidate.LogTarget);
            var boosted = Boosting.Train(rows, labels, validationLabels, candidate.Parameters(options.XGBoost, options.Metric, learned.Target.Classes.Count, options.Seed, threads), options.XGBoost, threads, report, ct);
            using var tried = new Trained([], learned.Target, fitted.Plan, boosted.Booster.Slice(boosted.Rounds), scale, []);
            var value = learned.Judge(tried.Answer(data.Validation, threads), options.Metric);
            report.Log(string.Create(CultureInfo.InvariantCulture, $"{candidate.Name}: {options.Metric} {value:G6} on validation after {boosted.Rounds} rounds"));
            results.Add((candidate, boosted, scale, value));
        }

        var higher = options.Metric is "auc" or "accuracy";
        var best = results.Where(r => !double.IsNaN(r.Value)).OrderBy(r => higher ? -r.Value : r.Value).FirstOrDefault(results[0]);
        results.Where(r => !ReferenceEquals(r.Boosted, best.Boosted)).ToList().ForEach(r => r.Boosted.Booster.Dispose());
        var trees = TreeModel.Read(best.Boosted.Booster.SaveJson());
        var graph = ModelGraph.OfTrees(learned.Target, threshold, fitted.Plan, trees, best.Scale);
        return (new Trained(graph, learned.Target, fitted.Plan, best.Boosted.Booster, best.Scale, []), Document(learned.Target, best.Candidate.Name) with
        {
            Rounds = best.Boosted.Rounds,
            Candidates = [.. results.Select(r => new CandidateResult(r.Candidate.Name, r.Boosted.Rounds, r.Value))],
            TrainCurve = best.Boosted.Curve.Train,
            ValidationCurve = data.Validation.Rows > 0 ? best.Boosted.Curve.Validation : [],
            Importance = ImportanceOf(best.Boosted.Booster, fitted.Plan),
        });
    }

    private (Trained, TrainingDocument) Constant(Target target, double threshold, FeaturePlan plan, string name)
    {
        var column = data.Features.Count > 0
            ? data.Features[0]
            : throw new FailureException(new Failure("train.no-features", "The table has no column that a model may use.", "Drop fewer columns in data.drop, or give a table with more."));
        var learned = new LearnedTarget(target, data.Train, data.Validation);
        var answer = learned.ConstantAnswer(options.Metric);
        return (new Trained(ModelGraph.OfConstant(target, threshold, column, answer), target, plan, null, new(false, 0, 0), answer), Document(target, name));
    }

    private TrainingDocument Document(Target target, string trainer) => new()
    {
        Task = target.Task,
        Target = target.Column,
        TargetType = target.Type,
        Classes = target.Classes,
        Trainer = trainer,
        Metric = options.Metric,
    };

    private static List<ColumnImportance> ImportanceOf(XGBoost.Booster booster, FeaturePlan plan)
    {
        var columns = plan.Encodings.SelectMany(e => Enumerable.Repeat(e.Column, e.Features.Count)).ToList();
        var gains = plan.Encodings.ToDictionary(e => e.Column, _ => 0.0, StringComparer.Ordinal);
        foreach (var (feature, gain) in booster.FeatureScores(XGBoost.FeatureScoreKind.TotalGain).OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            gains[columns[int.Parse(feature.AsSpan(1), CultureInfo.InvariantCulture)]] += gain;
        }

        var total = gains.Values.Sum();
        return [.. gains.Select(g => new ColumnImportance(g.Key, total > 0 ? g.Value / total : 0)).OrderByDescending(i => i.Share).ThenBy(i => i.Column, StringComparer.Ordinal)];
    }

    private void RequireNames(Target target)
    {
        var clash = data.Features.FirstOrDefault(c => ModelGraph.OutputsOf(target.Task).Contains(c.Name, StringComparer.Ordinal));
        if (clash is not null)
        {
            throw new FailureException(new Failure("train.reserved-name", $"The column '{clash.Name}' is called like the model's answer.", "Rename it in the source, or drop it in data.drop."));
        }
    }

    private static void RequireSize(long rows, int width)
    {
        if (rows * width > Array.MaxLength)
        {
            throw new FailureException(new Failure("train.too-large", string.Create(CultureInfo.InvariantCulture, $"{rows} rows of {width} features are more than one training holds ({Array.MaxLength} numbers)."), "Take a part of the rows with data.sample, or drop columns."));
        }
    }

    private static string Describe(Encoding encoding) => encoding switch
    {
        NumberEncoding => "number",
        LevelsEncoding => "levels",
        LookupEncoding l => l.Names.Count > 0 && l.Names[0].EndsWith(" count", StringComparison.Ordinal) && l.Names.Count < l.Keys.Count ? "statistics" : "levels",
        _ => "date parts",
    };
}

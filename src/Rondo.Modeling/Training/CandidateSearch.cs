using Rondo.Modeling.Features;
using Rondo.Pipelines;

namespace Rondo.Modeling.Training;

/// <summary>Trains each candidate and keeps the one that does best on validation; the first of equals.</summary>
internal sealed class CandidateSearch(TrainingData data, TrainOptions options, int threads, IStepReporter report)
{
    /// <summary>Trains. The model is to be disposed.</summary>
    public (Trained Model, TrainingDocument Document) Run(LearnedTarget learned, double threshold, FittedFeatures fitted, CancellationToken ct)
    {
        var width = fitted.Plan.Features().Count;
        var rows = new BoostingRows(width, fitted.TrainingMatrix, learned.KnownRows(fitted.Plan.Matrix(data.Validation), width));
        var results = new List<(Candidate Candidate, Boosted Boosted, TargetScale Scale, double Value, string? Warning)>();
        var metric = learned.RoundMetric(options.Metric);
        var candidates = Candidate.For(learned.Target.Task, options.Search, options.Metric, learned.Numbers);
        foreach (var candidate in candidates)
        {
            var (labels, scale) = learned.Labels(candidate.LogTarget);
            var curve = $"validation.{options.Metric}" + (candidates.Count > 1 ? $"/{candidate.Name.Replace(",", "", StringComparison.Ordinal)}" : "");
            var shown = new ShownCurve(curve, learned.Numbers.Length > 0 ? scale.Back : values => values, $"candidate {results.Count + 1} of {candidates.Count} ({candidate.Name})");
            var boosted = Boosting.Train(rows, labels, metric, candidate.Parameters(options.XGBoost, learned.Target.Classes.Count, candidate.Start(labels.Train), options.Seed, threads), options.XGBoost, threads, shown, report, ct);
            using var tried = new Trained([], learned.Target, fitted.Plan, boosted.Booster.Slice(boosted.Rounds), scale, []);
            var answers = tried.Answer(data.Validation, threads);
            var value = learned.Judge(answers, options.Metric);
            report.Log(new CandidateResult(candidate.Name, boosted.Rounds, value).Sentence(options.Metric));
            results.Add((candidate, boosted, scale, value, learned.WorseThanShares(answers)));
        }

        var higher = options.Metric is "auc" or "accuracy";
        var best = results.Where(r => !double.IsNaN(r.Value)).OrderBy(r => higher ? -r.Value : r.Value).FirstOrDefault(results[0]);
        results.Where(r => !ReferenceEquals(r.Boosted, best.Boosted)).ToList().ForEach(r => r.Boosted.Booster.Dispose());
        var trees = TreeModel.Read(best.Boosted.Booster.SaveJson());
        var graph = ModelGraph.OfTrees(learned.Target, threshold, fitted.Plan, trees, best.Scale);
        return (new Trained(graph, learned.Target, fitted.Plan, best.Boosted.Booster, best.Scale, []), TrainingDocument.Of(learned.Target, best.Candidate.Name, options.Metric) with
        {
            Rounds = best.Boosted.Rounds,
            Candidates = [.. results.Select(r => new CandidateResult(r.Candidate.Name, r.Boosted.Rounds, r.Value))],
            TrainCurve = best.Boosted.Curve.Train,
            ValidationCurve = data.Validation.Rows > 0 ? best.Boosted.Curve.Validation : [],
            Importance = Importance.Of(best.Boosted.Booster, fitted.Plan),
            Warnings = best.Warning is { } warning ? [warning] : [],
        });
    }
}

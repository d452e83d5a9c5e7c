using Rondo.Bundles;
using Rondo.Data;
using Rondo.Kernel;
using Rondo.Modeling.Features;
using Rondo.Modeling.Metrics;
using Rondo.Modeling.Tables;
using Rondo.Modeling.Training;

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
internal sealed record Evaluated(EvaluationDocument Document, TrainingDocument Training, Scored Model, long[]? Times);

/// <summary>Answers a table through ONNX Runtime and measures the answers.</summary>
internal static class ModelEvaluation
{
    /// <summary>Measures a model.</summary>
    /// <exception cref="FailureException"><c>evaluate.no-rows</c> and what the parts say.</exception>
    public static Evaluated Run(EvaluationInputs inputs, EvaluationOptions options, int threads, CancellationToken ct)
    {
        var schema = FrameReader.Describe(inputs.Table, ct);
        var frame = FrameReader.Read(inputs.Table, schema.Columns, threads, ct);
        if (frame.Rows == 0)
        {
            throw new FailureException(new Failure("evaluate.no-rows", $"The {options.Split} part has no rows.", "Give a larger table, or larger shares for data.split."));
        }

        var warnings = new List<string>();
        var training = inputs.Training ?? AssumedTraining.Of(options, frame, inputs.History, warnings.Add, ct);
        var target = training.AsTarget();
        var scoring = new Scoring(target, training.Threshold ?? 0.5, options, frame);
        using var runner = new GraphRunner(inputs.Model, threads);
        var model = scoring.Score(runner.Run(frame, ct).Numbers);
        var baseline = BaselineAnswers.Of(training.Baseline, target, frame, inputs.History, ct);
        var champion = inputs.Champion is { } bundle ? ChampionAnswers.Of(bundle, target, frame, threads, warnings.Add, ct) : null;
        var times = frame.Find(TableSchema.TimeColumn)?.Times;
        var request = new EvaluationRequest(options.Split, model, times is null ? Blocks.OfRows(frame.Rows) : Blocks.OfTime(times))
        {
            Baseline = baseline is null ? null : scoring.Score(baseline),
            Champion = champion is null ? null : scoring.Score(champion),
            Slices = SliceFinder.Find(inputs.Table, schema, options.AllSlices(), ct),
            Requirements = options.Judged(),
        };
        var document = new Evaluator(request, ct).Document(training.Task, training.Classes);
        return new(document with { Measurements = [.. document.Measurements, .. RowMeasurements.Of(inputs, options, ct)], Baseline = BaselineAnswers.Describe(training.Baseline), Warnings = warnings }, training, model, times);
    }
}

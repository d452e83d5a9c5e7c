using Rondo.Data;
using Rondo.Modeling.Baselines;
using Rondo.Modeling.Features;
using Rondo.Modeling.Tables;
using Rondo.Modeling.Training;
using Rondo.Scoping;

namespace Rondo.Modeling.Evaluation;

/// <summary>A model made elsewhere comes without its training: the task and the rows say what it must be.</summary>
internal static class AssumedTraining
{
    /// <summary>The training document such a model would have, by the training part where there is one.</summary>
    /// <param name="options">The task and the target.</param>
    /// <param name="table">The rows to be evaluated.</param>
    /// <param name="history">Earlier rows (Parquet), the training part first; may be empty.</param>
    /// <param name="say">Told what was guessed.</param>
    /// <param name="ct">Cancels it.</param>
    public static TrainingDocument Of(EvaluationOptions options, Frame table, IReadOnlyList<string> history, Action<string> say, CancellationToken ct)
    {
        var train = history.Count > 0 ? FrameReader.Read(history[0], FrameReader.Describe(history[0], ct).Columns, 1, ct) : table;
        var target = Target.Find(train, options.Target, options.Task, options.Positive, say);
        var time = train.Find(TableSchema.TimeColumn)?.Name;
        return new()
        {
            Task = target.Task,
            Target = target.Column,
            TargetType = target.Type,
            Classes = target.Classes,
            Threshold = target.Task == TaskKind.Binary ? EventCosts.Of(target, options.Costs).Threshold : null,
            TimeColumn = time,
            Trainer = "made elsewhere",
            Metric = "",
            TrainRows = history.Count > 0 ? train.Rows : 0,
            Baseline = history.Count == 0 || options.Baseline is "human"
                ? null
                : BaselineFitting.Fit(options.Baseline, target, train, train with { Rows = 0 }, time, TimeSpan.FromMicroseconds(options.HorizonMicroseconds)),
        };
    }
}

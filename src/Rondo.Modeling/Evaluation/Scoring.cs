using System.Globalization;
using Rondo.Kernel;
using Rondo.Modeling.Features;
using Rondo.Modeling.Metrics;
using Rondo.Modeling.Tables;
using Rondo.Modeling.Training;
using Rondo.Scoping;

namespace Rondo.Modeling.Evaluation;

/// <summary>Puts answers beside the truth of the same rows.</summary>
internal sealed class Scoring(Target target, double threshold, EvaluationOptions options, Frame frame)
{
    /// <summary>Scores answers: numbers, probabilities of the event, or probabilities by class in the target's order.</summary>
    /// <exception cref="FailureException"><c>evaluate.strange-label</c>: an event's truth is neither of its two labels.</exception>
    public Scored Score(double[] answers)
    {
        if (target.Task == TaskKind.Regression)
        {
            return new RegressionScored(target.Numbers(frame), answers, options.Distances());
        }

        var truth = target.ClassNumbers(frame);
        if (target.Task == TaskKind.Binary)
        {
            var strange = Array.FindIndex(truth, t => t < 0);
            return strange < 0
                ? new BinaryScored(Array.ConvertAll(truth, t => t == 1), answers, threshold, EventCosts.Of(target, options.Costs))
                : throw new FailureException(new Failure("evaluate.strange-label", string.Create(CultureInfo.InvariantCulture, $"The target '{target.Column}' is '{Target.LabelOf(frame[target.Column], strange)}' in row {strange + 1}, which training never met."), "Correct the label with data.labels.aliases, or the source."));
        }

        var charter = new Charter(target.Task, target.Column) { Costs = options.Costs };
        return MulticlassScored.Of(truth, answers, target.Classes.Count, (t, p) => charter.CostOf(target.Classes[t], target.Classes[p]));
    }
}

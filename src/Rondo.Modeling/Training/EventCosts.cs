using Rondo.Modeling.Features;
using Rondo.Modeling.Metrics;
using Rondo.Scoping;

namespace Rondo.Modeling.Training;

/// <summary>What a charter says about the errors of an event.</summary>
internal static class EventCosts
{
    /// <summary>The costs of an event's errors.</summary>
    public static ErrorCosts Of(Target target, IReadOnlyDictionary<string, double> costs)
    {
        if (target.Task != TaskKind.Binary)
        {
            return ErrorCosts.Even;
        }

        var charter = new Charter(target.Task, target.Column) { Costs = costs };
        var (no, yes) = (target.Classes[0], target.Classes[1]);
        return new(charter.CostOf(yes, yes, yes), charter.CostOf(no, yes, yes), charter.CostOf(no, no, yes), charter.CostOf(yes, no, yes));
    }
}

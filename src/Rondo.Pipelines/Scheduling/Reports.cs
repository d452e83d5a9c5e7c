using Rondo.Stores;

namespace Rondo.Pipelines.Scheduling;

/// <summary>Makes reports.</summary>
internal static class Reports
{
    public static StepReport OfHit(PlannedStep step) => new(step.Node.Name, StepStatus.Cached, step.Reasons)
    {
        Run = step.Hit!.Run,
        Outputs = step.Hit.Outputs.ToDictionary(o => o.Port, StringComparer.Ordinal),
        Warnings = step.Hit.Warnings,
    };

    /// <summary>What an explanation says of a step.</summary>
    public static StepReport Explained(PlannedStep step) => step.Hit is not null
        ? OfHit(step)
        : new(step.Node.Name, step.Identity is null ? StepStatus.MayRun : StepStatus.WouldRun, step.Reasons);

    public static RunStatus StatusOf(IReadOnlyList<StepReport> reports)
    {
        if (reports.Any(r => r.Status is StepStatus.Failed))
        {
            return RunStatus.Failed;
        }

        return reports.Any(r => r.Status is StepStatus.Cancelled) ? RunStatus.Cancelled : RunStatus.Succeeded;
    }
}

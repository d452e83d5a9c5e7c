using Rondo.Kernel;

namespace Rondo.Pipelines.Scheduling;

/// <summary>Tells a component that its outputs are there, now or from the cache: what they mean to the world outside is done by it.</summary>
internal static class Completion
{
    public static async Task<StepReport> TellAsync(RunContext context, PlannedStep step, StepReport report)
    {
        if (step.Node.Component is not { } component)
        {
            return report;
        }

        var completion = new StepCompletion(
            step.Node.Name, report.Run!.Value, context.Run, report.Status == StepStatus.Cached, step.Identity!.Inputs, report.Outputs, context.Project, context.Workspace, context.Request.User);
        try
        {
            await component.CompletedAsync(completion, CancellationToken.None);
            return report;
        }
        catch (FailureException e)
        {
            return report with { Status = StepStatus.Failed, Failures = e.Failures };
        }
    }
}

using Rondo.Kernel;

namespace Rondo.Pipelines.Steps;

/// <summary>Calls a component: expected failures become values, a bug becomes a failure that says so, with its trace in the log only.</summary>
internal static class ComponentCall
{
    public static async Task<(StepVerdict? Verdict, IReadOnlyList<Failure> Failures)> RunAsync(IComponent component, StepContext context, CancellationToken ct)
    {
        try
        {
            return (await component.RunAsync(context, ct), []);
        }
        catch (FailureException e)
        {
            return (null, e.Failures);
        }
#pragma warning disable CA1031 // The boundary between a step and the run: no bug of one component may end the others.
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            context.Report.Log(e.ToString());
            return (null, [Explain(component, e)]);
        }
    }

    private static Failure Explain(IComponent component, Exception e) => e switch
    {
        IOException or UnauthorizedAccessException => new("step.files", $"{component.Name} could not read or write a file: {e.Message}", "Check the disk and its permissions.") { Kind = FailureKind.World },
        OutOfMemoryException => new("step.out-of-memory", $"{component.Name} ran out of memory.", "Give it less data, or a machine with more memory.") { Kind = FailureKind.World },
        _ => new("step.bug", $"{component.Name} failed in a way it should not: {e.GetType().Name}: {e.Message}", "Please report this; the log has the details.") { Kind = FailureKind.World },
    };
}

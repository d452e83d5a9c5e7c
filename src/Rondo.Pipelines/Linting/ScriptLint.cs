using Rondo.Kernel;
using Rondo.Pipelines.Graph;
using Rondo.Pipelines.Projects;

namespace Rondo.Pipelines.Linting;

/// <summary>Checks what only scripts have: files, and names that become environment variables.</summary>
internal static class ScriptLint
{
    public static void Check(Project project, StepDefinition step, ICollection<Failure> failures)
    {
        if (step.Script is not { } script)
        {
            return;
        }

        foreach (var failure in ScriptCode.Check(project, step, script))
        {
            failures.Add(failure);
        }

        CheckVariables(step, "with", step.With.Select(p => p.Key), failures);
        CheckVariables(step, "in", step.Inputs.Keys, failures);
        CheckVariables(step, "out", script.Outputs.Select(o => o.Name), failures);
    }

    // RONDO_PARAM_a_b is what both a-b and a_b would be called.
    private static void CheckVariables(StepDefinition step, string key, IEnumerable<string> names, ICollection<Failure> failures)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (!PipelineReader.IsName(name) || !seen.Add(name.Replace('-', '_')))
            {
                failures.Add(new("pipeline.variable-name", $"'{name}' in '{key}' of the step '{step.Name}' cannot become an environment variable of its own.",
                    "Use letters, digits, '-' and '_', and names that differ in more than these two.", step.Place));
            }
        }
    }
}

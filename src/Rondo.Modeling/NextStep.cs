using Rondo.Kernel;
using Rondo.Modeling.Registry;
using Rondo.Pipelines;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Modeling;

/// <summary>One sentence on what to do next, with the command.</summary>
internal static class NextStep
{
    public static Saying Of(Project project, ModelVersion? latest, ModelVersion? champion, RunRecord? lastRun, GateReport gate, bool needsReview)
    {
        if (lastRun?.Status == RunStatus.Failed && (latest is null || latest.CreatedAt < lastRun.Start.StartedAt))
        {
            return Saying.Of("run.failed", $"The last run failed: see it with rondo show run {lastRun.Start.Id.Value[..12]}, mend it, and run again.", ("run", lastRun.Start.Id.Value));
        }

        if (latest is null)
        {
            return WithoutModel(lastRun, project.Steps.Any(s => s.Uses is RegisterComponent.Registers));
        }

        if (project.Section<Charter>().Requirements.Count == 0)
        {
            return Saying.Of("charter.requirements", "Write down what is good enough, as charter.requirements, for example: mae <= 0.9 * baseline on test.", ("model", latest.ToString()));
        }

        if (gate.Judgements.FirstOrDefault(j => j.Outcome == Outcome.Fail) is { } failed)
        {
            return Saying.Of(
                "requirement.missed",
                $"{latest} misses '{failed.Requirement.Text}': improve data or model, or change the requirement with the people it was agreed with.",
                ("model", latest.ToString()), ("requirement", failed.Requirement.Text));
        }

        if (needsReview)
        {
            return Saying.Of("model.review", $"Look at {latest} (rondo model show), then ask people about it, as its risk asks for: rondo model review {latest}.", ("model", latest.ToString()));
        }

        return champion is null || champion.Version != latest.Version
            ? Saying.Of("model.promote", $"Look at {latest} (rondo model show), then take it into use: rondo model promote {latest}.", ("model", latest.ToString()))
            : Saying.Of("model.use", $"{champion} is in use. Score with it: rondo predict {champion.Model}@champion FILE.", ("model", champion.ToString()));
    }

    // A project of scripts has nothing to wait for.
    private static Saying WithoutModel(RunRecord? lastRun, bool makesModel) => lastRun is { Status: RunStatus.Succeeded, Start.Id.Value: var run } && !makesModel
        ? Saying.Of("run.done", $"The pipeline ran through and registers no model: nothing waits for you. See the run: rondo show run {run[..12]}.", ("run", run))
        : Saying.Of("run.first", "Run the pipeline: rondo run.");
}

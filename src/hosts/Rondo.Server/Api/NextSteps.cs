using Rondo.Modeling;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Server.Api;

/// <summary>Gives the sentence on what to do next the code by which a page says it in another language.</summary>
internal static class NextSteps
{
    // The conditions are those of ProjectStatus, in their order.
    public static NextStepView Of(ProjectStatus status, Charter charter) => status switch
    {
        { LastRun: { Status: RunStatus.Failed } run } when status.Latest is null || status.Latest.CreatedAt < run.Start.StartedAt => Say(status, "run.failed", ("run", run.Start.Id.Value)),
        { Latest: null } => Say(status, "run.first"),
        _ when charter.Requirements.Count == 0 => Say(status, "charter.requirements", ("model", status.Latest!.ToString())),
        _ when status.Requirements.Judgements.FirstOrDefault(j => j.Outcome == Outcome.Fail) is { } missed => Say(status, "requirement.missed", ("model", status.Latest!.ToString()), ("requirement", missed.Requirement.Text)),
        _ when status.Champion is null || status.Champion.Version != status.Latest!.Version => Say(status, "model.promote", ("model", status.Latest!.ToString())),
        _ => Say(status, "model.use", ("model", status.Champion!.ToString())),
    };

    private static NextStepView Say(ProjectStatus status, string code, params ReadOnlySpan<(string Name, string Value)> args)
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in args)
        {
            named[name] = value;
        }

        return new(status.Next, code, named);
    }
}

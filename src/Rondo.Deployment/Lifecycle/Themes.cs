using Rondo.Deployment.Alerts;
using Rondo.Modeling;
using Rondo.Scoping;
using Rondo.Stores;

namespace Rondo.Deployment.Lifecycle;

/// <summary>The seven themes of the lifecycle, each with its state.</summary>
internal static class Themes
{
    public static IReadOnlyList<LifecycleTheme> Of(ProjectStatus status, LoopState loop)
    {
        var running = status.LastRun?.Status is RunStatus.Running;
        return
        [
            Early("scope", "scoping", status, "scoping", false),
            Early("data-define", "data", status, "data", running),
            Label(status),
            Train(status, loop, running),
            Errors(status),
            Deploy(status, loop),
            Monitor(loop),
        ];
    }

    private static LifecycleTheme Early(string id, string stage, ProjectStatus status, string theme, bool running)
    {
        var found = status.Themes.First(t => t.Theme == theme);
        var state = found.State switch { "done" => ThemeState.Done, _ when running => ThemeState.Running, "failed" => ThemeState.Failed, _ => ThemeState.Open };
        return new(id, stage, state, found.Text);
    }

    // A project of scripts has runs and no data set.
    private static LifecycleTheme Label(ProjectStatus status) => status.LastRun is not null && status.Themes.Any(t => t is { Theme: "data", State: "done" })
        ? new("data-label", "data", ThemeState.Done, "labels come with the data")
        : new("data-label", "data", ThemeState.Open, "nothing split yet");

    private static LifecycleTheme Train(ProjectStatus status, LoopState loop, bool running) => loop.Retraining is { } retraining
        ? new("model-train", "modelling", ThemeState.Running, $"retraining for {retraining.Endpoint}: {RetrainingRecord.Word(retraining.State)}")
        : running ? new("model-train", "modelling", ThemeState.Running, "a run is at work")
        : Early("model-train", "modelling", status, "modelling", false);

    private static LifecycleTheme Errors(ProjectStatus status)
    {
        var missed = status.Requirements.Judgements.Count(j => j.Outcome is Outcome.Fail);
        return status.Latest is null ? new("model-errors", "modelling", ThemeState.Open, "nothing evaluated yet")
            : missed > 0 ? new("model-errors", "modelling", ThemeState.Attention, missed == 1 ? "1 requirement is missed" : $"{missed} requirements are missed")
            : new("model-errors", "modelling", ThemeState.Done, "every requirement that can be measured is met");
    }

    private static LifecycleTheme Deploy(ProjectStatus status, LoopState loop) => loop switch
    {
        { Reviews: [var review, ..] } => new("deploy", "deployment", ThemeState.Attention, $"{review.Subject} waits for a review"),
        { Endpoints.Count: 0 } => new("deploy", "deployment", ThemeState.Open, status.Champion is null ? "no champion yet" : $"champion {status.Champion}, behind no endpoint"),
        _ when loop.OtherThan(status.Champion) is { State: EndpointStatus.Live } other => new("deploy", "deployment", ThemeState.Attention, $"{other.Name} serves version {other.Version}, and the champion is version {status.Champion!.Version}"),
        _ => new("deploy", "deployment", loop.Endpoints.All(e => e.State is EndpointStatus.Live) ? ThemeState.Done : ThemeState.Attention,
            string.Join(", ", loop.Endpoints.Select(e => e.State is EndpointStatus.Live ? $"{e.Name} serves version {e.Version}" : $"{e.Name} is stopped"))),
    };

    private static LifecycleTheme Monitor(LoopState loop)
    {
        var firing = loop.Alerts.Count(a => a.State is AlertState.Firing);
        var missed = loop.Live.Count(j => j.Outcome is Outcome.Fail);
        return loop.Endpoints.Count == 0 ? new("monitor", "deployment", ThemeState.Open, "nothing is watched yet")
            : firing > 0 ? new("monitor", "deployment", ThemeState.Attention, firing == 1 ? "1 alert fires" : $"{firing} alerts fire")
            : loop.Undelivered.Count > 0 ? new("monitor", "deployment", ThemeState.Attention, $"{(loop.Undelivered.Count == 1 ? "1 message about alerts reached" : $"{loop.Undelivered.Count} messages about alerts reached")} nobody: {loop.Undelivered.Problem}")
            : missed > 0 ? new("monitor", "deployment", ThemeState.Attention, missed == 1 ? "1 requirement is missed in use" : $"{missed} requirements are missed in use")
            : loop.Alerts.Count > 0 ? new("monitor", "deployment", ThemeState.Attention, loop.Alerts.Count == 1 ? "1 alert is open" : $"{loop.Alerts.Count} alerts are open")
            : loop.Repeated.Count > 0 ? new("monitor", "deployment", ThemeState.Attention, $"predictions of {loop.Repeated.Endpoint} have ids that others had before, '{loop.Repeated.Id}' the last: truths belong to the first")
            : new("monitor", "deployment", ThemeState.Done, "no alert fires");
    }
}

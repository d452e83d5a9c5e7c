using Rondo.Deployment.Alerts;
using Rondo.Kernel;
using Rondo.Modeling;

namespace Rondo.Deployment.Lifecycle;

/// <summary>What to do next, where what is in use has a say: an alert comes first, then what waits for people, then what the project itself needs.</summary>
internal static class NextInUse
{
    public static Saying Of(ProjectStatus status, LoopState loop)
    {
        if (loop.Alerts.Where(a => a.State is AlertState.Firing).MaxBy(a => (a.Severity, a.FiredAt)) is { } alert)
        {
            return Saying.Of("alert.firing", $"{alert.Endpoint}: {alert.Sentence} Look at it: rondo alerts list.", ("endpoint", alert.Endpoint), ("alert", alert.Id), ("sentence", alert.Sentence));
        }

        if (loop.Reviews is [var review, ..])
        {
            return Saying.Of("review.open", $"{review.Subject} waits for a review: rondo model review {review.Subject}.", ("model", review.Subject), ("review", review.Id));
        }

        if (status.Next.Code is not "model.use")
        {
            return status.Next;
        }

        return loop switch
        {
            { Endpoints.Count: 0 } => Saying.Of("model.deploy", $"Put {status.Champion} behind an endpoint: rondo deploy {status.Champion}.", ("model", status.Champion!.ToString())),
            { Retraining: { } running } => Saying.Of("retraining.running", $"A retraining for {running.Endpoint} is at work: {RetrainingRecord.Word(running.State)}.", ("endpoint", running.Endpoint), ("state", RetrainingRecord.Word(running.State))),
            _ when loop.OtherThan(status.Champion) is { } other => Saying.Of("endpoint.other", $"{other.Name} serves {other.Model}@{other.Version}, and the champion is {status.Champion}: rondo model promote {other.Model}@{other.Version}, or rondo deploy {status.Champion}.", ("endpoint", other.Name), ("model", $"{other.Model}@{other.Version}"), ("champion", status.Champion!.ToString())),
            _ => Saying.Of("endpoint.use", $"{loop.Endpoints[0].Name} serves {loop.Endpoints[0].Model}@{loop.Endpoints[0].Version} and is watched. Nothing waits for you.", ("endpoint", loop.Endpoints[0].Name), ("model", $"{loop.Endpoints[0].Model}@{loop.Endpoints[0].Version}")),
        };
    }
}

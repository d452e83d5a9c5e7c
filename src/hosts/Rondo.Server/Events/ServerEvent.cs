using System.ComponentModel;
using System.Text.Json.Nodes;

namespace Rondo.Server.Events;

/// <summary>Something that happened, told to whoever listens.</summary>
internal sealed record ServerEvent(
    [property: Description("run.started, step.progress, run.finished, endpoint.deploy, model.promote, alert.firing, review.open, retraining.start, …")] string Kind,
    [property: Description("What it is about: run:ID, endpoint:NAME, model:NAME@3, alert:ID.")] string Subject,
    [property: Description("The project, where it is of one.")] string? Project,
    DateTimeOffset At,
    [property: Description("What it says.")] JsonObject Data);

using System.ComponentModel;
using System.Text.Json.Nodes;
using Rondo.Deployment;

namespace Rondo.Server.Api;

/// <summary>A project in a list.</summary>
internal sealed record ProjectSummary(
    string Name,
    [property: Description("Where it is on the server; null for one whose history was sent here.")] string? Folder,
    [property: Description("The state of the theme that needs a look most.")] ThemeState State,
    [property: Description("What to do next.")] NextStepView? Next);

/// <summary>A project: where it stands in its lifecycle, and what to do next.</summary>
internal sealed record ProjectView(
    string Name,
    string Description,
    [property: Description("The seven themes of the lifecycle, in their order.")] IReadOnlyList<ThemeView> Themes,
    [property: Description("How work has travelled between themes; back edges are what findings sent back.")] IReadOnlyList<ThemeEdge> Edges,
    IReadOnlyList<RequirementView> Requirements,
    [property: Description("The newest version: bike-demand@3.")] string? Latest,
    [property: Description("The version in use.")] string? Champion,
    [property: Description("The latest pipeline run.")] RunSummary? LastRun,
    NextStepView Next);

/// <summary>One of the seven themes.</summary>
internal sealed record ThemeView(
    [property: Description("scope, data-define, data-label, model-train, model-errors, deploy or monitor.")] string Id,
    [property: Description("scoping, data, modelling or deployment.")] string Stage,
    ThemeState State,
    [property: Description("A few words.")] string Text);

/// <summary>Work that went from one theme to another.</summary>
internal sealed record ThemeEdge(
    string From,
    string To,
    [property: Description("forward or back.")] string Kind,
    [property: Description("How often it was travelled.")] long Count,
    DateTimeOffset? LastAt,
    [property: Description("Why it was travelled last.")] string? Reason);

/// <summary>What to do next.</summary>
internal sealed record NextStepView(
    [property: Description("One English sentence, with the command.")] string Text,
    [property: Description("run.failed, run.first, charter.requirements, requirement.missed, model.promote, model.use, model.deploy, review.open, review.rejected, alert.firing, retraining.running, endpoint.other, endpoint.use: by it a page translates.")] string Code,
    [property: Description("What the sentence names.")] IReadOnlyDictionary<string, string> Args);

/// <summary>The charter with every key, absent ones as null, and how its requirements stand.</summary>
internal sealed record CharterDocument(
    [property: Description("Whether the project writes a charter.")] bool IsWritten,
    [property: Description("The keys of rondo.yaml: problem, objective, task, target, people, use, kpi, risk, …")] JsonObject Charter,
    IReadOnlyList<RequirementView> Requirements);

/// <summary>The pipeline as a graph.</summary>
internal sealed record PipelineView(
    [property: Description("Whether rondo.yaml writes no pipeline, so that the stages derived it.")] bool Derived,
    [property: Description("In an order in which each comes after those it needs.")] IReadOnlyList<PipelineStepView> Steps,
    IReadOnlyList<string> Warnings);

/// <summary>A step in its pipeline.</summary>
internal sealed record PipelineStepView(
    string Name,
    [property: Description("The component; null for a script.")] string? Component,
    [property: Description("What it runs: the component's name or the command.")] string What,
    IReadOnlyList<PortView> Inputs,
    IReadOnlyList<PortView> Outputs,
    [property: Description("The steps it needs.")] IReadOnlyList<string> Upstream,
    [property: Description("cached, wouldRun or mayRun, if it were run now; running while a run is at work on it.")] PlannedState State,
    [property: Description("Why.")] IReadOnlyList<string> Reasons,
    JsonObject Parameters);

/// <summary>A port of a step.</summary>
internal sealed record PortView(
    string Name,
    [property: Description("The kind of content.")] string Kind,
    [property: Description("Inputs: where it comes from, `step.port`, `file:…`, `dataset:…` or `model:…`.")] string? From);

/// <summary>What would happen to a step now.</summary>
internal enum PlannedState
{
    /// <summary>Its outputs are there.</summary>
    Cached,

    /// <summary>It would run.</summary>
    WouldRun,

    /// <summary>It depends on what a step before it gives.</summary>
    MayRun,

    /// <summary>It cannot be told: something is wrong with its inputs.</summary>
    Unknown,
}

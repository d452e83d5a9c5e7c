using System.Text.Json.Nodes;

namespace Rondo.Pipelines;

/// <summary>A trigger went off: something asks for a pipeline. Recorded once for each cause, whoever saw it first.</summary>
/// <param name="Trigger">The trigger's name: <c>retrain/bike-demand</c>.</param>
/// <param name="Number">From 1, by trigger.</param>
/// <param name="Project">Whose pipeline it asks for.</param>
/// <param name="Kind"><c>schedule</c>, <c>data</c>, <c>alert</c>, <c>labels</c> or <c>hand</c>.</param>
/// <param name="Cause">What it was, so that the same thing fires once: <c>schedule:2026-11-23T00:00:00Z</c>.</param>
/// <param name="At">When.</param>
/// <param name="By">A person, or <c>rondo</c>.</param>
public sealed record TriggerFiring(string Trigger, long Number, string Project, string Kind, string Cause, DateTimeOffset At, string By)
{
    /// <summary>What is known of the cause.</summary>
    public JsonObject Evidence { get; init; } = [];

    /// <summary>What came of it.</summary>
    public FiringState State { get; init; }

    /// <summary>Why, in a sentence; why it waits, while it waits.</summary>
    public string Note { get; init; } = "";
}

/// <summary>What came of a firing.</summary>
public enum FiringState
{
    /// <summary>Nobody has acted on it yet.</summary>
    Waiting,

    /// <summary>A pipeline was started for it.</summary>
    Taken,

    /// <summary>It was not needed any more.</summary>
    Dropped,
}

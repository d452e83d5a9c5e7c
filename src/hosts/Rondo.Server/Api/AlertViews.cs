using System.ComponentModel;
using System.Text.Json.Nodes;
using Rondo.Deployment.Alerts;

namespace Rondo.Server.Api;

/// <summary>An alert.</summary>
internal record AlertView(
    string Id, string Endpoint, [property: Description("What was violated: drift, quality, quality:requests, errors, errors:shed, performance, concept, rollback, requirement:…")] string Rule,
    AlertSeverity Severity, AlertState State, string Sentence,
    [property: Description("The kind of rule, by which a page translates the sentence with `args`.")] string Code,
    [property: Description("What the sentence says, as values.")] JsonObject Args,
    [property: Description("When it was first seen.")] DateTimeOffset StartedAt,
    [property: Description("When anything about it changed last.")] DateTimeOffset LastAt,
    [property: Description("Windows (or measurements) in a row that broke the rule; null where it does not wait for any.")] long? Windows,
    DateTimeOffset? FiredAt, DateTimeOffset? ResolvedAt, DateTimeOffset? SilencedUntil,
    [property: Description("Who looks after it; empty while nobody does.")] string Owner,
    [property: Description("Where the UI shows it.")] string Link)
{
    public static AlertView Of(Alert a)
    {
        var explained = AlertExplanation.Of(a);
        return new(
            a.Id, a.Endpoint, a.Rule, a.Severity, a.State, a.Sentence, explained.Code, explained.Args, a.OpenedAt, a.ChangedAt,
            (long?)a.Evidence["windows"], a.FiredAt, a.ResolvedAt, a.SilencedUntil, a.Owner, a.Link);
    }
}

/// <summary>An alert with what it is based on.</summary>
internal sealed record AlertDetails(
    string Id, string Endpoint, string Rule, AlertSeverity Severity, AlertState State, string Sentence, string Code, JsonObject Args, DateTimeOffset StartedAt, DateTimeOffset LastAt,
    long? Windows, DateTimeOffset? FiredAt, DateTimeOffset? ResolvedAt, DateTimeOffset? SilencedUntil, string Owner, string Link,
    [property: Description("The window, the figures, and the columns that explain it, most telling first.")] JsonObject Evidence,
    [property: Description("Which columns, and which parts of them, explain it.")] AlertReason Explanation,
    [property: Description("Oldest first.")] IReadOnlyList<AlertStep> History)
    : AlertView(Id, Endpoint, Rule, Severity, State, Sentence, Code, Args, StartedAt, LastAt, Windows, FiredAt, ResolvedAt, SilencedUntil, Owner, Link)
{
    public static AlertDetails Of(Alert alert, IEnumerable<AlertEvent> history)
    {
        var a = AlertView.Of(alert);
        return new(
            a.Id, a.Endpoint, a.Rule, a.Severity, a.State, a.Sentence, a.Code, a.Args, a.StartedAt, a.LastAt, a.Windows, a.FiredAt, a.ResolvedAt, a.SilencedUntil, a.Owner, a.Link,
            alert.Evidence, Reason(alert), [.. history.Select(h => new AlertStep(h.At, h.State, h.Actor, h.Comment))]);
    }

    private static AlertReason Reason(Alert alert) => AlertExplanation.Of(alert) is var e && e.Text.Length > 0 ? new(e.Text, e.Code + ".explained", e.Args) : new(alert.Sentence, e.Code, e.Args);
}

/// <summary>Why an alert is there, in words and as values.</summary>
internal sealed record AlertReason(string Text, string Code, JsonObject Args);

/// <summary>One step in an alert's life.</summary>
internal sealed record AlertStep(DateTimeOffset At, AlertState State, [property: Description("The person, or monitor.")] string By, string Comment);

/// <summary>Why something is done with an alert.</summary>
internal sealed record AlertComment([property: Description("Why, for the others.")] string? Comment);

/// <summary>Until when an alert is silenced, and why.</summary>
internal sealed record AlertSilence([property: Description("At most 90 days ahead.")] DateTimeOffset Until, string? Comment);

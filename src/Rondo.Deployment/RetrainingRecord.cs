using System.Globalization;
using System.Text.Json.Nodes;

namespace Rondo.Deployment;

/// <summary>One turn of the loop: from what set it off to what came of it.</summary>
/// <param name="Id">32 hexadecimal digits that sort by time.</param>
/// <param name="Endpoint">Whose model is trained anew.</param>
/// <param name="Project">Whose pipeline does it.</param>
/// <param name="Model">The registry line.</param>
/// <param name="State">How far it is.</param>
public sealed record RetrainingRecord(string Id, string Endpoint, string Project, string Model, RetrainingState State)
{
    /// <summary><c>schedule</c>, <c>alert</c>, <c>labels</c> or <c>hand</c>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The cause of the firing that started it.</summary>
    public string Cause { get; init; } = "";

    /// <summary>The alert behind it, where there is one.</summary>
    public string? Alert { get; init; }

    /// <summary>Why, in a sentence.</summary>
    public string Reason { get; init; } = "";

    /// <summary>A person, or <c>rondo</c>.</summary>
    public string RequestedBy { get; init; } = "";

    /// <summary>The version that answered when it began.</summary>
    public long Champion { get; init; }

    /// <summary>The version it made; null before that, and when none was made.</summary>
    public long? Challenger { get; init; }

    /// <summary>The review that decides, where one does.</summary>
    public string? Review { get; init; }

    /// <summary>Labelled predictions it learned from and was judged by.</summary>
    public long Labels { get; init; }

    /// <summary>The last feedback it has seen.</summary>
    public long FeedbackSequence { get; init; }

    /// <summary>What each stage found: <c>traffic</c>, <c>training</c>, <c>gate</c>, <c>comparison</c>, <c>replay</c>, <c>decision</c>.</summary>
    public JsonObject Evidence { get; init; } = [];

    /// <summary>What came of it, in a sentence; empty while it runs.</summary>
    public string Outcome { get; init; } = "";

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it last moved on.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>For machines; times in ISO 8601.</summary>
    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["endpoint"] = Endpoint,
        ["project"] = Project,
        ["model"] = Model,
        ["state"] = Word(State),
        ["trigger"] = new JsonObject { ["kind"] = Kind, ["cause"] = Cause, ["by"] = RequestedBy, ["reason"] = Reason },
        ["alert"] = Alert,
        ["champion"] = Champion,
        ["challenger"] = Challenger,
        ["review"] = Review,
        ["labels"] = Labels,
        ["run"] = (Evidence["training"] as JsonObject)?["run"]?.DeepClone(),
        ["traffic"] = Evidence["traffic"]?.DeepClone(),
        ["gate"] = Evidence["gate"]?.DeepClone(),
        ["comparison"] = Evidence["comparison"]?.DeepClone(),
        ["replay"] = Evidence["replay"]?.DeepClone(),
        ["decision"] = Evidence["decision"]?.DeepClone(),
        ["outcome"] = Outcome,
        ["startedAt"] = Time(StartedAt),
        ["changedAt"] = Time(ChangedAt),
        ["endedAt"] = EndedAt is { } ended ? Time(ended) : null,
    };

    /// <summary>The state as text: <c>kept-out</c>.</summary>
    public static string Word(RetrainingState state) => state is RetrainingState.KeptOut ? "kept-out" : state.ToString().ToLowerInvariant();

    private static string Time(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}

/// <summary>How far a retraining is. Each is durable: whatever kills the program, the next one goes on from there.</summary>
public enum RetrainingState
{
    /// <summary>Joins captures with feedback to a version of a data set.</summary>
    Gathering,

    /// <summary>Runs the pipeline on it.</summary>
    Training,

    /// <summary>Holds the challenger against its gate and against the champion.</summary>
    Comparing,

    /// <summary>Lets the challenger answer what was captured.</summary>
    Replaying,

    /// <summary>Decides by rule, or asks people.</summary>
    Deciding,

    /// <summary>Waits for a review.</summary>
    Reviewing,

    /// <summary>Brings the challenger behind the endpoint.</summary>
    Deploying,

    /// <summary>The challenger answers now.</summary>
    Promoted,

    /// <summary>The challenger was not good enough.</summary>
    KeptOut,

    /// <summary>People said no, or were overtaken.</summary>
    Rejected,

    /// <summary>There was nothing to learn from.</summary>
    Refused,

    /// <summary>Something broke.</summary>
    Failed,
}

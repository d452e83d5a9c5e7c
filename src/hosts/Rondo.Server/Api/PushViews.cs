using System.ComponentModel;
using System.Text.Json.Nodes;
using Rondo.Kernel;
using Rondo.Modeling;
using Rondo.Stores;

namespace Rondo.Server.Api;

/// <summary>Contents somebody has.</summary>
internal sealed record OfferedObjects
{
    [Description("SHA-256 digests, at most 1000.")]
    public required IReadOnlyList<string> Digests { get; init; }
}

/// <summary>Contents the server lacks.</summary>
internal sealed record MissingObjects(IReadOnlyList<string> Digests);

/// <summary>A piece of another workspace's history. What is known already is passed over, so a piece may be sent again.</summary>
internal sealed record History
{
    [Description("Runs that have ended, each after its parent.")]
    public IReadOnlyList<PushedRun> Runs { get; init; } = [];

    [Description("Versions of data sets, oldest first.")]
    public IReadOnlyList<DatasetVersionSummary> Datasets { get; init; } = [];

    [Description("Versions of models, oldest first; their bundles, and the audit events of their registration, must be here.")]
    public IReadOnlyList<PushedModel> Models { get; init; } = [];

    [Description("Events of the other audit log, kept as foreign evidence: they do not enter this one.")]
    public IReadOnlyList<AuditView> Audit { get; init; } = [];

    [Description("The evidence of the piece that ends where these events begin; none where they begin the log.")]
    public string? AuditAfter { get; init; }
}

/// <summary>A run of another workspace.</summary>
internal sealed record PushedRun(
    string Id, string Project, string Kind, string Name, string? Parent, string User, DateTimeOffset StartedAt, int Attempt, RunStatus Status, DateTimeOffset EndedAt, string? Message,
    JsonObject Parameters, JsonObject Environment, IReadOnlyDictionary<string, string> Tags, CodeView? Code, ResourceView? Resources,
    IReadOnlyList<ArtifactView> Artifacts, IReadOnlyList<PushedMetric> Metrics);

/// <summary>A value of a metric; a text for NaN and the infinities.</summary>
internal sealed record PushedMetric(string Key, [property: Description("In invariant form.")] string Value, long Step, DateTimeOffset At);

/// <summary>A model version of another workspace.</summary>
internal sealed record PushedModel(
    string Model, long Version, string Digest, string Bundle, string Origin, [property: Description("The evidence of the piece of the audit log that holds its registration.")] string Registration, string? Run, IReadOnlyDictionary<string, string> Lineage, JsonObject Gate, bool Blocked,
    IReadOnlyList<JsonObject> Measurements, DateTimeOffset CreatedAt, string CreatedBy, IReadOnlyList<EvidenceView> Evidence)
{
    public ModelVersion ToVersion() => new(Model, Version, Pushed.Content(Digest), Pushed.Content(Bundle))
    {
        Origin = Origin,
        Run = Run is null ? null : new RunId(Run),
        Lineage = Lineage.ToDictionary(l => l.Key, l => Pushed.Content(l.Value), StringComparer.Ordinal),
        Gate = Gate,
        Blocked = Blocked,
        Measurements = [.. Measurements.Select(Pushed.Measured)],
        CreatedAt = CreatedAt,
        CreatedBy = CreatedBy,
    };
}

/// <summary>What was new of a piece of history.</summary>
internal sealed record ReceivedHistory(int Runs, int Datasets, IReadOnlyList<ReceivedModel> Models, [property: Description("The audit events as they were sent, an artifact's digest.")] string? Evidence);

/// <summary>A version and what it is called here.</summary>
internal sealed record ReceivedModel(
    string There, string Here, bool IsNew, [property: Description("What the gate says here.")] string Gate, [property: Description("What it said there.")] string GateThere);

/// <summary>Reads what others send.</summary>
internal static class Pushed
{
    public static Digest Content(string text) => Kernel.Digest.TryParse(text, out var digest)
        ? digest
        : throw new FailureException(new Failure("request.digest", "That is no SHA-256.", "Write 64 lower-case hexadecimal digits."));

    public static Scoping.Measurement Measured(JsonObject json, int index)
    {
        try
        {
            return MeasurementJson.Read(json);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            throw new FailureException(new Failure("push.measurement", $"measurements[{index}] is no measurement.", "Send measure, value, unit, role, split, slice, low, high, count and origin, as they are registered."), e);
        }
    }

    public static RunId Run(string text) => text.Length == 32 && text.All(char.IsAsciiHexDigitLower)
        ? new(text)
        : throw new FailureException(new Failure("push.run-id", "That is no run's id.", "Write 32 lower-case hexadecimal digits."));
}
